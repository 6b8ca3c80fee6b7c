import type { Order } from '../order/order.schema';
import { allocate } from '../platform/money';
import type { Refund, RefundRequest, RefundStatus } from './refund.schema';

export const NEXT_REFUND_STATUS: Record<RefundStatus, readonly RefundStatus[]> = {
  requested: ['awaiting-approval', 'refunding'],
  'awaiting-approval': ['refunding', 'rejected'],
  refunding: ['refunded', 'failed'],
  refunded: [],
  rejected: [],
  failed: ['refunding'],
  'needs-attention': ['refunding', 'failed'],
};

/** What a refund would give back, or why it cannot be. */
export type RefundPlan =
  | { ok: true; amountMinor: number; lines: Refund['lines']; shippingMinor: number }
  | {
      ok: false;
      reason:
        | 'nothing-asked'
        | 'unknown-line'
        | 'more-than-ordered'
        | 'shipping-refunded'
        | 'more-than-paid'
        | 'not-paid-yet';
    };

/**
 * The amounts of a refund. A line's units cost its total shared by largest remainder, the first units first, so
 * that all the refunds of a line sum to what was paid for it. Pure; the preview and the act both use it.
 */
export function planRefund(order: Order, request: RefundRequest, shippingRefunded: boolean): RefundPlan {
  if (order.capturedMinor === 0) return { ok: false, reason: 'not-paid-yet' };
  if (request.lines.length === 0 && !request.shipping) return { ok: false, reason: 'nothing-asked' };
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of request.lines) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);

  const lines: Refund['lines'] = [];
  for (const [lineId, quantity] of wanted) {
    const line = order.lines.find((entry) => entry.id === lineId);
    if (!line) return { ok: false, reason: 'unknown-line' };
    if (line.refundedQuantity + quantity > line.quantity) return { ok: false, reason: 'more-than-ordered' };
    const units = allocate(
      line.totalMinor,
      Array.from({ length: line.quantity }, () => 1),
    );
    const amountMinor = units
      .slice(line.refundedQuantity, line.refundedQuantity + quantity)
      .reduce((sum, unit) => sum + unit, 0);
    lines.push({ lineId, quantity, amountMinor });
  }
  if (request.shipping && shippingRefunded) return { ok: false, reason: 'shipping-refunded' };
  const shippingMinor = request.shipping ? order.shipping.totalMinor : 0;
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0) + shippingMinor;
  if (amountMinor > order.capturedMinor - order.refundedMinor) return { ok: false, reason: 'more-than-paid' };
  return { ok: true, amountMinor, lines, shippingMinor };
}
