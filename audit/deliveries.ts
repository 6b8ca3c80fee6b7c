import { deliveryIsOver, standingAfter } from '../services/delivery/delivery.state';
import { parcelHasEnded } from '../services/order/order.contents';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

const idOf = ({ _id }: { _id: string }) => _id;

/** Parcels stand where their reports lead, and orders say of them what they say themselves. */
export function auditDeliveries({ deliveries, orders }: Records): Breach[] {
  const deliveryOf = new Map(deliveries.map((delivery) => [delivery._id, delivery]));
  // Parcels of earlier versions believed every report.
  const followed = deliveries.filter(({ kind, settled }) => kind !== undefined && settled === undefined);
  return [
    ...breaches(
      'a parcel that is under way stands where its reports lead',
      followed.filter(({ status, tracking }) => tracking.length > 0 && !deliveryIsOver(status)),
      idOf,
      ({ status, tracking, carrier }) =>
        // Couriers report nothing before they have the parcel.
        standingAfter(carrier === 'courier' ? [BOOKED, ...tracking] : tracking).status === status,
    ),
    ...breaches(
      'a parcel has ended as one of its reports says',
      followed.filter(({ status }) => deliveryIsOver(status)),
      idOf,
      ({ status, tracking }) => tracking.some((report) => report.status === status),
    ),
    ...breaches('a parcel of an order has ended as its delivery did', orders, idOf, ({ parcels = [] }) =>
      parcels
        .filter((parcel) => parcelHasEnded(parcel))
        .every(({ id, status }) => {
          const delivery = deliveryOf.get(id);
          return delivery === undefined || delivery.status === status;
        }),
    ),
  ];
}

const BOOKED = { sequence: 0, status: 'booked' } as const;
