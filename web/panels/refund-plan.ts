import type { Order, OrderLine } from '@/lib/types';
import type { RefundView } from './types';

/** Ended without giving anything back. */
const VOID: readonly RefundView['status'][] = ['rejected', 'failed'];

/** What can still be asked back of an order, with refunds under way taken off. */
export interface Refundable {
  lines: { line: OrderLine; left: number; used: number }[];
  /** 0 when it was given back before. */
  shippingMinor: number;
  /** The most that can go back at all. */
  leftMinor: number;
}

/** @param refunds all of the order's refunds */
export function refundable(order: Order, refunds: readonly RefundView[]): Refundable {
  const pending = refunds.filter((refund) => refund.status !== 'refunded' && !VOID.includes(refund.status));
  const pendingMinor = pending.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const shippingGone = refunds.some((refund) => refund.shippingMinor > 0 && !VOID.includes(refund.status));
  const asked = (lineId: string) =>
    pending
      .flatMap((refund) => refund.lines)
      .filter((entry) => entry.lineId === lineId)
      .reduce((sum, entry) => sum + entry.quantity, 0);
  return {
    lines: order.lines.map((line) => {
      const used = line.refundedQuantity + asked(line.id);
      return { line, used, left: Math.max(0, line.quantity - used) };
    }),
    shippingMinor: shippingGone ? 0 : order.shipping.totalMinor,
    leftMinor: Math.max(0, order.capturedMinor - order.refundedMinor - pendingMinor),
  };
}

/**
 * What units of a line cost: its total shared evenly, the cents that are left over on its first units. The shop works
 * it out again; this is to show it beforehand.
 */
export function unitsMinor(line: OrderLine, used: number, quantity: number): number {
  const each = Math.floor(line.totalMinor / line.quantity);
  const dearer = line.totalMinor % line.quantity;
  const extra = Math.max(0, Math.min(used + quantity, dearer) - used);
  return each * quantity + extra;
}
