import { soldQuantity } from '../order/order.amounts';
import { unshipped } from '../order/order.contents';
import type { Order } from '../order/order.schema';
import type { RefundRequest } from './refund.schema';
import { planRefund, sumOf, unitsOf, type RefundPlan, type RefundShare } from './refund.state';

/**
 * `planRefund` for what a person asks. Units that have not been sent are cancelled, not refunded: whose money is back
 * would otherwise still be packed. Pure.
 */
export function planAsked(
  order: Order,
  request: Omit<RefundRequest, 'reason' | 'note' | 'restock'>,
  before: readonly RefundShare[],
): RefundPlan {
  const plan = planRefund(order, request, before);
  if (!plan.ok || !WILL_BE_SENT.includes(order.status)) return plan;
  const unsent = new Map(unshipped(order).map(({ lineId, quantity }) => [lineId, quantity]));
  const isUnsent = plan.lines.some(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    const gone = line ? soldQuantity(line) - (unsent.get(lineId) ?? 0) : 0;
    return unitsOf(before, lineId) + quantity > gone;
  });
  return isUnsent
    ? { ok: false, reason: 'not-sent-yet', leftMinor: order.capturedMinor - sumOf(before) }
    : plan;
}

/** In these states what is in no parcel, or only packed, is still to be sent. */
const WILL_BE_SENT: readonly Order['status'][] = ['placed', 'accepted', 'partly-shipped'];
