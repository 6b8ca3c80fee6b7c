import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../services/platform/logger';
import { testConfig } from '../test/servers';
import { PoisonError, toMessage } from './cloud-event';
import { runConsumer, type ConsumerOptions, type RunningConsumer } from './consumer';
import type { CaravanEvent } from './contract';
import { startLive } from './live';
import { openRoom, type Room } from './relay.fixture';

jest.setTimeout(60_000);

const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');

let room: Room;
let consumers: RunningConsumer[];
beforeEach(async () => {
  room = await openRoom(testConfig());
  consumers = [];
});
afterEach(async () => {
  for (const consumer of consumers) await consumer.stop();
  await room.close();
});

const outgoing = (subject: string, version: number) =>
  toMessage({
    entry: {
      id: `${subject}-${version}`,
      type: 'seller.opened',
      time: new Date().toISOString(),
      data: { sellerId: subject, name: 'Mill', slug: 'mill' },
    },
    subject,
    version,
    service: 'seller',
  });

function consume(handle: ConsumerOptions['handle'], options: Partial<ConsumerOptions> = {}): RunningConsumer {
  const { config } = room;
  const consumer = runConsumer({
    groupId: `${config.KAFKA_TOPIC_PREFIX}test`,
    topics: ['sellers'],
    config,
    logger,
    deadLetters: true,
    handle,
    ...options,
  });
  consumers.push(consumer);
  return consumer;
}

async function until(holds: () => boolean, withinMs = 20_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; !holds(); await sleep(10))
    if (Date.now() > endMs) throw new Error('it did not come to be');
}

const names = (events: readonly CaravanEvent[]) => events.map(({ id }) => id);

test('an event that fails at first is applied before the next of its subject', async () => {
  await room.publisher.publish([outgoing('a', 1), outgoing('a', 2), outgoing('a', 3)]);
  const applied: CaravanEvent[] = [];
  let failures = 0;
  consume(async (event) => {
    if (event.version === 2 && failures < 3) {
      failures += 1;
      throw new Error('not now');
    }
    applied.push(event);
  });
  await until(() => applied.length === 3);
  expect(names(applied)).toEqual(['a-1', 'a-2', 'a-3']);
  expect(failures).toBe(3);
});

test('poison is set aside with its reason and its partition moves on', async () => {
  const notAnEvent = {
    key: 'a',
    value: 'not json',
    headers: { 'content-type': 'application/cloudevents+json' },
  };
  await room.publisher.publish([
    outgoing('a', 1),
    { topic: 'sellers', message: notAnEvent },
    outgoing('a', 2),
    outgoing('a', 3),
  ]);
  const applied: CaravanEvent[] = [];
  consume(async (event) => {
    if (event.version === 2) throw new PoisonError('names a seller who never was');
    applied.push(event);
  });
  await until(() => applied.length === 2);
  expect(names(applied)).toEqual(['a-1', 'a-3']);
  expect(await room.readDeadLetters()).toMatchObject([
    {
      from: 'sellers',
      subject: 'a',
      content: 'not json',
      reason: expect.stringContaining('not a CloudEvent'),
    },
    { from: 'sellers', subject: 'a', reason: 'names a seller who never was' },
  ]);
});

test('a consumer that comes back goes on where its group stopped', async () => {
  await room.publisher.publish([outgoing('a', 1), outgoing('b', 1)]);
  const first: CaravanEvent[] = [];
  const one = consume(async (event) => void first.push(event));
  await until(() => first.length === 2);
  await one.stop();

  await room.publisher.publish([outgoing('a', 2)]);
  const second: CaravanEvent[] = [];
  consume(async (event) => void second.push(event));
  await until(() => second.length > 0);
  expect(names(second)).toEqual(['a-2']);
});

test('a stop in the middle of an event that fails leaves it for the next consumer', async () => {
  await room.publisher.publish([outgoing('a', 1), outgoing('a', 2)]);
  let tries = 0;
  const one = consume(async (event) => {
    if (event.version === 1) return;
    tries += 1;
    throw new Error('never');
  });
  await until(() => tries > 0);
  await one.stop();

  const applied: CaravanEvent[] = [];
  consume(async (event) => void applied.push(event));
  await until(() => applied.length > 0);
  expect(names(applied)).toEqual(['a-2']);
});

test('live events are those from now on, and an error of the listener stops nothing', async () => {
  room.startRelay();
  await room.add('order-1', 'w', 1);
  await room.untilEmpty();
  const seen: CaravanEvent[] = [];
  const live = startLive({
    config: room.config,
    logger,
    onEvent: (event) => {
      seen.push(event);
      throw new Error('nobody listens');
    },
  });
  consumers.push(live);
  await until(() => live.isRunning());
  // Whether it listens already is known only once something arrives.
  for (let n = 1; seen.length === 0; n += 1) {
    await room.add('order-2', 'w', n);
    await sleep(20);
  }
  await room.add('order-3', 'w', 1);
  await until(() => seen.some(({ subject }) => subject === 'order-3'));
  expect(seen.filter(({ subject }) => subject === 'order-1')).toEqual([]);
});
