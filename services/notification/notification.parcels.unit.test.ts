import type { CaravanEvent } from '../../events/contract';
import type { Delivery, DeliveryStatus } from '../delivery/delivery.schema';
import type { Order } from '../order/order.schema';
import type { News } from './notification.facts';
import { ALSO_FOR, KINDS } from './notification.kinds';
import { cameBack, tracked } from './notification.parcels';
import { wordedFor } from './notification.wording';

const AT = '2026-05-05T15:00:00Z';
const LATER = '2026-05-07T12:00:00Z';
const order = (changes: Partial<Order> = {}) =>
  ({
    ...{ id: 'o1', buyerId: 'b1', email: 'mia@people.example', sellerId: 's1', sellerName: 'Lind' },
    ...{ lines: [{ id: 'l1', title: 'Lamp' }], capturedMinor: 4500, refundedMinor: 0 },
    ...changes,
  }) as Order;
/** A parcel that went through this, one report after the other. */
const parcel = (way: DeliveryStatus[], changes: Partial<Delivery> = {}) =>
  ({
    ...{ id: 'o1-d1', orderId: 'o1', status: way.at(-1), estimatedAt: null },
    tracking: way.map((status, index) => ({ sequence: index + 1, status })),
    ...changes,
  }) as Delivery;
const event = (sequence: number) =>
  ({ id: `e${sequence}`, type: 'delivery.tracked', time: AT, data: { sequence } }) as unknown as CaravanEvent;

/** What is told of a parcel whose reports all came at once: their events share its last status. */
const toldOf = (one: Delivery, of = order()) =>
  one.tracking.flatMap(({ sequence }) =>
    tracked(of, one, event(sequence)).map(({ kind }) => `${sequence} ${kind}`),
  );
const textOf = (news: News | undefined, locale: 'en' | 'de' = 'en') =>
  news ? wordedFor({ locale, timeZone: 'Europe/Berlin' }, news).lines.join(' ') : '';
const attemptOf = (changes: Partial<Delivery>, locale?: 'en' | 'de') =>
  textOf(tracked(order(), parcel(['attempted'], changes), event(1))[0], locale);

test('each attempt is told for itself, and no other report as one', () => {
  const way: DeliveryStatus[] = ['booked', 'in-transit', 'attempted', 'out-for-delivery', 'attempted'];
  expect(toldOf(parcel(way))).toEqual(['3 parcel-attempted', '5 parcel-attempted']);
});

test('an attempt is told also when the parcel was on the road again by then', () => {
  expect(toldOf(parcel(['in-transit', 'attempted', 'in-transit']))).toEqual(['2 parcel-attempted']);
});

test('a new time for a parcel that was brought in vain is no second attempt', () => {
  const moved = parcel(['attempted', 'in-transit'], { status: 'attempted', moves: 1 });
  expect(toldOf(moved)).toEqual(['1 parcel-attempted']);
});

test('of a parcel that waits to be picked up only that is told, and once', () => {
  expect(toldOf(parcel(['in-transit', 'attempted', 'held']))).toEqual(['3 parcel-held']);
});

test('who has the parcel is not told any more that nobody was in', () => {
  expect(toldOf(parcel(['in-transit', 'attempted', 'held', 'delivered']))).toEqual([]);
});

test('a report that cannot be is told to nobody', () => {
  const wrong = { sequence: 2, reported: 'attempted', after: 'booked' } as const;
  expect(toldOf(parcel(['booked', 'attempted'], { status: 'booked', contradictions: [wrong] }))).toEqual([]);
});

test('an attempt says when it comes again and that another day or place can be chosen', () => {
  const en = attemptOf({ estimatedAt: LATER });
  expect(en).toMatch(/Nobody was in.* again by Thursday 7 May\./);
  expect(en).toContain('another day or a pick-up point');
  const de = attemptOf({ estimatedAt: LATER }, 'de');
  expect(de).toMatch(/Niemand war da.* bis Donnerstag, 7\. Mai noch einmal/);
  expect(de).toContain('einen anderen Tag oder eine Abholstelle');
});

test('a day that has passed is not when it comes again', () => {
  expect(attemptOf({ estimatedAt: '2026-05-04T12:00:00Z' })).toContain('It is brought again.');
});

test('what earlier parcels took says when it comes, until its buyer moved it', () => {
  const estimated = { from: '2026-05-05T12:00:00Z', until: '2026-05-06T12:00:00Z' };
  expect(attemptOf({ estimated, estimatedAt: LATER })).toContain('Wednesday 6 May');
  expect(attemptOf({ estimated, estimatedAt: LATER, moves: 1 })).toContain('Thursday 7 May');
});

test.each<[string, Partial<Delivery>]>([
  ["goes by the shop's own courier", { carrier: 'courier' }],
  ['was moved as often as it can be', { moves: 3 }],
])('another day is not offered for a parcel that %s', (_, changes) => {
  expect(attemptOf(changes)).not.toContain('another day');
});

test("whoever waits for the shop's own courier is not told that nobody was in, and is led to the shop", () => {
  const said = attemptOf({ carrier: 'courier' });
  expect(said).not.toContain('Nobody was in');
  expect(said).toContain('write to Lind');
});

test.each<[string, Partial<Order>, string]>([
  ['was not given back yet', {}, 'is on its way back to you'],
  ['was given back already', { refundedMinor: 4500 }, 'Your money was given back.'],
  ['was never taken', { capturedMinor: 0 }, 'Nothing was taken from you'],
])('of a parcel that goes back the buyer hears of money that %s', (_, changes, words) => {
  const [toBuyer] = cameBack(order(changes), parcel(['returned']));
  expect(textOf(toBuyer)).toContain(words);
});

test('the seller of a parcel that goes back is asked to look at it, on the page of the order there', () => {
  const [, toSeller] = cameBack(order(), parcel(['returned']));
  expect(toSeller?.to).toEqual({ seller: 's1' });
  expect(textOf(toSeller)).toMatch(/Lamp .* Look at it .* The buyer gets the money back\./);
  expect(textOf(toSeller, 'de')).toMatch(/Lamp.* Sieh es an/);
});

test('both sides of a parcel that goes back can choose how they hear of it', () => {
  const audiences = [KINDS['parcel-returned'].audience, ...(ALSO_FOR['parcel-returned'] ?? [])];
  expect(audiences).toEqual(['buyer', 'seller']);
});

test('an attempt passes quiet hours: the carrier may come again in the morning', () => {
  expect(KINDS['parcel-attempted'].urgent).toBe(true);
});
