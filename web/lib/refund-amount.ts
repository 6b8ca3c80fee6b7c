import type { Order, OrderLine, Refund } from './types';

/** How many of each line are to be given back, by line id. */
export type RefundQuantities = Readonly<Record<string, number>>;

const OPEN: Refund['status'][] = ['requested', 'awaiting-approval', 'refunding', 'needs-attention'];

/** The order as it will stand once the refunds that are under way have gone through: they cannot be asked for again. */
export function afterRefunds<Known extends Order>(order: Known, refunds: Refund[]): Known {
  const open = refunds.filter((refund) => OPEN.includes(refund.status));
  const unitsOf = (lineId: string) =>
    open
      .flatMap((refund) => refund.lines)
      .reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
  return {
    ...order,
    lines: order.lines.map((line) => ({
      ...line,
      refundedQuantity: line.refundedQuantity + unitsOf(line.id),
    })),
    refundedMinor: order.refundedMinor + open.reduce((sum, refund) => sum + refund.amountMinor, 0),
  };
}

/** Whether the shipping has been asked back already. */
export function isShippingRefunded(refunds: Refund[]): boolean {
  return refunds.some(
    (refund) => refund.shippingMinor > 0 && refund.status !== 'rejected' && refund.status !== 'failed',
  );
}

/** How many of a line can still be given back: what was declined was never taken. */
export function refundable(line: OrderLine): number {
  return line.quantity - (line.declinedQuantity ?? 0) - line.refundedQuantity;
}

/**
 * What giving back so many comes to, minor units. Each unit has its share of what was paid for the line; cents that
 * do not divide fall to the first units, so that all units together are exactly the line.
 */
export function refundAmount(order: Order, quantities: RefundQuantities, shipping: boolean): number {
  const lines = order.lines.reduce((sum, line) => sum + amountOf(line, quantities[line.id] ?? 0), 0);
  return Math.min(
    lines + (shipping ? order.shipping.totalMinor : 0),
    order.capturedMinor - order.refundedMinor,
  );
}

function amountOf(line: OrderLine, quantity: number): number {
  const upTo = (units: number) => {
    const each = Math.floor(line.totalMinor / line.quantity);
    return each * units + Math.min(units, line.totalMinor % line.quantity);
  };
  return upTo(line.refundedQuantity + quantity) - upTo(line.refundedQuantity);
}
