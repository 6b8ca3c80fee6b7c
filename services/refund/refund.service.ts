import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/refund.events';
import { eventOf } from '../../events/outbox';
import type { ActedBy, Order } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { RefundDecidedError, RefundRefusedError } from './refund.errors';
import { type RefundDocument, refundModel } from './refund.model';
import type { Refund, RefundRequest, RefundStatus } from './refund.schema';
import { NEXT_REFUND_STATUS, planRefund } from './refund.state';

export type RefundService = ReturnType<typeof createRefundService>;

/** Refunds: what was asked, who agreed, and how it ended. The money itself is the payment's. */
export function createRefundService({
  connection,
  clock,
  autoLimitMinor,
}: {
  connection: Connection;
  clock: Clock;
  autoLimitMinor: number;
}) {
  const model = refundModel(connection);
  const show = (stored: RefundDocument): Refund => present<Refund>(stored);

  async function listForOrder(orderId: string): Promise<Refund[]> {
    const found = (await model.find({ orderId }).sort({ _id: 1 }).lean()) as RefundDocument[];
    return found.map(show);
  }

  async function get(id: string): Promise<Refund | null> {
    const stored = (await model.findById(id).lean()) as RefundDocument | null;
    return stored && show(stored);
  }

  async function become(
    id: string,
    to: RefundStatus,
    fields: Partial<Refund>,
    event: 'decided' | 'completed' | { problem: string },
  ): Promise<Refund> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'refund', id, nowMs, (current) => {
      if (current.status === to) return null;
      if (!NEXT_REFUND_STATUS[current.status].includes(to)) throw new RefundDecidedError(current.status);
      const facts = factsOf(current);
      const told =
        event === 'decided'
          ? eventOf(events.refundDecided, { ...facts, status: to }, nowMs)
          : event === 'completed'
            ? eventOf(events.refundCompleted, facts, nowMs)
            : eventOf(events.refundFailed, { ...facts, ...event }, nowMs);
      return { set: { ...fields, status: to }, events: [told] };
    });
    return show(after);
  }

  return {
    get,
    listForOrder,

    /**
     * Writes down a request with its amounts. Small ones, and those that staff, the seller or the shop itself ask
     * for, need nobody's agreement.
     * @throws RefundRefusedError
     */
    async request({
      refundId,
      order,
      request,
      by,
    }: {
      refundId: string;
      order: Order;
      request: RefundRequest;
      by: ActedBy;
    }): Promise<Refund & { automatic: boolean }> {
      const nowMs = clock.nowMs();
      const before = await get(refundId);
      if (before) return { ...before, automatic: isAutomatic(before.requestedBy, before.amountMinor) };
      const others = (await listForOrder(order.id)).filter(
        (refund) => refund.status !== 'rejected' && refund.status !== 'failed',
      );
      const shippingRefunded = others.some((refund) => refund.shippingMinor > 0);
      const plan = planRefund(withPending(order, others), request, shippingRefunded);
      if (!plan.ok) throw new RefundRefusedError(plan.reason);
      const { id: orderId, paymentId, buyerId, sellerId, currency } = order;
      const fresh = {
        _id: refundId,
        orderId,
        paymentId,
        buyerId,
        sellerId,
        currency,
        status: 'requested',
        amountMinor: plan.amountMinor,
        lines: plan.lines,
        shippingMinor: plan.shippingMinor,
        reason: request.reason,
        note: request.note ?? null,
        restock: request.restock,
        requestedBy: by,
        decidedBy: null,
        decisionNote: null,
        createdAt: new Date(nowMs).toISOString(),
      };
      const facts = { refundId, orderId, buyerId, sellerId, amountMinor: plan.amountMinor, currency };
      await insertOnce(model, fresh, nowMs, eventOf(events.refundRequested, facts, nowMs));
      const stored = await get(refundId);
      if (!stored) throw new NotFoundError('refund');
      return { ...stored, automatic: isAutomatic(by, stored.amountMinor) };
    },

    askApproval: (id: string) => become(id, 'awaiting-approval', {}, 'decided'),
    startRefunding: (id: string, decision: { by: ActedBy; note: string | null }) =>
      become(id, 'refunding', { decidedBy: decision.by, decisionNote: decision.note }, 'decided'),
    reject: (id: string, decision: { by: ActedBy; note: string }) =>
      become(id, 'rejected', { decidedBy: decision.by, decisionNote: decision.note }, 'decided'),
    complete: (id: string) => become(id, 'refunded', {}, 'completed'),
    fail: (id: string, problem: string) => become(id, 'failed', { decisionNote: problem }, { problem }),
  };

  function isAutomatic(by: ActedBy, amountMinor: number): boolean {
    return (by.role !== 'buyer' && by.role !== 'guest') || amountMinor <= autoLimitMinor;
  }
}

function factsOf({ _id, orderId, buyerId, sellerId, amountMinor, currency }: RefundDocument) {
  return { refundId: _id, orderId, buyerId, sellerId, amountMinor, currency };
}

/** The order as it will be once the refunds that are under way are done, so that two requests cannot ask for one unit. */
function withPending(order: Order, refunds: readonly Refund[]): Order {
  const pending = refunds.filter((refund) => refund.status !== 'refunded');
  const pendingMinor = pending.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const lines = order.lines.map((line) => {
    const units = pending.flatMap((refund) => refund.lines).filter((entry) => entry.lineId === line.id);
    return {
      ...line,
      refundedQuantity: line.refundedQuantity + units.reduce((sum, entry) => sum + entry.quantity, 0),
    };
  });
  return { ...order, lines, refundedMinor: order.refundedMinor + pendingMinor };
}
