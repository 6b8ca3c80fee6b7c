import { allocate } from '../platform/shares';
import type { Order, OrderLine } from './order.schema';

/** What is taken for an order, in minor units: what was placed, without what the seller declined. */
export function chargeableMinor({
  totalMinor,
  declinedMinor = 0,
}: Pick<Order, 'totalMinor' | 'declinedMinor'>): number {
  return totalMinor - declinedMinor;
}

/** How many units of a line were sold: those that the seller did not decline. */
export function soldQuantity({ quantity, declinedQuantity = 0 }: OrderLine): number {
  return quantity - declinedQuantity;
}

/**
 * What each unit of a line costs the buyer, minor units: its total by largest remainder, so that the units sum to it.
 * The first units are refunded first, the last ones declined, so what is sold and what is declined never overlap.
 */
export function unitPrices({ totalMinor, quantity }: Pick<OrderLine, 'totalMinor' | 'quantity'>): number[] {
  return allocate(
    totalMinor,
    Array.from({ length: quantity }, () => 1),
  );
}

/** What the last `quantity` units of a line cost, minor units. */
export function lastUnitsMinor(line: Pick<OrderLine, 'totalMinor' | 'quantity'>, quantity: number): number {
  return unitPrices(line)
    .slice(line.quantity - quantity)
    .reduce((sum, unit) => sum + unit, 0);
}
