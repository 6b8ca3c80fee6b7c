import { chargeableMinor, soldQuantity } from '../services/order/order.amounts';
import { parcelHasEnded, unshipped } from '../services/order/order.contents';
import type { OrderDocument } from '../services/order/order.model';
import { isTerminal } from '../services/order/order.state';
import { returnIsOver } from '../services/order/return.state';
import { breaches, sumOf, type Breach } from './findings';
import type { Records } from './records';

const idOf = ({ _id }: { _id: string }) => _id;
const ALL_LEFT: ReadonlySet<string> = new Set(['shipped', 'delivered', 'closed', 'lost', 'returned']);

/** What orders say of their parcels, of what was declined or cancelled, and of what comes back. */
export function auditParcels({ orders, refunds, disputes }: Records): Breach[] {
  const live = refunds.filter(({ status }) => status !== 'rejected' && status !== 'failed');
  const refundIds = new Set(live.map(idOf));
  const disputed = new Set(disputes.flatMap(({ parts }) => parts.map(({ orderId }) => orderId)));
  const isGivenBack = (order: OrderDocument, part: string) =>
    refundIds.has(`${order._id}-r-${part}`) ||
    refundIds.has(`${order._id}-r-all`) ||
    disputed.has(order._id) ||
    sumOf(live.filter(({ orderId }) => orderId === order._id).map(({ amountMinor }) => amountMinor)) >=
      order.capturedMinor;
  const partOf = (order: OrderDocument, id: string) => id.slice(order._id.length + 1);
  return [
    ...breaches(
      'all that was not declined is taken of an order, or nothing',
      orders,
      idOf,
      (order) => order.capturedMinor === 0 || order.capturedMinor === chargeableMinor(order),
    ),
    ...breaches(
      'a unit is in one parcel at most, and in none when it was declined or cancelled',
      orders,
      idOf,
      (order) =>
        order.lines.every((line) => {
          const packed = (order.parcels ?? [])
            .flatMap(({ lines }) => lines)
            .filter(({ lineId }) => lineId === line.id);
          const units = sumOf(packed.map(({ quantity }) => quantity)) + (line.cancelledQuantity ?? 0);
          return units <= soldQuantity(line) && (line.declinedQuantity ?? 0) <= line.quantity;
        }),
    ),
    ...breaches(
      'an order of which all has left keeps nothing back',
      orders.filter(({ status, parcels }) => ALL_LEFT.has(status) && parcels !== undefined),
      idOf,
      (order) => unshipped(order).length === 0,
    ),
    ...breaches(
      'a parcel that did not arrive, and what was cancelled late, is given back',
      orders.filter(({ capturedMinor }) => capturedMinor > 0),
      idOf,
      (order) =>
        (order.parcels ?? [])
          .filter((parcel) => parcelHasEnded(parcel) && parcel.status !== 'delivered')
          .every(({ id }) => isGivenBack(order, partOf(order, id))) &&
        (!order.lines.some(({ cancelledQuantity }) => cancelledQuantity) || isGivenBack(order, 'rest')),
    ),
    ...breaches('a return that was found good is given back', orders, idOf, (order) =>
      (order.returns ?? [])
        .filter(({ status }) => status === 'accepted' || status === 'kept')
        .every(({ id }) => isGivenBack(order, partOf(order, id))),
    ),
    ...breaches(
      'an order that is over has no return that is not',
      orders.filter(({ status }) => isTerminal(status)),
      idOf,
      ({ returns = [] }) => returns.every(({ status }) => returnIsOver(status)),
    ),
  ];
}
