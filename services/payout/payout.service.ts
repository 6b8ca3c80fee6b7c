import mongoose, { type Connection } from 'mongoose';
import * as events from '../../events/contracts/payout.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import type { PayoutAccounts } from './payout.accounts';
import { PayoutNotOverError } from './payout.errors';
import { type PayoutDocument, payoutModel } from './payout.model';
import type { Payout, PayoutStatus } from './payout.schema';
import { NEXT_PAYOUT_STATUS, payoutIdOf } from './payout.state';

export type PayoutService = ReturnType<typeof createPayoutService>;

/** Payouts as documents: what was set aside, what became of it. The money itself moves in `payout.paying.ts`. */
export function createPayoutService({
  connection,
  clock,
  accounts,
}: {
  connection: Connection;
  clock: Clock;
  accounts: PayoutAccounts;
}) {
  const model = payoutModel(connection);
  const show = (stored: PayoutDocument): Payout => present<Payout>(stored, ['place']);

  async function get(id: string): Promise<Payout | null> {
    const stored = (await model.findById(id).lean()) as PayoutDocument | null;
    return stored && show(stored);
  }

  async function need(id: string): Promise<Payout> {
    const payout = await get(id);
    if (!payout) throw new NotFoundError('payout');
    return payout;
  }

  async function become(
    id: string,
    to: Exclude<PayoutStatus, 'set-aside'>,
    fields: Partial<Payout>,
  ): Promise<Payout> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'payout', id, nowMs, (current) => {
      if (hasBeen(current, to)) return null;
      if (!NEXT_PAYOUT_STATUS[current.status].includes(to)) throw new PayoutNotOverError(current.status);
      const facts = factsOf(show(current));
      const reason = fields.reason ?? '';
      const told = {
        'in-transit': () => eventOf(events.payoutSent, facts, nowMs),
        paid: () => eventOf(events.payoutPaid, facts, nowMs),
        returned: () => eventOf(events.payoutReturned, { ...facts, reason }, nowMs),
        refused: () => eventOf(events.payoutRefused, { ...facts, reason }, nowMs),
      }[to]();
      return { set: { ...fields, status: to }, events: [told] };
    });
    return show(after);
  }

  return {
    get,
    need,
    accounts,

    /** The newest payout to a seller in a currency. */
    async last(sellerId: string, currency: string): Promise<Payout | null> {
      const stored = (await model
        .findOne({ sellerId, currency })
        .sort({ number: -1 })
        .lean()) as PayoutDocument | null;
      return stored && show(stored);
    },

    /** Writes a payout down under its number; the one that is there when somebody was quicker. */
    async insert(payout: Omit<Payout, 'id' | 'version' | 'createdAt'>): Promise<Payout> {
      const nowMs = clock.nowMs();
      const id = payoutIdOf(payout.sellerId, payout.currency, payout.number);
      const createdAt = new Date(nowMs).toISOString();
      const fresh = { _id: id, ...payout, createdAt, place: `${createdAt}~${id}` };
      const told = eventOf(events.payoutStarted, factsOf({ id, ...payout }), nowMs);
      await insertOnce(model, fresh, nowMs, told);
      return need(id);
    },

    /** From now on the provider may know of it. */
    async markAsked(id: string): Promise<void> {
      await model.updateOne({ _id: id, asked: false }, { $set: { asked: true }, $inc: { revision: 1 } });
    },

    send: (id: string, providerTransferId: string) => become(id, 'in-transit', { providerTransferId }),
    pay: (id: string) => become(id, 'paid', { paidAt: nowIso() }),
    takeBack: (id: string, reason: string) => become(id, 'returned', { reason, returnedAt: nowIso() }),
    refuse: (id: string, reason: string) => become(id, 'refused', { reason, returnedAt: nowIso() }),

    /** Sum of what was sent to a seller since then and did not come back, in minor units. */
    async sentSince(sellerId: string, currency: string, sinceIso: string): Promise<number> {
      const sent = (await model
        .find(
          {
            sellerId,
            currency,
            createdAt: mongoose.trusted({ $gte: sinceIso }),
            status: mongoose.trusted({ $in: ['set-aside', 'in-transit', 'paid'] }),
          },
          { amountMinor: 1 },
        )
        .lean()) as Pick<PayoutDocument, 'amountMinor'>[];
      return sent.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    },

    /** Newest first. @param request.cursor `nextCursor` of the page before */
    async list(request: {
      sellerId?: string;
      status?: PayoutStatus;
      cursor?: string;
      limit: number;
    }): Promise<{ items: Payout[]; nextCursor: string | null }> {
      const { sellerId, status, cursor, limit } = request;
      const filter = {
        ...(sellerId === undefined ? {} : { sellerId }),
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { place: mongoose.trusted({ $lt: cursor }) }),
      };
      const found = (await model
        .find(filter)
        .sort({ place: -1 })
        .limit(limit + 1)
        .lean()) as PayoutDocument[];
      const items = found.slice(0, limit).map(show);
      return { items, nextCursor: found.length > limit ? (found[limit - 1]?.place ?? null) : null };
    },
  };

  function nowIso(): string {
    return new Date(clock.nowMs()).toISOString();
  }
}

/** A step that is repeated late may find its payout further on than where it left it. */
function hasBeen({ status, providerTransferId, paidAt }: PayoutDocument, to: PayoutStatus): boolean {
  if (status === to) return true;
  return (to === 'in-transit' && providerTransferId !== null) || (to === 'paid' && paidAt !== null);
}

type Facts = Pick<Payout, 'id' | 'sellerId' | 'amountMinor' | 'currency'>;

function factsOf({ id, sellerId, amountMinor, currency }: Facts) {
  return { payoutId: id, sellerId, amountMinor, currency };
}
