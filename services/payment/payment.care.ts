import type { CaseService } from '../case/case.service';
import type { Bookkeeping } from '../ledger/bookkeeping';
import type { ActedBy, Order } from '../order/order.schema';
import { chargeableMinor } from '../order/order.amounts';
import type { OrderService } from '../order/order.service';
import type { Clock } from '../platform/clock';
import type { Refund } from '../refund/refund.schema';
import { openRefundCase } from '../refund/refund.cases';
import type { RefundService } from '../refund/refund.service';
import { isOwed } from '../refund/refund.state';
import {
  OrderDisputedError,
  RefundExceedsCapturedError,
  RefundNotAcceptedError,
  RefundWaitsForBankError,
} from './payment.errors';
import type { RefundAsked } from './payment.refunding';
import type { Payment } from './payment.schema';
import type { PaymentService } from './payment.service';
import { bankStanding, isSettled, refundIdOf } from './payment.state';

export type PaymentCare = ReturnType<typeof createPaymentCare>;

/** How a refund ended at the provider after it was sent. */
export interface RefundEnd {
  refundId: string;
  orderId: string;
  attempt: number;
  status: 'succeeded' | 'failed';
}
/** What a look at the provider brought: whom it concerns is told by the payment's workflow. */
export interface Righted {
  payment: Payment;
  /** What our record lacked, in words. */
  mended: string[];
  refunds: RefundEnd[];
  /** Orders that count on money which the bank let go of. */
  lapsedOrderIds: string[];
}

const HOUR_MS = 3_600_000;
const GUARDIAN: ActedBy = { role: 'system', id: 'payment-guardian' };

/**
 * Moving the money of a payment and booking it, as one step that is repeated until both are done; and looking after
 * payments: what the provider says later, and what is reserved too long.
 */
export function createPaymentCare({
  payments,
  orders,
  refunds,
  books,
  cases,
  clock,
  guardHours,
}: {
  payments: PaymentService;
  orders: Pick<OrderService, 'get' | 'recordCapture' | 'uncountRefund' | 'note'>;
  refunds: Pick<RefundService, 'get' | 'comeBack'>;
  books: Pick<Bookkeeping, 'sale' | 'refundAgreed' | 'refundPaid' | 'refundFailed' | 'refundWithdrawn'>;
  cases: Pick<CaseService, 'open' | 'clear'>;
  clock: Clock;
  /** How long before its end a reservation is looked after. */
  guardHours: number;
}) {
  /** Takes the part of one order without what its seller declined, and books the sale. */
  async function capture(request: { paymentId: string; orderId: string }): Promise<Payment> {
    const order = await orders.get(request.orderId);
    const amountMinor = order ? chargeableMinor(order) : undefined;
    const payment = await payments.capture({ ...request, amountMinor });
    await books.sale({ orderId: request.orderId });
    return payment;
  }

  /**
   * More than was taken, or what a bank takes back itself, is not owed; only of a later try that is no reason to owe
   * nothing any more. What the shop owes by itself stays owed while the bank looks into it, and no longer once the bank
   * has taken it.
   */
  async function refuse(asked: RefundAsked, error: unknown): Promise<never> {
    const { refundId, paymentId, orderId, attempt = 1 } = asked;
    if (!(error instanceof RefundExceedsCapturedError || error instanceof OrderDisputedError)) throw error;
    const isByBank = error instanceof OrderDisputedError;
    const isOwedByShop = isByBank && (await refunds.get(refundId))?.requestedBy.role === 'system';
    const payment = isOwedByShop ? await payments.get(paymentId) : null;
    const isLost = payment !== null && bankStanding(payment, orderId) === 'lost';
    if (isOwedByShop && !isLost) throw new RefundWaitsForBankError();
    if (attempt > 1 && !isLost) throw new RefundNotAcceptedError(error.message);
    await books.refundWithdrawn({ refundId });
    throw error;
  }

  /** Whether a bank looks into the order's money, or has taken it, and this try was not set aside before that. */
  async function isWithBank({ paymentId, orderId, refundId, attempt = 1 }: RefundAsked): Promise<boolean> {
    const payment = await payments.get(paymentId);
    if (payment === null || bankStanding(payment, orderId) === null) return false;
    return !payment.operations.some((one) => refundIdOf(one) === refundId && (one.attempt ?? 1) === attempt);
  }

  /** Writes down, in every book, how things stand after a look at the provider. */
  async function reconcile({ paymentId }: { paymentId: string }): Promise<Righted> {
    const { payment, mended } = await payments.rightFromProvider(paymentId, async (refundId) => {
      const refund = await refunds.get(refundId);
      return refund?.paymentId === paymentId ? refund : null;
    });
    for (const part of payment.parts.filter(({ capturedMinor }) => capturedMinor > 0)) {
      await orders.recordCapture(part.orderId, part.capturedMinor);
      await books.sale({ orderId: part.orderId });
    }
    const ends: RefundEnd[] = [];
    for (const refundId of new Set(payment.operations.flatMap((one) => refundIdOf(one) ?? []))) {
      const end = await settleRefund(payment, refundId);
      if (end) ends.push(end);
    }
    return { payment, mended, refunds: ends, lapsedOrderIds: await lapsedOrders(payment) };
  }

  /** Books every try of a refund; answers with how it ended where its workflow does not know yet. */
  async function settleRefund(payment: Payment, refundId: string): Promise<RefundEnd | null> {
    const refund = await refunds.get(refundId);
    if (!refund) return null;
    const tries = payment.operations
      .filter((one) => refundIdOf(one) === refundId)
      .map((one) => ({ ...one, attempt: one.attempt ?? 1, status: one.status ?? 'succeeded' }))
      .sort((one, other) => one.attempt - other.attempt);
    for (const { attempt, providerId, status } of tries) {
      await books.refundAgreed({ refundId });
      if (providerId !== null) await books.refundPaid({ refundId, attempt });
      if (providerId !== null && status === 'failed') await books.refundFailed({ refundId, attempt });
    }
    const last = tries.at(-1);
    if (!last || last.providerId === null || last.status === 'pending' || refund.settledBy) return null;
    const end = { refundId, orderId: refund.orderId, attempt: last.attempt };
    if (last.status === 'failed') return cameBack(refund, end);
    return refund.status === 'refunding' ? { ...end, status: 'succeeded' } : null;
  }

  /** Null when staff have settled it or had it tried again while the provider was asked. */
  async function cameBack(refund: Refund, end: Omit<RefundEnd, 'status'>): Promise<RefundEnd | null> {
    const { attempt } = end;
    const problem = 'the bank sent it back.';
    if (!isOwed(await refunds.comeBack(refund.id, { attempt, problem }), attempt)) return null;
    await orders.uncountRefund(refund.orderId, { refundId: refund.id, ...refund });
    const owed = await openRefundCase({ cases, refunds }, refund, { attempt, problem });
    return owed ? { ...end, status: 'failed' } : null;
  }

  async function lapsedOrders(payment: Payment): Promise<string[]> {
    const lapsed = payment.parts.filter((part) => part.lapsed);
    const found = await Promise.all(lapsed.map(({ orderId }) => orders.get(orderId)));
    return found.flatMap((order) => (order && COUNTS_ON_MONEY.includes(order.status) ? [order.id] : []));
  }

  /** The seller has promised it: it is taken before the bank lets go, and goes back if it is never shipped. */
  async function takeEarly(paymentId: string, order: Order, until: string): Promise<void> {
    await capture({ paymentId, orderId: order.id });
    await orders.recordCapture(order.id, chargeableMinor(order));
    const text =
      'The bank holds the money for a short time only, so it was taken before the parcel is shipped. ' +
      'If the order is not shipped, all of it goes back.';
    await orders.note(order.id, { key: `guard-${until}`, text, by: GUARDIAN });
    await cases.clear('authorisation-lapsing', { type: 'order', id: order.id }, GUARDIAN);
  }

  /** Nobody has promised anything yet, so nothing is taken. */
  async function warn(order: Order, until: string): Promise<void> {
    const text =
      'The bank holds the money for a short time only. The order has to be accepted before that ends.';
    await orders.note(order.id, { key: `guard-warned-${until}`, text, by: GUARDIAN });
    await cases.open({
      kind: 'authorisation-lapsing',
      subject: { type: 'order', id: order.id },
      text: `The money for an order that nobody has accepted is held until ${until} only.`,
      facts: { paymentId: order.paymentId, until, sellerId: order.sellerId },
      workflowId: `order-${order.id}`,
    });
  }

  return {
    capture,
    release: payments.release,
    reconcile,

    /**
     * Books that a refund is owed, sets it aside, sends it, and books that it is paid.
     * @throws RefundExceedsCapturedError, OrderDisputedError when nothing is owed; RefundNotAcceptedError when it still is;
     * RefundWaitsForBankError when it is once the bank has decided for the shop
     */
    async refund(asked: RefundAsked): Promise<Payment & { refund: 'pending' | 'succeeded' }> {
      const { refundId, attempt = 1 } = asked;
      // The books have set the money aside for the bank, so it cannot be booked as owed as well.
      if (await isWithBank(asked)) await refuse(asked, new OrderDisputedError());
      await books.refundAgreed({ refundId });
      const payment = await payments
        .setRefundAside(asked)
        .then(() => payments.sendRefund(asked))
        .catch((error: unknown) => refuse(asked, error));
      await books.refundPaid({ refundId, attempt });
      const sent = payment.operations.find(
        (one) => refundIdOf(one) === refundId && (one.attempt ?? 1) === attempt,
      );
      return { ...payment, refund: sent?.status === 'pending' ? 'pending' : 'succeeded' };
    },

    /**
     * Looks after a payment whose reservation ends soon: takes what sellers have promised, lets go of what was
     * cancelled, and warns about what nobody has accepted. Does nothing that is not due.
     */
    async guard({ paymentId }: { paymentId: string }): Promise<Righted & { warnedOrderIds: string[] }> {
      const righted = await reconcile({ paymentId });
      const until = righted.payment.authorisedUntil;
      const warnedOrderIds: string[] = [];
      if (until === null || Date.parse(until) - clock.nowMs() > guardHours * HOUR_MS)
        return { ...righted, warnedOrderIds };
      for (const part of righted.payment.parts.filter((each) => !isSettled(each))) {
        const order = await orders.get(part.orderId);
        if (order?.status === 'accepted') await takeEarly(paymentId, order, until);
        if (order?.status === 'cancelled') await payments.release({ paymentId, orderId: part.orderId });
        if (order?.status !== 'placed') continue;
        await warn(order, until);
        warnedOrderIds.push(order.id);
      }
      const payment = (await payments.get(paymentId)) ?? righted.payment;
      return { ...righted, payment, warnedOrderIds };
    },

    /** A page of payments that `guard` should look after, by id. */
    endingSoon: ({ after, limit }: { after: string | null; limit: number }) =>
      payments.endingBefore({
        before: new Date(clock.nowMs() + guardHours * HOUR_MS).toISOString(),
        after,
        limit,
      }),
  };
}

/** Orders in these states would be shipped without money. */
const COUNTS_ON_MONEY: readonly Order['status'][] = ['placed', 'accepted', 'shipping'];
