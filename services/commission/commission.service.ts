import type { Connection } from 'mongoose';
import { commissionPlanned } from '../../events/contracts/commission.events';
import { eventOf, withoutOutbox } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { MARKET_POINTS } from '../pricing/pricing.commission';
import { commissionModel, type CommissionDocument } from './commission.model';
import { planRate, plannedAt, pointsAt, RATES_FRESH_MS } from './commission.rates';
import type { Commission, CommissionSubject, CommissionView, NewCommission } from './commission.schema';

/** The terms of sellers and the market's table of categories at a moment, basis points. */
export interface CommissionTable {
  /** @param contract the rate that the seller began with */
  ofSeller(sellerId: string, contract: number): number;
  ofCategories: Readonly<Record<string, number>>;
}

export type CommissionService = ReturnType<typeof createCommissionService>;

/**
 * What the market asks of sales, by seller and by category, each rate from a date on. Orders freeze theirs when they
 * are placed.
 */
export function createCommissionService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = commissionModel(connection);
  const show = (stored: CommissionDocument): Commission => present<Commission>(stored);
  let known: { readAtMs: number; all: Promise<Commission[]> } | undefined;

  return {
    /** The rates at a moment (epoch ms), from memory: at most half a minute old, and rates are planned earlier. */
    async tableAt(atMs: number): Promise<CommissionTable> {
      const all = await lately();
      const rates = new Map(all.map((one) => [one.id, one.rates]));
      const categories = new Set([
        ...Object.keys(MARKET_POINTS),
        ...all.flatMap(({ subject }) => (subject.type === 'category' ? [subject.id] : [])),
      ]);
      const ofCategories = [...categories].flatMap((id) => {
        const points = pointsAt(rates.get(idOf({ type: 'category', id })) ?? [], marketPoints(id), atMs);
        return points === null ? [] : [[id, points] as const];
      });
      return {
        ofSeller: (sellerId, contract) =>
          pointsAt(rates.get(idOf({ type: 'seller', id: sellerId })) ?? [], contract, atMs) ?? contract,
        ofCategories: Object.fromEntries(ofCategories),
      };
    },

    /** How each of the subjects stands now. @param subjects with the rate they began with */
    async view(
      subjects: readonly { subject: CommissionSubject; name: string; base: number | null }[],
    ): Promise<CommissionView[]> {
      const all = new Map((await readAll()).map((one) => [one.id, one]));
      const nowMs = clock.nowMs();
      return subjects.map((one) => viewOf(one, all.get(idOf(one.subject)) ?? null, nowMs));
    },

    /**
     * Plans a rate, in place of the one that is planned.
     * @param request.expectedVersion as it was seen; 0 where nothing was ever planned
     * @throws DomainError of `planRate`; StaleVersionError
     */
    async plan(request: {
      subject: CommissionSubject;
      name: string;
      base: number | null;
      wanted: NewCommission;
      by: string;
      expectedVersion: number;
    }): Promise<CommissionView> {
      const { subject, base, wanted, by, expectedVersion } = request;
      const nowMs = clock.nowMs();
      const id = idOf(subject);
      const told = eventOf(
        commissionPlanned,
        { subjectType: subject.type, subjectId: subject.id, points: wanted.points, from: wanted.from },
        nowMs,
      );
      const planned = (rates: CommissionDocument['rates']) =>
        planRate({ subject, rates, base, wanted, by, nowMs });
      if (expectedVersion === 0) {
        const first = { _id: id, subject, rates: planned([]) };
        if (!(await insertOnce(model, first, nowMs, told))) throw new StaleVersionError('commission');
      } else {
        await changeDocument(model, 'commission', id, nowMs, (current) => {
          if (current.version !== expectedVersion) throw new StaleVersionError('commission');
          return { set: { rates: planned(current.rates) }, events: [told] };
        });
      }
      known = undefined;
      const after = await model.findById(id, withoutOutbox).lean<CommissionDocument>();
      return viewOf(request, after && show(after), nowMs);
    },
  };

  async function lately(): Promise<Commission[]> {
    const nowMs = clock.nowMs();
    if (known && nowMs - known.readAtMs < RATES_FRESH_MS) return known.all;
    const reading = { readAtMs: nowMs, all: readAll() };
    known = reading;
    return reading.all.catch((error: unknown) => {
      if (known === reading) known = undefined;
      throw error;
    });
  }

  /** All there are: as many as sellers and categories with a change, read seldom. */
  async function readAll(): Promise<Commission[]> {
    return (await model.find({}, withoutOutbox).lean<CommissionDocument[]>()).map(show);
  }
}

/** The rate of a category before admins planned one. */
export function marketPoints(categoryId: string): number | null {
  return MARKET_POINTS[categoryId] ?? null;
}

function idOf({ type, id }: CommissionSubject): string {
  return `${type}:${id}`;
}

function viewOf(
  { subject, name, base }: { subject: CommissionSubject; name: string; base: number | null },
  stored: Commission | null,
  nowMs: number,
): CommissionView {
  const rates = stored?.rates ?? [];
  return {
    subject,
    name,
    points: pointsAt(rates, base, nowMs),
    next: plannedAt(rates, nowMs),
    history: rates.filter(({ from }) => Date.parse(from) <= nowMs).reverse(),
    version: stored?.version ?? 0,
  };
}
