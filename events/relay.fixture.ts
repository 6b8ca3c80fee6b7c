import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import { newId } from '../services/platform/ids';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import type { CaravanEvent, OutboxEntry } from './contract';
import { orderAccepted } from './contracts/order.events';
import { carrying, eventOf } from './outbox';
import { OUTBOXES } from './outboxes';
import { createPublisher, type Publisher } from './publisher';
import { readDeadLetters, readEvents } from './read';
import { startRelay, type Relay } from './relay';

export interface TestDocument {
  _id: string;
  version: number;
  outbox: OutboxEntry[];
  outboxAt?: number;
}

const READ_WITHIN_MS = 30_000;
const EMPTY_WITHIN_MS = 60_000;

/** Databases and topics of one test alone. */
export async function openRoom(given: Config) {
  const name = newId();
  const config: Config = {
    ...given,
    MONGODB_PREFIX: `t${name}_`,
    KAFKA_TOPIC_PREFIX: `t${name}.`,
    OUTBOX_POLL_MS: 20,
  };
  const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
  const databases = await connectDatabases(config);
  for (const { service, collection } of OUTBOXES)
    await databases.of(service).collection(collection).createIndex({ outboxAt: 1 }, { sparse: true });
  const orders = databases.of('order').collection<TestDocument>('orders');
  const publisher = createPublisher({ config, logger, clientId: 'test' });
  const running = new Set<Relay>();

  return {
    config,
    orders,
    publisher,
    startRelay(through?: Publisher): Relay {
      const relay = startRelay({
        config,
        databases,
        logger,
        clock: systemClock,
        holder: newId(),
        ...(through && { publisher: through }),
      });
      running.add(relay);
      return relay;
    },
    /** Adds an event to an order; `by` and `n` say who added it as its how-manieth. */
    async add(orderId: string, by: string, n: number): Promise<void> {
      await orders.updateOne({ _id: orderId }, carrying(Date.now(), acceptedEvent(orderId, `${by}:${n}`)), {
        upsert: true,
      });
    },
    async untilEmpty(): Promise<void> {
      const endMs = Date.now() + EMPTY_WITHIN_MS;
      while ((await orders.countDocuments({ outboxAt: { $gt: 0 } })) > 0) {
        if (Date.now() > endMs) throw new Error('the outboxes did not become empty');
        await sleep(10);
      }
    },
    read: () => readEvents({ config, logger, topics: ['orders'], timeoutMs: READ_WITHIN_MS }),
    readDeadLetters: () => readDeadLetters({ config, logger, timeoutMs: READ_WITHIN_MS }),
    async close(): Promise<void> {
      for (const relay of running) await relay.stop();
      await publisher.close();
      for (const service of ['platform', ...OUTBOXES.map((source) => source.service)] as const)
        await databases.of(service).dropDatabase();
      await databases.close();
    },
  };
}

export type Room = Awaited<ReturnType<typeof openRoom>>;

function acceptedEvent(orderId: string, status: string): OutboxEntry {
  const order = {
    orderId,
    checkoutId: 'c',
    buyerId: 'b',
    sellerId: 's',
    status,
    totalMinor: 100,
    currency: 'EUR',
  };
  return eventOf(orderAccepted, order, Date.now());
}

/** Several writers at once, each adding `each` events to orders that `pick` chooses. */
export async function writeAtOnce(
  room: Room,
  {
    writers,
    each,
    pick,
    name = 'w',
  }: { writers: number; each: number; pick: (writer: number, n: number) => string; name?: string },
): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 1; n <= each; n += 1) await room.add(pick(writer, n), `${name}${writer}`, n);
    }),
  );
}

/** The events as a consumer that recognises repetitions sees them, and how many repetitions there were. */
export function withoutRepetitions(events: readonly CaravanEvent[]): {
  first: CaravanEvent[];
  repeated: number;
} {
  const seen = new Map<string, CaravanEvent>();
  for (const event of events) {
    const before = seen.get(event.id);
    // A repetition is the same event in every respect.
    if (before) expect(event).toEqual(before);
    else seen.set(event.id, event);
  }
  return { first: [...seen.values()], repeated: events.length - seen.size };
}

/** Each order's events have versions 1, 2, 3 and so on in this order, and each writer's events are in its own order. */
export function expectInOrder(events: readonly CaravanEvent[]): void {
  for (const group of groupBy(events, (event) => event.subject).values()) {
    expect(group.map((event) => event.version)).toEqual(group.map((_, index) => index + 1));
    const byWriter = groupBy(group, (event) => String(event.data.status).split(':')[0] ?? '');
    for (const own of byWriter.values()) {
      const numbers = own.map((event) => Number(String(event.data.status).split(':')[1]));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
