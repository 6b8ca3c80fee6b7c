import type { Allocation } from '../inventory/inventory.schema';
import { soldQuantity } from './order.amounts';
import type { Order, OrderStatus } from './order.schema';
import type { Parcel, ParcelEnd, ParcelStatus, Units } from './parcel.schema';

/** What of an order decides where its goods are. */
type Contents = Pick<Order, 'lines' | 'parcels'>;

const ENDS: readonly ParcelStatus[] = ['delivered', 'lost', 'damaged', 'returned'];

/** True when a parcel arrived for good, or never will. */
export function parcelHasEnded({ status }: Pick<Parcel, 'status'>): boolean {
  return ENDS.includes(status);
}

/** How far a parcel is: a step that leads no further was taken already. */
export const PARCEL_RANK: Record<ParcelStatus, number> = {
  packed: 0,
  shipping: 1,
  shipped: 2,
  delivered: 3,
  lost: 3,
  damaged: 3,
  returned: 3,
};

/** Units that are in parcels of which `isMeant`. */
function unitsIn({ parcels = [] }: Contents, lineId: string, isMeant: (parcel: Parcel) => boolean): number {
  return parcels
    .filter(isMeant)
    .flatMap(({ lines }) => lines)
    .reduce((sum, units) => sum + (units.lineId === lineId ? units.quantity : 0), 0);
}

const unitsLeft = (order: Contents, isMeant: (parcel: Parcel) => boolean): Units[] =>
  order.lines
    .map((line) => ({
      lineId: line.id,
      quantity: soldQuantity(line) - (line.cancelledQuantity ?? 0) - unitsIn(order, line.id, isMeant),
    }))
    .filter(({ quantity }) => quantity > 0);

/** Sold units that are in no parcel. */
export function unpacked(order: Contents): Units[] {
  return unitsLeft(order, () => true);
}

/** Sold units that have not left: in no parcel, or in one that is only packed. */
export function unshipped(order: Contents): Units[] {
  return unitsLeft(order, ({ status }) => status !== 'packed');
}

/** Units that were delivered, without those that a return has taken up. */
export function returnable(order: Contents & Pick<Order, 'returns'>): Units[] {
  const returns = (order.returns ?? []).filter(({ status }) => status !== 'rejected' && status !== 'expired');
  const asked = returns.flatMap(({ lines }) => lines);
  return order.lines
    .map(({ id, refundedQuantity }) => {
      const delivered = unitsIn(order, id, ({ status }) => status === 'delivered');
      const gone = unitsIn(order, id, (parcel) => parcelHasEnded(parcel) && parcel.status !== 'delivered');
      const taken = asked.reduce((sum, units) => sum + (units.lineId === id ? units.quantity : 0), 0);
      const line = order.lines.find((entry) => entry.id === id);
      // What was refunded without a return, and is neither lost nor cancelled, was given back for delivered units.
      const returned = returns
        .filter(({ status }) => status === 'accepted')
        .flatMap(({ acceptedLines }) => acceptedLines ?? [])
        .reduce((sum, units) => sum + (units.lineId === id ? units.quantity : 0), 0);
      const refundedElsewhere = Math.max(
        0,
        refundedQuantity - gone - (line?.cancelledQuantity ?? 0) - returned,
      );
      return { lineId: id, quantity: delivered - taken - refundedElsewhere };
    })
    .filter(({ quantity }) => quantity > 0);
}

/** True when every unit of `wanted` is among `there`. */
export function covers(there: readonly Units[], wanted: readonly Units[]): boolean {
  return wanted.every(
    ({ lineId, quantity }) => (there.find((units) => units.lineId === lineId)?.quantity ?? 0) >= quantity,
  );
}

/** Where an order stands, given its parcels; null while nothing has left. Pure. */
export function statusOfParcels(order: Contents): OrderStatus | null {
  const gone = (order.parcels ?? []).filter(({ status }) => PARCEL_RANK[status] >= PARCEL_RANK.shipped);
  if (gone.length === 0) return null;
  // One that is being handed over has not left yet.
  const isLeaving = (order.parcels ?? []).some(({ status }) => status === 'shipping');
  if (isLeaving || unshipped(order).length > 0) return 'partly-shipped';
  if (!gone.every(parcelHasEnded)) return 'shipped';
  const ends = gone.map(({ status }) => status as ParcelEnd);
  if (ends.includes('delivered')) return 'delivered';
  return ends.includes('returned') ? 'returned' : 'lost';
}

/**
 * Which of an order's allocated units are the `quantity` units of a line after the first `skip`. Units are numbered
 * in the order of the allocations, so the same unit always comes from the same warehouse. Pure.
 */
export function allocatedUnits(
  order: Pick<Order, 'lines' | 'allocations'>,
  { lineId, quantity, skip }: Units & { skip: number },
): Allocation[] {
  const sku = order.lines.find(({ id }) => id === lineId)?.sku;
  let toSkip = skip;
  let wanted = quantity;
  return order.allocations
    .filter((allocation) => allocation.sku === sku)
    .flatMap((allocation) => {
      const skipped = Math.min(toSkip, allocation.quantity);
      const taken = Math.min(wanted, allocation.quantity - skipped);
      toSkip -= skipped;
      wanted -= taken;
      return taken > 0 ? [{ ...allocation, quantity: taken }] : [];
    });
}

/** The allocated units that were sold, or those that were declined: the last ones of each line. */
export function allocationsOf(
  order: Pick<Order, 'lines' | 'allocations'>,
  which: 'sold' | 'declined',
): Allocation[] {
  return order.lines.flatMap((line) => {
    const sold = soldQuantity(line);
    return which === 'sold'
      ? allocatedUnits(order, { lineId: line.id, quantity: sold, skip: 0 })
      : allocatedUnits(order, { lineId: line.id, quantity: line.quantity - sold, skip: sold });
  });
}
