import { z } from 'zod';
import { defineEvent } from './contract';
import { bornWith, carrying, eventOf, versionsOf } from './outbox';

const entry = (id: string) => ({ id, type: 'order.placed', time: '2026-01-01T00:00:00.000Z', data: {} });

test('the last event that waits has the version of its document, the others count down from it', () => {
  expect(versionsOf({ version: 7, outbox: [entry('a'), entry('b'), entry('c')] })).toEqual([5, 6, 7]);
  expect(versionsOf({ version: 7, outbox: [] })).toEqual([]);
});

test('versions stay the same when the first events are taken out', () => {
  const outbox = [entry('a'), entry('b'), entry('c')];
  const rest = versionsOf({ version: 3, outbox: outbox.slice(1) });
  expect(rest).toEqual(versionsOf({ version: 3, outbox }).slice(1));
});

test('an update counts as many versions as it carries events', () => {
  expect(carrying(5, entry('a'), entry('b'))).toMatchObject({ $inc: { version: 2 }, $set: { outboxAt: 5 } });
  expect(bornWith(5, entry('a'))).toMatchObject({ version: 1, outboxAt: 5 });
});

test('an event whose data break its contract is not made', () => {
  const contract = defineEvent('orders', 'order.tested', 1, z.object({ orderId: z.string() }));
  expect(eventOf(contract, { orderId: 'o' }, 0)).toMatchObject({
    type: 'order.tested',
    time: '1970-01-01T00:00:00.000Z',
    data: { orderId: 'o' },
  });
  expect(() => eventOf(contract, { orderId: 7 } as never, 0)).toThrow();
});
