import { auditDeliveries } from './deliveries';
import { grouped } from './findings';
import type { Records } from './records';

/** A parcel that arrived, one that a courier has, and one of which staff said how it ended. */
function shop() {
  const tracking = (...statuses: string[]) => statuses.map((status, at) => ({ sequence: at + 1, status }));
  return {
    orders: [{ _id: 'o1', parcels: [{ id: 'o1-d1', status: 'delivered' }] }],
    deliveries: [
      {
        ...{ _id: 'o1-d1', kind: 'parcel', status: 'delivered' },
        tracking: tracking('booked', 'in-transit', 'delivered'),
      },
      {
        ...{ _id: 'o1-d2', kind: 'parcel', carrier: 'courier', status: 'attempted' },
        tracking: tracking('out-for-delivery', 'attempted'),
      },
      {
        ...{ _id: 'o1-d3', kind: 'parcel', status: 'lost', settled: { status: 'lost' } },
        tracking: tracking('booked', 'delivered'),
      },
    ],
  };
}
type Shop = ReturnType<typeof shop>;
const findings = (records: object) => grouped(auditDeliveries(records as Records));

test('parcels that stand where their reports lead have no findings', () => {
  expect(findings(shop())).toEqual([]);
});

test.each<[string, (records: Shop) => unknown, string]>([
  [
    'a parcel that is under way stands where its reports lead',
    ({ deliveries }) => Object.assign(deliveries[1] ?? {}, { status: 'held' }),
    'o1-d2',
  ],
  [
    'a parcel has ended as one of its reports says',
    ({ deliveries, orders }) => {
      Object.assign(deliveries[0] ?? {}, { status: 'damaged' });
      Object.assign(orders[0] ?? {}, { parcels: [] });
    },
    'o1-d1',
  ],
  [
    'a parcel of an order has ended as its delivery did',
    ({ orders }) => Object.assign(orders[0] ?? {}, { parcels: [{ id: 'o1-d1', status: 'lost' }] }),
    'o1',
  ],
])('%s', (invariant, breakIt, id) => {
  const records = shop();
  breakIt(records);
  expect(findings(records)).toEqual([{ invariant, ids: [id] }]);
});
