import { deliveryStatusSchema, type DeliveryStatus, type TrackingEvent } from './delivery.schema';
import { contradictionCase, lateContradiction, withReports } from './delivery.reports';
import {
  canBeMoved,
  courierActs,
  NEXT_DELIVERY_STATUS,
  standingAfter,
  STATUS_OF_ACT,
  statusAfter,
} from './delivery.state';

const ENDS: DeliveryStatus[] = ['delivered', 'lost', 'damaged', 'returned'];
/** How a parcel gets where the test wants it, by reports that follow each other. */
const WAY: Partial<Record<DeliveryStatus, DeliveryStatus[]>> = {
  booked: ['booked'],
  'in-transit': ['booked', 'in-transit'],
  'out-for-delivery': ['booked', 'in-transit', 'out-for-delivery'],
  attempted: ['booked', 'in-transit', 'out-for-delivery', 'attempted'],
  held: ['booked', 'in-transit', 'attempted', 'held'],
  delivered: ['booked', 'in-transit', 'delivered'],
  lost: ['booked', 'in-transit', 'lost'],
  damaged: ['booked', 'in-transit', 'damaged'],
  returned: ['booked', 'in-transit', 'attempted', 'returned'],
};
const REPORTED = deliveryStatusSchema.options.filter(
  (status) => status !== 'booking' && status !== 'needs-attention',
);

const reports = (...statuses: DeliveryStatus[]): TrackingEvent[] =>
  statuses.map((status, index) => report(index + 1, status));

function report(sequence: number, status: DeliveryStatus): TrackingEvent {
  return { id: `T-${sequence}`, sequence, status, at: '2030-01-01T00:00:00.000Z', text: status };
}

const table = Object.entries(WAY).flatMap(([from, way]) =>
  REPORTED.map((to) => ({ from: from as DeliveryStatus, way, to })),
);

test.each(table)('a parcel that is $from and is reported $to', ({ from, way, to }) => {
  const { status, contradictions } = standingAfter(reports(...way, to));
  if (NEXT_DELIVERY_STATUS[from].includes(to)) {
    expect({ status, contradictions }).toEqual({ status: to, contradictions: [] });
  } else {
    expect(status).toBe(from);
    expect(contradictions).toEqual([{ sequence: way.length + 1, reported: to, after: from }]);
  }
});

test.each([
  ['delivered before it was collected', ['booked', 'delivered'], 'booked'],
  ['delivered twice', ['booked', 'in-transit', 'delivered', 'delivered'], 'delivered'],
  ['delivered after it was lost', ['booked', 'in-transit', 'lost', 'delivered'], 'lost'],
  ['lost after it was delivered', ['booked', 'in-transit', 'delivered', 'lost'], 'delivered'],
  ['brought in vain before it was collected', ['booked', 'attempted'], 'booked'],
] as const)('a parcel %s stays where it was, and the report is kept', (_what, statuses, stays) => {
  const { status, contradictions } = standingAfter(reports(...statuses));
  expect(status).toBe(stays);
  expect(contradictions).toHaveLength(1);
});

test('reports in any order, some twice, lead to one standing', () => {
  const all = reports('booked', 'in-transit', 'out-for-delivery', 'attempted', 'in-transit', 'delivered');
  for (const order of [[...all].reverse(), [all[3], all[0], all[5], all[2], all[1], all[4]]])
    expect(statusAfter(order.flatMap((one) => one ?? []))).toBe('delivered');
});

test('where reports are missing, the next one is believed', () => {
  expect(standingAfter([report(1, 'booked'), report(6, 'delivered')])).toEqual({
    status: 'delivered',
    contradictions: [],
  });
});

test('a parcel whose time was moved stays where it was', () => {
  const moved = { ...report(2, 'in-transit'), isMove: true };
  expect(statusAfter([report(1, 'booked'), moved])).toBe('booked');
  // It was not collected by being moved: a delivery next is still impossible.
  expect(standingAfter([report(1, 'booked'), moved, report(3, 'delivered')]).contradictions).toHaveLength(1);
});

test('an end stays the end, also when an earlier report that comes late says otherwise', () => {
  const known = { status: 'delivered', tracking: [report(1, 'booked'), report(4, 'delivered')] } as const;
  const late = withReports({ ...known, tracking: [...known.tracking] }, [report(3, 'lost')]);
  expect(late?.fields).toMatchObject({ status: 'delivered', contradictions: [{ reported: 'delivered' }] });
});

test('staff are told in a sentence, and the same contradiction is the same case', () => {
  const delivery = { id: 'o-d1', orderId: 'o', trackingId: 'T' };
  const { contradictions } = standingAfter(reports('booked', 'in-transit', 'lost', 'delivered'));
  expect(contradictionCase(delivery, contradictions)).toMatchObject({
    kind: 'parcel-contradiction',
    subject: { type: 'delivery', id: 'o-d1' },
    text: 'The carrier reported that a parcel was delivered, after it was lost. It stays as it was.',
  });
  expect(contradictionCase(delivery, [])).toBeUndefined();
});

test('a report after the end is told to staff only where it cannot be', () => {
  const parcel = {
    id: 'o-d1',
    orderId: 'o',
    trackingId: 'T',
    tracking: [report(1, 'booked'), report(5, 'delivered')],
  };
  const late = (event: TrackingEvent) => lateContradiction(parcel as never, event);
  expect(late(report(3, 'out-for-delivery'))).toBeUndefined();
  expect(late(report(6, 'delivered'))).toMatchObject({ kind: 'parcel-contradiction' });
});

test('a courier can only say what may follow', () => {
  for (const status of deliveryStatusSchema.options)
    for (const act of courierActs(status)) expect(NEXT_DELIVERY_STATUS[status]).toContain(STATUS_OF_ACT[act]);
  for (const status of ENDS) expect(courierActs(status)).toEqual([]);
});

test('a parcel can be moved three times while it is under way, and only one that the carrier brings to a buyer', () => {
  const movable = deliveryStatusSchema.options.filter((status) => canBeMoved({ status }));
  expect(movable).toEqual(['in-transit', 'attempted', 'held']);
  expect(canBeMoved({ status: 'attempted', moves: 3 })).toBe(false);
  expect(canBeMoved({ status: 'attempted', carrier: 'courier' })).toBe(false);
  expect(canBeMoved({ status: 'in-transit', kind: 'return' })).toBe(false);
});
