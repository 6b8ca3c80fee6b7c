import type { Parcel } from '../../services/order/parcel.schema';
import { contentsOf, expectedOf, hasPartLeft, nameOf } from './parcel';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const range = { from: '2030-01-02T00:00:00Z', until: '2030-01-03T00:00:00Z' };
const parcel = { status: 'in-transit', estimated: range, estimatedAt: '2030-01-05T00:00:00Z' } as const;

test('what earlier parcels took counts for more than what the carrier says', () => {
  expect(expectedOf(parcel, NOW)).toEqual(range);
});

test('once that is past, or the buyer has moved it, the carrier knows better', () => {
  const carriers = { from: parcel.estimatedAt, until: parcel.estimatedAt };
  expect(expectedOf(parcel, Date.parse('2030-01-04T00:00:00Z'))).toEqual(carriers);
  expect(expectedOf({ ...parcel, moves: 1 }, NOW)).toEqual(carriers);
  expect(expectedOf({ ...parcel, estimated: undefined }, NOW)).toEqual(carriers);
});

test('nothing is expected of a parcel that has arrived, is overdue, or of which nobody knows', () => {
  expect(expectedOf({ ...parcel, status: 'delivered' }, NOW)).toBeNull();
  expect(expectedOf({ status: 'booked', estimatedAt: null }, NOW)).toBeNull();
  expect(expectedOf({ ...parcel, overdueAt: '2030-01-01T00:00:00Z' }, NOW)).toBeNull();
});

test('a parcel lists what is in it, and one that does not say has everything', () => {
  const order = {
    lines: [
      { id: '1', title: 'Bowl', quantity: 3 },
      { id: '2', title: 'Lamp', quantity: 1 },
    ],
  } as never;
  expect(contentsOf({ lines: [{ lineId: '1', quantity: 2 }] }, order)).toEqual(['2 × Bowl']);
  expect(contentsOf({}, order)).toEqual(['3 × Bowl', '1 × Lamp']);
});

test('parcels are counted only among their kind', () => {
  const all = [{ id: 'a' }, { id: 'b', kind: 'parcel' }, { id: 'c', kind: 'return' }] as const;
  expect(all.map((one) => nameOf(one, all))).toEqual(['Parcel 1 of 2', 'Parcel 2 of 2', 'Return']);
});

test('a part has left once one of the parcels has, not once the order was charged', () => {
  const packed: Parcel = {
    id: 'a',
    lines: [],
    carrier: 'carrier',
    packedAt: range.from,
    status: 'packed',
  };
  const shipped: Parcel = { ...packed, id: 'b', status: 'shipped' };
  expect(hasPartLeft({ status: 'accepted', parcels: [packed] })).toBe(false);
  expect(hasPartLeft({ status: 'accepted' })).toBe(false);
  expect(hasPartLeft({ status: 'partly-shipped' })).toBe(true);
  expect(hasPartLeft({ status: 'needs-attention', parcels: [packed, shipped] })).toBe(true);
});
