import { randomInt } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { claimModel, type ClaimDocument } from './promotion.model';
import type { CouponReason, Promotion } from './promotion.schema';

/** Who takes a use of a code. */
export interface Claimant {
  checkoutId: string;
  /** The opening of the checkout: what is given back is not taken again under it. */
  holder: string;
  buyerId: string;
  /** The orders from which the code takes something off. */
  orders: readonly string[];
}

type Coupon = Pick<Promotion, 'id' | 'code' | 'limits'>;
type Answer = { ok: true } | { ok: false; reason: Extract<CouponReason, 'used-up' | 'used-by-you'> };

/**
 * Uses of codes. A use is a document whose id exists once, so however many ask at the same moment, no more get one
 * than there are.
 */
export function createClaims({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = claimModel(connection);
  const claims = connection.collection<ClaimDocument>('claims');

  /** False when this use is taken, or the holder has another one already. */
  async function insert(claim: ClaimDocument): Promise<boolean> {
    try {
      await claims.insertOne(claim);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  const has = async (holder: string, kind: ClaimDocument['kind']) =>
    (await claims.findOne({ holder, kind }, { projection: { _id: 1 } })) !== null;

  /** Takes a free number of those from 1 to `limit`; null has no limit. True also where the holder has one already. */
  async function takeNumber(
    claim: Omit<ClaimDocument, '_id'>,
    stem: string,
    limit: number | null,
    others: Partial<Pick<ClaimDocument, 'promotionId' | 'kind' | 'buyerId'>>,
  ): Promise<boolean> {
    if (limit === null) {
      await insert({ _id: `${stem}:${claim.holder}`, ...claim });
      return true;
    }
    const taken = await claims.countDocuments(others);
    for (let next = taken + 1; ;) {
      if (next <= limit && (await insert({ _id: `${stem}:${next}`, ...claim }))) return true;
      if (await has(claim.holder, claim.kind)) return true;
      const ids = await claims.find(others, { projection: { _id: 1 } }).toArray();
      const known = new Set(ids.map(({ _id }) => String(_id)));
      const free = Array.from({ length: limit }, (_, index) => index + 1).filter(
        (number) => !known.has(`${stem}:${number}`),
      );
      if (free.length === 0) return false;
      // Not the first one: many who look for it at once would meet there again.
      next = free[randomInt(free.length)] ?? 1;
    }
  }

  const drop = (holder: string) =>
    claims.deleteMany({ holder, kind: { $in: ['use', 'buyer'] } }).then(() => undefined);

  return {
    /** Takes one use of a code for a checkout. Again, it is the same use. */
    async claim(coupon: Coupon, claimant: Claimant): Promise<Answer> {
      const { checkoutId, holder, buyerId, orders } = claimant;
      const stem = `coupon:${coupon.code ?? coupon.id}`;
      const claim = (kind: 'use' | 'buyer') => ({
        ...{ kind, promotionId: coupon.id, buyerId, checkoutId, holder, orders: [...orders] },
        at: clock.nowMs(),
      });
      const { total, perBuyer } = coupon.limits;
      const isBuyers =
        perBuyer === null ||
        (await takeNumber(claim('buyer'), `${stem}:${buyerId}`, perBuyer, {
          ...{ promotionId: coupon.id, kind: 'buyer', buyerId },
        }));
      if (!isBuyers) return { ok: false, reason: 'used-by-you' };
      const isTaken = await takeNumber(claim('use'), stem, total, {
        ...{ promotionId: coupon.id, kind: 'use' },
      });
      if (!isTaken || (await has(holder, 'returned'))) {
        await drop(holder);
        return { ok: false, reason: 'used-up' };
      }
      return { ok: true };
    },

    /** The checkout came to nothing: what it took is free again, and no late step of it takes anything. */
    async giveBack({ holder, checkoutId }: { holder: string; checkoutId: string }): Promise<void> {
      await insert({
        ...{ _id: `returned:${holder}`, kind: 'returned', promotionId: '', buyerId: '', checkoutId, holder },
        ...{ orders: [], at: clock.nowMs() },
      });
      await drop(holder);
    },

    /** An order was cancelled before it shipped: a use that was for no other order is free again. */
    async giveBackOrder({ checkoutId, orderId }: { checkoutId: string; orderId: string }): Promise<void> {
      await claims.updateMany({ checkoutId, orders: orderId }, { $pull: { orders: orderId } });
      await claims.deleteMany({ checkoutId, kind: { $in: ['use', 'buyer'] }, orders: [] });
    },

    /** How many uses are taken, of all and of one buyer, without those of one checkout. */
    async counts({
      promotionId,
      buyerId,
      checkoutId,
    }: {
      promotionId: string;
      buyerId: string;
      checkoutId: string;
    }): Promise<{ total: number; ofBuyer: number }> {
      const others = { promotionId, checkoutId: { $ne: checkoutId } };
      const [total, ofBuyer] = await Promise.all([
        claims.countDocuments({ ...others, kind: 'use' }),
        claims.countDocuments({ ...others, kind: 'buyer', buyerId }),
      ]);
      return { total, ofBuyer };
    },

    /** How often each of the promotions is used now. */
    async uses(promotionIds: readonly string[]): Promise<Record<string, number>> {
      const found = await Promise.all(
        promotionIds.map(
          async (promotionId) =>
            [promotionId, await model.countDocuments({ promotionId, kind: 'use' })] as const,
        ),
      );
      return Object.fromEntries(found);
    },

    /** The uses of one promotion, newest first. */
    async list(promotionId: string, limit: number): Promise<ClaimDocument[]> {
      return (await model
        .find({ promotionId, kind: 'use' })
        .sort({ at: -1 })
        .limit(limit)
        .lean()) as ClaimDocument[];
    },

    /** Resolves when the indexes are there. */
    ready: () => model.init().then(() => undefined),
  };
}
