import type { Order } from '../order/order.schema';
import { NotFoundError } from '../platform/errors';
import type { Refund } from '../refund/refund.schema';
import { sellerAccount } from './ledger.accounts';
import { DisputeOutcomeBookedError, PayoutExceedsPayableError } from './ledger.errors';
import * as postings from './ledger.postings';
import type { PlannedEntry } from './ledger.entry';
import {
  entryOf,
  isThere,
  planAbout,
  planOwed,
  planPaidRefunds,
  planRefund,
  type PlanAbout,
} from './ledger.planning';
import type { Adjustment, BookedPayout, DisputedOrder } from './ledger.schema';
import type { LedgerService } from './ledger.service';

export type Bookkeeping = ReturnType<typeof createBookkeeping>;

/** A dispute with the orders that it falls on. */
export interface DisputeToBook {
  disputeId: string;
  parts: readonly { orderId: string; sellerId: string; amountMinor: number }[];
}

/**
 * What is booked when something happens. Every act can be repeated and books once; each books what has to come
 * before it where that is missing, so the order in which reports arrive does not matter.
 */
export function createBookkeeping({
  ledger,
  orders,
  refunds,
}: {
  ledger: LedgerService;
  orders: { get(id: string): Promise<Order | null> };
  refunds: { get(id: string): Promise<Refund | null> };
}) {
  const orderOf = async (orderId: string): Promise<Order> => {
    const order = await orders.get(orderId);
    if (!order) throw new NotFoundError('order');
    return order;
  };
  const refundOf = async (refundId: string): Promise<{ refund: Refund; order: Order }> => {
    const refund = await refunds.get(refundId);
    if (!refund) throw new NotFoundError('refund');
    return { refund, order: await orderOf(refund.orderId) };
  };

  /** Decides about an order's money on what is booked about it and where it stands, one decision after the other. */
  async function decide(orderId: string, plan: PlanAbout): Promise<{ wasClosed: boolean }> {
    let wasClosed = false;
    await ledger.bookInTurn(`order:${orderId}`, async () => {
      const order = await orderOf(orderId);
      wasClosed = order.status === 'closed';
      return planAbout(order, await ledger.entriesAbout({ orderId }), plan);
    });
    return { wasClosed };
  }

  /** The same, for an order that may close meanwhile: what it leaves pending then is released as well. */
  async function aboutOrder({ id }: Order, plan: PlanAbout): Promise<void> {
    const { wasClosed } = await decide(id, plan);
    if (!wasClosed && (await orderOf(id)).status === 'closed') await decide(id, () => []);
  }

  const refundAgreed = async ({ refundId }: { refundId: string }): Promise<void> => {
    const { refund, order } = await refundOf(refundId);
    await aboutOrder(order, planRefund(order, refund));
  };

  const refundPaid = async ({
    refundId,
    attempt = 1,
  }: {
    refundId: string;
    attempt?: number;
  }): Promise<void> => {
    const { refund, order } = await refundOf(refundId);
    await aboutOrder(order, planOwed(order, refund));
    await ledger.book([postings.refundPaidEntry(order, refund, attempt)].filter(isThere));
  };

  const disputeOpened = async (dispute: DisputeToBook): Promise<void> => {
    for (const { order, disputed } of await disputedOf(dispute))
      await aboutOrder(order, (entries) => {
        const isKnown = (['opened', 'won', 'lost'] as const).some((outcome) =>
          entryOf(entries, `dispute-${outcome}:${disputed.disputeId}:${disputed.sellerId}`),
        );
        return isKnown ? [] : [postings.disputeOpenedEntry(order, disputed, entries)];
      });
  };

  async function disputedOf({ disputeId, parts }: DisputeToBook) {
    return Promise.all(
      parts.map(async ({ orderId, sellerId, amountMinor }) => ({
        order: await orderOf(orderId),
        disputed: { disputeId, orderId, sellerId, amountMinor } satisfies DisputedOrder,
      })),
    );
  }

  const payoutStarted = async (payout: BookedPayout): Promise<void> =>
    ledger.bookInTurn(`payout:${payout.sellerId}:${payout.currency}`, async () => {
      if (await ledger.get(`payout:${payout.id}`)) return [];
      const payable = sellerAccount('seller-payable', payout.sellerId);
      const payableMinor = await ledger.balanceOf(payable, payout.currency);
      if (payableMinor < payout.amountMinor) {
        // The same payout may have been booked by another call since we looked: then it is that which is missing.
        if (await ledger.get(`payout:${payout.id}`)) return [];
        throw new PayoutExceedsPayableError(payableMinor);
      }
      return [postings.payoutEntry(payout)];
    });

  return {
    /** The order's money was taken: it is sold. `feeMinor` is what the provider kept, where it tells. */
    async sale({ orderId, feeMinor = 0 }: { orderId: string; feeMinor?: number }): Promise<void> {
      const order = await orderOf(orderId);
      await aboutOrder(order, () => [postings.feeEntry(order, feeMinor)]);
    },

    /** A refund is agreed and set aside. @throws MoreThanLeftError */
    refundAgreed,

    /** The provider gave the money back. `attempt` counts the tries of which the provider first said that they worked. */
    refundPaid,

    /** The provider says later that this attempt failed: the buyer is still owed the money. */
    async refundFailed({ refundId, attempt = 1 }: { refundId: string; attempt?: number }): Promise<void> {
      await refundPaid({ refundId, attempt });
      const { refund, order } = await refundOf(refundId);
      const paid = postings.refundPaidEntry(order, refund, attempt);
      if (paid) await ledger.book([postings.refundFailedEntry(paid, attempt)]);
    },

    /** An agreed refund that comes to nothing before money left. What was set aside goes back. */
    async refundWithdrawn({ refundId }: { refundId: string }): Promise<void> {
      const { order } = await refundOf(refundId);
      await aboutOrder(order, (entries) => {
        const agreed = entryOf(entries, `refund:${refundId}`);
        if (!agreed || entryOf(entries, `refund-withdrawn:${refundId}`)) return [];
        return [postings.refundWithdrawnEntry(agreed)];
      });
    },

    /** Staff gave the buyer the money in another way. */
    async refundSettled({ refundId, note }: { refundId: string; note?: string }): Promise<void> {
      await refundAgreed({ refundId });
      const { refund, order } = await refundOf(refundId);
      await ledger.book([postings.refundSettledEntry(order, refund, note)].filter(isThere));
    },

    /**
     * What would be booked if refunds of these amounts were agreed and paid now. Changes nothing.
     * @throws MoreThanLeftError
     */
    async previewRefunds(order: Order, refunds: readonly postings.BookedRefund[]): Promise<PlannedEntry[]> {
      return planPaidRefunds(order, await ledger.entriesAbout({ orderId: order.id }), refunds);
    },

    /** The order is closed: the seller may be paid. From then on whatever changes its money is released by itself. */
    async release({ orderId }: { orderId: string }): Promise<void> {
      const order = await orderOf(orderId);
      await aboutOrder(order, (entries) => [postings.releaseEntry(order, entries)]);
    },

    /** A bank asks money back. */
    disputeOpened,

    /** @throws DisputeOutcomeBookedError when it was booked as lost */
    async disputeWon(dispute: DisputeToBook): Promise<void> {
      await disputeOpened(dispute);
      for (const { order, disputed } of await disputedOf(dispute))
        await aboutOrder(order, (entries) => {
          const { disputeId, sellerId } = disputed;
          if (entryOf(entries, `dispute-won:${disputeId}:${sellerId}`)) return [];
          if (entryOf(entries, `dispute-lost:${disputeId}:${sellerId}`))
            throw new DisputeOutcomeBookedError(disputeId);
          const opened = entryOf(entries, `dispute-opened:${disputeId}:${sellerId}`);
          return opened ? [postings.disputeWonEntry(opened, disputed)] : [];
        });
    },

    /** @throws DisputeOutcomeBookedError when it was booked as won */
    async disputeLost(dispute: DisputeToBook): Promise<void> {
      await disputeOpened(dispute);
      for (const { order, disputed } of await disputedOf(dispute))
        await aboutOrder(order, (entries) => {
          const { disputeId, sellerId } = disputed;
          if (entryOf(entries, `dispute-lost:${disputeId}:${sellerId}`)) return [];
          if (entryOf(entries, `dispute-won:${disputeId}:${sellerId}`))
            throw new DisputeOutcomeBookedError(disputeId);
          const opened = entryOf(entries, `dispute-opened:${disputeId}:${sellerId}`);
          return [postings.disputeLostEntry(order, disputed, opened, entries)];
        });
    },

    /**
     * Sets a payout aside from what the seller may be paid. Two at once cannot set the same money aside.
     * @throws PayoutExceedsPayableError
     */
    payoutStarted,

    /** The provider paid it. Nothing when it came back already. */
    async payoutPaid(payout: BookedPayout): Promise<void> {
      await payoutStarted(payout);
      await ledger.bookInTurn(`payout-${payout.id}`, async () => {
        const kinds = await kindsOf(payout);
        return kinds.has('payout-paid') || kinds.has('payout-returned')
          ? []
          : [postings.payoutPaidEntry(payout)];
      });
    },

    /** It was refused, or the bank sent it back: the seller is owed the money again. */
    async payoutReturned(payout: BookedPayout): Promise<void> {
      await payoutStarted(payout);
      await ledger.bookInTurn(`payout-${payout.id}`, async () => {
        const kinds = await kindsOf(payout);
        if (kinds.has('payout-returned')) return [];
        return [postings.payoutReturnedEntry(payout, kinds.has('payout-paid'))];
      });
    },

    /** Staff give or take by hand. Booked once an id. */
    async adjust(adjustment: Adjustment): Promise<void> {
      await ledger.book([postings.adjustmentEntry(adjustment)]);
    },
  };

  async function kindsOf({ id }: BookedPayout) {
    const found = await ledger.getMany([`payout-paid:${id}`, `payout-returned:${id}`]);
    return new Set(found.map(({ kind }) => kind));
  }
}
