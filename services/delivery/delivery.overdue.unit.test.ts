import type { CaseReport } from '../case/case.schema';
import { createDispatching } from './delivery.dispatching';
import { overdueAtMs, overdueCase, storyOf } from './delivery.overdue';
import type { Delivery, DeliveryStatus, TrackingEvent } from './delivery.schema';

const day = (number: number) => `2030-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;
const report = (sequence: number, status: DeliveryStatus, at: string): TrackingEvent => ({
  ...{ id: `T-${sequence}`, sequence, status, at, text: status },
});
const aParcel = (over: Partial<Delivery> = {}): Delivery => ({
  ...{ id: 'o-d1', orderId: 'o', buyerId: 'b', sellerId: 's', status: 'in-transit' },
  ...{ trackingId: 'T', labelUrl: null, estimatedAt: null, createdAt: day(1), version: 1 },
  tracking: [report(1, 'booked', day(1)), report(2, 'in-transit', day(2))],
  ...over,
});
const overdueOn = (over: Partial<Delivery>, now = day(1)) =>
  new Date(overdueAtMs(aParcel(over), 10, Date.parse(now))).toISOString();

test.each<[string, Partial<Delivery>, number]>([
  ['was booked, where nobody said when it comes', {}, 11],
  ['should arrive as the carrier says', { estimatedAt: day(4) }, 14],
  [
    'should arrive by what others took',
    { estimatedAt: day(4), estimated: { from: day(3), until: day(5) } },
    15,
  ],
  ['is kept at a pick-up point until then', { estimatedAt: day(4), status: 'held', heldUntil: day(9) }, 19],
])('a parcel is overdue ten days after it %s', (_what, over, expected) => {
  expect(overdueOn(over)).toBe(day(expected));
});

test('a return is overdue only once it was sent, however long ago it was booked', () => {
  const back = { kind: 'return', estimatedAt: day(4) } as const;
  const waiting = { ...back, status: 'booked', tracking: [report(1, 'booked', day(1))] } as const;
  expect(overdueOn({ ...waiting, tracking: [...waiting.tracking] }, day(14))).toBe(day(24));
  const sent = [report(1, 'booked', day(1)), report(2, 'in-transit', day(14))];
  expect(overdueOn({ ...back, tracking: sent }, day(15))).toBe(day(24));
});

test('fractions of a day count', () => {
  expect(overdueAtMs(aParcel(), 0.5, 0)).toBe(Date.parse(day(1)) + 12 * 3_600_000);
});

test('staff read where the parcel stands, since when, and whom to call', () => {
  expect(overdueCase(aParcel({ estimatedAt: day(4) })).text).toBe(
    'A parcel is on its way and is overdue. It was expected by 2030-01-04, and the carrier does not say what became of it.',
  );
  const own = aParcel({ carrier: 'courier', courierId: 'c', trackingId: null, status: 'booked' });
  expect(overdueCase(own)).toMatchObject({
    kind: 'parcel-overdue',
    subject: { type: 'delivery', id: 'o-d1' },
    text: 'A parcel was booked and is overdue. It was booked on 2030-01-01, and its courier does not say what became of it.',
    facts: { orderId: 'o', courierId: 'c' },
  });
});

const told = (over: Partial<Delivery>) => storyOf(aParcel(over)).map(({ text }) => text);
const LINE = 'It is overdue. We are asking where it is.';

test('the story of a parcel says that it is overdue, between what was reported before and after', () => {
  expect(told({})).toEqual(['booked', 'in-transit']);
  expect(told({ overdueAt: day(14) })).toEqual(['booked', 'in-transit', LINE]);
  const tracking = [...aParcel().tracking, report(3, 'delivered', day(20))];
  expect(told({ overdueAt: day(14), tracking })).toEqual(['booked', 'in-transit', LINE, 'delivered']);
});

test('a parcel of which nothing was ever reported has a story once it is overdue', () => {
  expect(storyOf(aParcel({ tracking: [], overdueAt: day(14) }))).toMatchObject([
    { text: LINE, status: 'booked', at: day(14), isOurs: true },
  ]);
});

test('the story ends with what staff found out', () => {
  const settled = { status: 'lost', note: 'No.', at: day(15), by: { role: 'support', id: 'ann' } } as const;
  expect(told({ overdueAt: day(14), settled }).at(-1)).toBe('We found out that it is lost.');
});

/** The steps over a parcel that stands so, with the cases that are open. */
function steps(marked: Delivery, now: Delivery | null = marked, againAtMs: number | null = null) {
  const open = new Set<string>();
  const dispatching = createDispatching({
    deliveries: {
      markOverdue: async () => ({ parcel: marked, againAtMs }),
      get: async () => now,
      record: async () => marked,
      settle: async () => marked,
    },
    cases: {
      open: async ({ kind }: CaseReport) => void open.add(kind),
      clear: async (kind: string) => void open.delete(kind),
    },
  } as never);
  return { open, ...dispatching };
}
const asked = { deliveryId: 'o-d1', overdueDays: 10 };

test('a parcel that is overdue is one case, however often that is reported', async () => {
  const { open, reportOverdue } = steps(aParcel({ overdueAt: day(14) }));
  expect(await reportOverdue(asked)).toEqual({ againAt: null });
  await reportOverdue(asked);
  expect([...open]).toEqual(['parcel-overdue']);
});

test('a parcel that has time still is no case, and is looked at again when that is over', async () => {
  const { open, reportOverdue } = steps(aParcel(), aParcel(), Date.parse(day(19)));
  expect(await reportOverdue(asked)).toEqual({ againAt: day(19) });
  expect(open.size).toBe(0);
});

test('a parcel that has ended is no case, also when it ends while its case is being opened', async () => {
  const ended = aParcel({ status: 'delivered', overdueAt: day(14) });
  const [before, meanwhile] = [steps(ended), steps(aParcel({ overdueAt: day(14) }), ended)];
  await before.reportOverdue(asked);
  await meanwhile.reportOverdue(asked);
  expect([...before.open, ...meanwhile.open]).toEqual([]);
});

test('a report or the word of staff that ends the parcel closes its case', async () => {
  const by = { role: 'support', id: 'ann' } as const;
  const { open, recordTracking, settle } = steps(aParcel({ status: 'lost', overdueAt: day(14) }));
  open.add('parcel-overdue');
  await recordTracking({ deliveryId: 'o-d1', reports: [] });
  expect(open.size).toBe(0);
  open.add('parcel-overdue');
  await settle({ deliveryId: 'o-d1', status: 'lost', note: 'Nobody finds it.', by });
  expect(open.size).toBe(0);
});
