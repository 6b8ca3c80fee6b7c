import type { CaravanEvent } from './contract';
import { createOrderKeeper, type Arrival } from './order-keeper';

let nowMs: number;
beforeEach(() => {
  nowMs = 0;
});

const keeper = (options: { whole?: boolean; most?: number } = {}) =>
  createOrderKeeper({ whole: true, waitMs: 1_000, most: 100, nowMs: () => nowMs, ...options });
const arrival = (version: number, subject = 'a', source = 'order'): Arrival => ({
  event: { subject, version, source, id: `${subject}${version}` } as CaravanEvent,
  ...{ topic: 'orders', partition: 0 },
  offset: BigInt(version),
  content: '',
});
const ids = (arrivals: readonly Arrival[]) => arrivals.map(({ event }) => event.id);

test('an event that comes too early waits for those before it, and holds the offset', () => {
  const order = keeper();
  expect(ids(order.arrive(arrival(1)).ready)).toEqual(['a1']);
  expect(order.arrive(arrival(4)).ready).toEqual([]);
  expect(order.arrive(arrival(3)).ready).toEqual([]);
  expect(order.waitsAt()).toBe(3n);
  expect(ids(order.arrive(arrival(2)).ready)).toEqual(['a2', 'a3', 'a4']);
  expect(order.waitsAt()).toBeNull();
});

test('other documents do not wait, also not one of the same id in another service', () => {
  const order = keeper();
  order.arrive(arrival(2));
  expect(ids(order.arrive(arrival(1, 'b')).ready)).toEqual(['b1']);
  expect(ids(order.arrive(arrival(1, 'a', 'payment')).ready)).toEqual(['a1']);
});

test('a repetition is passed over', () => {
  const order = keeper();
  order.arrive(arrival(1));
  expect(order.arrive(arrival(1))).toEqual({ ready: [], late: false });
  order.arrive(arrival(3));
  expect(order.arrive(arrival(3))).toEqual({ ready: [], late: false });
});

test('what waits for too long is set aside, the rest goes on, and what was missing comes too late', () => {
  const order = keeper();
  order.arrive(arrival(1));
  order.arrive(arrival(3));
  order.arrive(arrival(4));
  nowMs = 999;
  expect(order.expire()).toEqual({ aside: [], ready: [] });
  nowMs = 1_000;
  const { aside, ready } = order.expire();
  expect(ids(aside)).toEqual(['a3']);
  expect(aside[0]?.reason).toBe('version 2 did not come before it within 1 s');
  expect(ids(ready)).toEqual(['a4']);
  expect(order.arrive(arrival(2))).toEqual({ ready: [], late: true });
  expect(ids(order.arrive(arrival(5)).ready)).toEqual(['a5']);
});

test('no more wait than may', () => {
  const order = keeper({ most: 2 });
  for (const subject of ['a', 'b', 'c']) {
    nowMs += 1;
    order.arrive(arrival(2, subject));
  }
  expect(ids(order.expire().aside)).toEqual(['a2']);
});

test('nobody waits for a version that could not be used, whether it could be read or not', () => {
  const order = keeper();
  order.arrive(arrival(1));
  expect(order.skip({ source: 'order', subject: 'a', version: 2 })).toEqual([]);
  expect(ids(order.arrive(arrival(3)).ready)).toEqual(['a3']);
  order.skipUnknown('a');
  expect(ids(order.arrive(arrival(5)).ready)).toEqual(['a5']);
  expect(order.arrive(arrival(7)).ready).toEqual([]);
});

test('reading that begins in the middle takes what it sees first for the beginning', () => {
  const order = keeper({ whole: false });
  expect(ids(order.arrive(arrival(7)).ready)).toEqual(['a7']);
  // The projection knows whether it has had this one.
  expect(ids(order.arrive(arrival(6)).ready)).toEqual(['a6']);
  expect(order.arrive(arrival(9)).ready).toEqual([]);
});
