import fc from 'fast-check';
import { testConfig } from '../test/servers';
import type { Publisher } from './publisher';
import { expectInOrder, openRoom, withoutRepetitions, writeAtOnce, type Room } from './relay.fixture';

jest.setTimeout(90_000);

let room: Room;
beforeEach(async () => {
  room = await openRoom(testConfig());
});
afterEach(() => room.close());

/** A publisher that gets its messages to Kafka and then loses the answer, for the calls that `loses` names. */
function forgetful(loses: (call: number) => boolean): Publisher {
  let calls = 0;
  return {
    async publish(messages) {
      await room.publisher.publish(messages);
      calls += 1;
      if (loses(calls)) throw new Error('the answer was lost');
    },
    close: () => room.publisher.close(),
  };
}

test('the relay publishes every event once and in order while many write at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 60, maxLength: 60 }), async (choices) => {
      const own = await openRoom(testConfig());
      try {
        own.startRelay();
        await writeAtOnce(own, {
          writers: 6,
          each: 10,
          pick: (writer, n) => `order-${choices[writer * 10 + n - 1]}`,
        });
        await own.untilEmpty();
        const events = await own.read();
        expect(events).toHaveLength(60);
        expect(withoutRepetitions(events).repeated).toBe(0);
        expectInOrder(events);
      } finally {
        await own.close();
      }
    }),
    { numRuns: 3 },
  );
});

test('what was sent and not marked is sent again with the same ids and versions, and nothing else', async () => {
  room.startRelay(forgetful((call) => call <= 3));
  await writeAtOnce(room, { writers: 4, each: 10, pick: (writer, n) => `order-${(writer + n) % 3}` });
  await room.untilEmpty();

  const { first, repeated } = withoutRepetitions(await room.read());
  expect(first).toHaveLength(40);
  expect(repeated).toBeGreaterThan(0);
  expectInOrder(first);
});

test('of two relays one works, and the other takes over when it stops', async () => {
  const one = room.startRelay();
  await room.add('order-1', 'w', 1);
  await room.untilEmpty();
  const two = room.startRelay();
  await writeAtOnce(room, { writers: 3, each: 10, pick: () => 'order-1' });
  await room.untilEmpty();
  expect([one.status().role, two.status().role]).toEqual(['active', 'standby']);

  await one.stop();
  await room.add('order-1', 'w', 2);
  await room.untilEmpty();
  expect(two.status()).toMatchObject({ role: 'active', published: 1 });
  const events = await room.read();
  expect(events).toHaveLength(32);
  expectInOrder(events);
});

test('an event that breaks its contract is set aside and the rest goes on', async () => {
  await room.add('order-1', 'w', 1);
  await room.orders.updateOne(
    { _id: 'order-1' },
    {
      $inc: { version: 2 },
      $push: {
        outbox: {
          $each: [
            { id: 'poison-1', type: 'order.teleported', time: new Date().toISOString(), data: {} },
            { id: 'poison-2', type: 'order.accepted', time: new Date().toISOString(), data: { orderId: 7 } },
          ],
        },
      },
    },
  );
  await room.add('order-1', 'w', 2);
  await room.add('order-2', 'w', 1);
  const relay = room.startRelay();
  await room.untilEmpty();

  const events = await room.read();
  expect(events.map(({ subject, version }) => `${subject} ${version}`).sort()).toEqual([
    'order-1 1',
    'order-1 4',
    'order-2 1',
  ]);
  const letters = await room.readDeadLetters();
  expect(letters).toMatchObject([
    { by: 'relay', from: 'order', subject: 'order-1', reason: expect.stringContaining('unknown type') },
    { by: 'relay', from: 'order', subject: 'order-1', reason: expect.stringContaining('break the contract') },
  ]);
  expect(relay.status()).toMatchObject({ published: 3, deadLetters: 2 });
});

test('a backlog longer than a batch leaves in order', async () => {
  for (let n = 1; n <= 130; n += 1)
    await room.orders.bulkWrite(
      Array.from({ length: 10 }, (_, k) => {
        const time = new Date().toISOString();
        const data = {
          orderId: 'order-1',
          checkoutId: 'c',
          buyerId: 'b',
          sellerId: 's',
          status: `w:${n * 10 + k}`,
          totalMinor: 1,
          currency: 'EUR',
        };
        return {
          updateOne: {
            filter: { _id: 'order-1' },
            update: {
              $inc: { version: 1 },
              $set: { outboxAt: Date.now() },
              $push: { outbox: { id: `e${n}-${k}`, type: 'order.accepted', time, data } },
            },
            upsert: true,
          },
        };
      }),
    );
  room.startRelay();
  await room.untilEmpty();
  const events = await room.read();
  expect(events).toHaveLength(1300);
  expectInOrder(events);
});
