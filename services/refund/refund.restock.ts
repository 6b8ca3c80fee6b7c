import type { Allocation } from '../inventory/inventory.schema';
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
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) return [];
    let skip = Math.max(0, line.refundedQuantity - quantity);
    let wanted = quantity;
    return order.allocations
      .filter(({ sku }) => sku === line.sku)
      .flatMap(({ sku, warehouseId, quantity: given }) => {
        const skipped = Math.min(skip, given);
        const back = Math.min(wanted, given - skipped);
        skip -= skipped;
        wanted -= back;
        return back > 0 ? [{ sku, warehouseId, quantity: back }] : [];
      });
  });
}
