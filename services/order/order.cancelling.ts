import { statusOfParcels, unpacked, unshipped } from './order.contents';
import { OrderPackedError } from './order.errors';
import type { ActedBy, Order } from './order.schema';
import { mustBecome } from './order.steps';
import type { Units } from './parcel.schema';

/** What cancelling changes of an order: all of it is cancelled, or, once a part of it has left, the rest. */
export type Cancelling =
  | { isRest: false; set: Pick<Order, 'status' | 'parcels'> }
  | { isRest: true; set: Pick<Order, 'status' | 'lines'> & { parcels: NonNullable<Order['parcels']> } };

/**
 * What becomes of an order that is cancelled; null when there is nothing left to cancel, because it was done before.
 * A buyer can until everything is packed. Pure; the preview and the act both use it.
 * @throws OrderStateError, OrderPackedError
 */
export function planCancel(
  order: Pick<Order, 'status' | 'lines' | 'parcels'>,
  by: Pick<ActedBy, 'role'>,
): Cancelling | null {
  const isRest = statusOfParcels(order) !== null;
  const rest = unshipped(order);
  if (order.status === 'cancelled') return null;
  if (isRest && rest.length === 0 && cancelledUnits(order).length > 0) return null;
  const isBuyer = by.role === 'buyer' || by.role === 'guest';
  const canStill = order.status === 'accepted' || order.status === 'partly-shipped';
  if (isBuyer && canStill && unpacked(order).length === 0) throw new OrderPackedError();
  if (!isRest) {
    mustBecome(order, 'cancelled', 'cancelled');
    return { isRest, set: { status: 'cancelled', ...(order.parcels ? { parcels: [] } : {}) } };
  }
  const lines = order.lines.map((line) => {
    const units = rest.find(({ lineId }) => lineId === line.id);
    if (!units) return line;
    return { ...line, cancelledQuantity: (line.cancelledQuantity ?? 0) + units.quantity };
  });
  const parcels = (order.parcels ?? []).filter(({ status }) => status !== 'packed');
  const status = statusOfParcels({ lines, parcels }) ?? order.status;
  mustBecome(order, status, 'cancelled');
  return { isRest, set: { lines, parcels, status } };
}

/** What was cancelled after a part of the order had left, and is to be given back. */
export function cancelledUnits({ lines }: Pick<Order, 'lines'>): Units[] {
  return lines.flatMap(({ id, cancelledQuantity = 0 }) =>
    cancelledQuantity > 0 ? [{ lineId: id, quantity: cancelledQuantity }] : [],
  );
}
