import type { CaseService } from '../case/case.service';
import type { InventoryService } from '../inventory/inventory.service';
import type { Bookkeeping } from '../ledger/bookkeeping';
import type { ActedBy } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import type { PaymentDesk } from '../payment/payment-desk.port';
import { NotFoundError } from '../platform/errors';
import { openRefundCase, refundSubject } from './refund.cases';
import { restockOf } from './refund.restock';
import type { Refund } from './refund.schema';
import type { RefundService } from './refund.service';
import { isOwed } from './refund.state';

export type RefundGiving = ReturnType<typeof createRefundGiving>;

/** What starts the workflow of a refund. */
export type UnstartedRefund = Pick<Refund, 'orderId' | 'paymentId' | 'sellerId' | 'approval'> & {
  refundId: string;
};

/** So old, in ms, is a refund that was written and whose workflow should have started by now. */
const UNSTARTED_AFTER_MS = 60_000;
const MOST_UNSTARTED = 100;
const SYSTEM: ActedBy = { role: 'system', id: 'refund' };

/** The steps of giving money back that reach over several services. Each can be repeated. */
export function createRefundGiving({
  refunds,
  orders,
  inventory,
  desk,
  books,
  cases,
  askAfterHours,
}: {
  refunds: RefundService;
  orders: Pick<OrderService, 'get' | 'recordRefund' | 'uncountRefund'>;
  inventory: Pick<InventoryService, 'returnStock'>;
  desk: PaymentDesk;
  books: Pick<Bookkeeping, 'refundSettled'>;
  cases: Pick<CaseService, 'open' | 'clear'>;
  /** How long a bank may be silent about a refund on its way before the provider is asked, each time; hours. */
  askAfterHours: readonly number[];
}) {
  async function load(refundId: string): Promise<Refund> {
    const refund = await refunds.get(refundId);
    if (!refund) throw new NotFoundError('refund');
    return refund;
  }

  /** Counts a refund in its order, and puts goods back where that was asked. */
  async function count(refund: Refund, amountMinor: number, countedAs = refund.id): Promise<void> {
    const { id: refundId, orderId, lines } = refund;
    const order = await orders.recordRefund(orderId, { refundId, amountMinor, lines, countedAs });
    if (refund.restock && lines.length > 0)
      await inventory.returnStock({ key: `${refundId}-restocked`, allocations: restockOf(order, lines) });
    await cases.clear('refund-failed', refundSubject(refundId), SYSTEM);
  }

  return {
    /** Gives the money of a refund back at the provider; `pending` while the bank has not taken it. */
    async send({ refundId, attempt = 1 }: { refundId: string; attempt?: number }) {
      const { paymentId, orderId, amountMinor } = await load(refundId);
      const moved = await desk.refund({ paymentId, orderId, refundId, amountMinor, attempt });
      return { amountMinor, status: moved.refund ?? ('succeeded' as const), askAfterHours };
    },

    /** Has the provider asked; the payment's workflow tells the refund's what came of it. */
    async ask({ paymentId }: { paymentId: string }): Promise<void> {
      await desk.reconcile({ paymentId });
    },

    /** Counts a refund in its order, puts goods back where that was asked, and ends it. */
    async complete({ refundId }: { refundId: string }): Promise<void> {
      const refund = await load(refundId);
      if (refund.status === 'needs-attention') return;
      await count(refund, refund.amountMinor);
      const { status } = await refunds.complete(refundId);
      // The bank sent it back between these steps: it does not count.
      if (status === 'needs-attention') await orders.uncountRefund(refund.orderId, { refundId, ...refund });
    },

    /**
     * The provider did not take an agreed refund, or sent it back: the money is owed, and staff are asked. It is not
     * where they have settled it, or had it tried again, meanwhile.
     */
    async park(request: {
      refundId: string;
      attempt: number;
      problem: string;
    }): Promise<{ isOwed: boolean }> {
      const refund = await refunds.comeBack(request.refundId, request);
      if (!isOwed(refund, request.attempt)) return { isOwed: false };
      return { isOwed: await openRefundCase({ cases, refunds }, refund, request) };
    },

    /**
     * Staff gave the money back another way. The order counts the goods and not the amount, because the provider still
     * has it.
     */
    async settle({ refundId, by, note }: { refundId: string; by: ActedBy; note: string }): Promise<void> {
      await books.refundSettled({ refundId, note });
      await refunds.settle(refundId, { by, note });
      // Under a name of its own: a late report that the bank sent it back takes only what the provider gave.
      await count(await load(refundId), 0, `${refundId}-settled`);
    },

    /** Refunds that were written and whose workflow never started; and frees what broken-off requests claimed. */
    async findUnstarted(): Promise<UnstartedRefund[]> {
      await refunds.freeOrphans();
      const found = await refunds.listUnstarted({ olderThanMs: UNSTARTED_AFTER_MS, limit: MOST_UNSTARTED });
      return found.map(({ id: refundId, orderId, paymentId, sellerId, approval }) => ({
        ...{ refundId, orderId, paymentId, sellerId, approval },
      }));
    },
  };
}
