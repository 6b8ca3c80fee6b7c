import mongoose, { type Connection } from 'mongoose';
import { promotionEnded, promotionStarted } from '../../events/contracts/promotion.events';
import { eventOf, withoutOutbox } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { newId } from '../platform/ids';
import { keepFresh } from '../platform/kept-fresh';
import { createClaims, type Claimant } from './promotion.claims';
import { CodeTakenError, PromotionInvalidError } from './promotion.errors';
import { promotionModel, type PromotionDocument } from './promotion.model';
import {
  fullConditions,
  promotionStateAt,
  type CouponReason,
  type NewPromotion,
  type Promotion,
} from './promotion.schema';

export type PromotionService = ReturnType<typeof createPromotionService>;

/** Somebody who names a code for a basket. */
export interface CouponAsked {
  code: string;
  buyerId: string;
  /** The checkout that the basket has or will have: its own uses do not stand in its way. */
  checkoutId: string;
}

/** A code as it stands for somebody, before the basket is looked at. */
export type CouponStanding =
  { ok: true; promotion: Promotion } | { ok: false; reason: CouponReason; promotion: Promotion | null };

/** Promotions of sellers and of the platform, and the uses of their codes. */
export function createPromotionService({
  connection,
  clock,
  buyers,
  onError,
}: {
  connection: Connection;
  clock: Clock;
  buyers: {
    hasAccount(buyerId: string): Promise<boolean>;
    hasOrdered(buyerId: string): Promise<boolean>;
  };
  /** A refresh of the memory failed. */
  onError?: (error: unknown) => void;
}) {
  const model = promotionModel(connection);
  const claims = createClaims({ connection, clock });
  const show = (stored: PromotionDocument): Promotion => present<Promotion>(stored, ['key', 'updatedAt']);
  const memory = keepFresh<Promotion>({
    clock,
    ...(onError ? { onError } : {}),
    idOf: ({ id }) => id,
    changedSince: async (sinceMs) =>
      (
        await model
          .find({ code: null, updatedAt: mongoose.trusted({ $gte: sinceMs }) }, withoutOutbox)
          .lean<PromotionDocument[]>()
      ).map(show),
  });

  async function get(id: string): Promise<Promotion | null> {
    const found = await model.findById(id, withoutOutbox).lean<PromotionDocument>();
    return found && show(found);
  }

  return {
    get,

    /**
     * Starts a promotion; the same id again is the same promotion.
     * @param request.sellerId null for the platform's
     * @throws CodeTakenError, PromotionInvalidError
     */
    async create(request: {
      id?: string;
      sellerId: string | null;
      wanted: NewPromotion;
      by: string;
    }): Promise<Promotion> {
      const { id = newId(clock.nowMs()), sellerId, wanted, by } = request;
      const nowMs = clock.nowMs();
      const at = new Date(nowMs).toISOString();
      const { label, code, benefit } = wanted;
      const earliest = changesAt(nowMs, code);
      const promotion = {
        ...{ label, code, benefit, sellerId, createdBy: by, createdAt: at, endedAt: null },
        conditions: fullConditions(wanted.conditions, earliest),
        limits: { total: null, perBuyer: null, ...wanted.limits },
      };
      // Two checkouts of one person at the same moment are both the first.
      if (promotion.conditions.firstOrderOnly) promotion.limits.perBuyer = 1;
      if (code === null && Date.parse(promotion.conditions.from) < Date.parse(earliest))
        promotion.conditions.from = earliest;
      refuseNonsense(promotion);
      const told = { promotionId: id, sellerId, kind: benefit.kind, hasCode: code !== null };
      await insertOnce(
        model,
        { _id: id, key: code ?? id, ...promotion, updatedAt: nowMs },
        nowMs,
        eventOf(promotionStarted, told, nowMs),
      );
      const found = await get(id);
      if (!found) throw new CodeTakenError(code ?? id);
      if (found.code === null) memory.put(found);
      return found;
    },

    /**
     * Ends it now; what was bought with it stays as it is. One that is ended is ended.
     * @throws NotFoundError, StaleVersionError
     */
    async end({ id, expectedVersion }: { id: string; expectedVersion?: number }): Promise<Promotion> {
      const nowMs = clock.nowMs();
      const after = await changeDocument(model, 'promotion', id, nowMs, (current) => {
        if (current.endedAt) return null;
        if (expectedVersion !== undefined && current.version !== expectedVersion)
          throw new StaleVersionError('promotion');
        const { sellerId, benefit, code } = current;
        const told = { promotionId: id, sellerId, kind: benefit.kind, hasCode: code !== null };
        return {
          set: { endedAt: changesAt(nowMs, code), updatedAt: nowMs },
          events: [eventOf(promotionEnded, told, nowMs)],
        };
      });
      const ended = show(after);
      if (ended.code === null) memory.put(ended);
      return ended;
    },

    /** Newest first, with how often the code of each is used. @param request.sellerId null for the platform's own */
    async list(request: {
      sellerId?: string | null;
      cursor?: string;
      limit: number;
    }): Promise<{ items: (Promotion & { uses: number })[]; nextCursor: string | null }> {
      const { sellerId, cursor, limit } = request;
      const filter = {
        ...(sellerId === undefined ? {} : { sellerId }),
        ...(cursor === undefined ? {} : { _id: mongoose.trusted({ $lt: cursor }) }),
      };
      const found = await model
        .find(filter, withoutOutbox)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<PromotionDocument[]>();
      const page = found.slice(0, limit).map(show);
      const uses = await claims.uses(page.filter(({ code }) => code !== null).map(({ id }) => id));
      return {
        items: page.map((promotion) => ({ ...promotion, uses: uses[promotion.id] ?? 0 })),
        nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },

    /** Those that count by themselves now. Asks no database: from memory, at most about a second old. */
    async automatic(): Promise<Promotion[]> {
      const nowMs = clock.nowMs();
      return [...(await memory.all()).values()].filter(
        (promotion) => promotionStateAt(promotion, nowMs) === 'running',
      );
    },

    /** How a code stands for somebody now; whether it fits their basket is for pricing to say. */
    async coupon({ code, buyerId, checkoutId }: CouponAsked): Promise<CouponStanding> {
      const found = await model.findOne({ key: code }, withoutOutbox).lean<PromotionDocument>();
      if (!found?.code) return { ok: false, reason: 'unknown', promotion: null };
      const promotion = show(found);
      const no = (reason: CouponReason): CouponStanding => ({ ok: false, reason, promotion });
      const state = promotionStateAt(promotion, clock.nowMs());
      if (state === 'scheduled') return no('not-yet');
      if (state !== 'running') return no('over');
      const { limits, conditions } = promotion;
      const isPersonal = limits.perBuyer !== null || conditions.firstOrderOnly;
      const [used, hasAccount, hasOrdered] = await Promise.all([
        claims.counts({ promotionId: promotion.id, buyerId, checkoutId }),
        isPersonal ? buyers.hasAccount(buyerId) : true,
        conditions.firstOrderOnly ? buyers.hasOrdered(buyerId) : false,
      ]);
      if (limits.total !== null && used.total >= limits.total) return no('used-up');
      // A guest is somebody else tomorrow: a limit that they could walk around is none.
      if (!hasAccount) return no('needs-account');
      if (limits.perBuyer !== null && used.ofBuyer >= limits.perBuyer) return no('used-by-you');
      return hasOrdered ? no('not-first-order') : { ok: true, promotion };
    },

    claims,

    /** Takes one use of a promotion's code for a checkout; see `createClaims`. */
    async claim(promotionId: string, claimant: Claimant): ReturnType<typeof claims.claim> {
      const promotion = await get(promotionId);
      return promotion ? claims.claim(promotion, claimant) : { ok: false, reason: 'used-up' };
    },

    /** Forgets the memory's clock; for the end of a process. */
    close: () => memory.close(),

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await model.init();
      await claims.ready();
    },
  };
}

/** Longer than any process takes to know of a change, and than their clocks differ. */
const KNOWN_AFTER_MS = 3000;

/**
 * When a change counts that is decided now. What counts by itself is priced from the memory of many processes: it
 * changes for all of them at a moment when all know of it, so nobody is shown one price and refused it.
 */
function changesAt(nowMs: number, code: string | null): string {
  return new Date(code === null ? nowMs + KNOWN_AFTER_MS : nowMs).toISOString();
}

function refuseNonsense({ code, conditions, limits }: Pick<Promotion, 'code' | 'conditions' | 'limits'>) {
  const needsCode = limits.total !== null || limits.perBuyer !== null || conditions.firstOrderOnly;
  if (needsCode && code === null)
    throw new PromotionInvalidError(
      'promotion-needs-code',
      'Limits, and being for the first order only, need a code.',
    );
  if (conditions.until !== null && Date.parse(conditions.until) <= Date.parse(conditions.from))
    throw new PromotionInvalidError('promotion-period', 'It would end before it begins.');
}
