import type { Allocation } from '../inventory/inventory.schema';
import { allocatedUnits } from '../order/order.contents';
import type { Order } from '../order/order.schema';

/**
 * To which warehouses the units of refunded lines go back: those they came from. The first units of a line were
 * refunded first, so its n-th unit is always the same one, and no warehouse gets back more than it gave. Pure.
 * @param order as it is with these lines counted as refunded
 */
export function restockOf(
  order: Pick<Order, 'lines' | 'allocations'>,
  lines: readonly { lineId: string; quantity: number }[],
): Allocation[] {
  return lines.flatMap(({ lineId, quantity }) => {
    const refunded = order.lines.find(({ id }) => id === lineId)?.refundedQuantity ?? 0;
    return allocatedUnits(order, { lineId, quantity, skip: Math.max(0, refunded - quantity) });
  });
}
