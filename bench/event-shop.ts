import { setTimeout as sleep } from 'node:timers/promises';
import { toMessage, type EventMessage } from '../events/cloud-event';
import type { OutboxEntry } from '../events/contract';
import { orderNoted } from '../events/contracts/order.events';
import { createKafka } from '../events/kafka';
import { carrying, eventOf } from '../events/outbox';
import { OUTBOXES } from '../events/outboxes';
import { applyOnce } from '../events/positions';
import type { Projection } from '../events/projection';
import { runProjections } from '../events/projections';
import { startRelay } from '../events/relay';
import { systemClock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { newId } from '../services/platform/ids';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';

const SOURCES = OUTBOXES.filter(({ service }) => service === 'order');
const EVENTS_A_DOCUMENT = 10;
const BARE_BATCH = 200;
const BARE_TOPIC = 'bare';
/** The projection that follows all along. */
const STEADY = 'steady';

interface Kept {
  _id: string;
  applied: number;
}
interface Order {
  _id: string;
  version: number;
  outbox: OutboxEntry[];
  outboxAt?: number;
}

export type EventShop = Awaited<ReturnType<typeof createEventShop>>;

/** Documents with outboxes, a relay and a consumer, and nothing else of a shop. */
export async function createEventShop(env: Record<string, string>) {
  const config = loadConfig({ ...env, MONGODB_PREFIX: 'bench_', KAFKA_TOPIC_PREFIX: 'bench.' });
  const logger = createLogger({ LOG_LEVEL: 'silent' }, 'bench');
  const databases = await connectDatabases(config);
  const orders = databases.of('order').collection<Order>('orders');
  await orders.createIndex({ outboxAt: 1 }, { sparse: true });
  const keptBy = (name: string) => databases.of('event').collection<Kept>(`kept-${name}`);
  const kafka = createKafka(config, logger, 'bare');
  const written = new Map<string, number>();
  const arrived = new Map<string, { atMs: number }>();

  const eventFor = (orderId: string) =>
    eventOf(
      orderNoted,
      {
        ...{ orderId, checkoutId: 'c', buyerId: 'b', sellerId: 's', status: 'placed' },
        ...{ totalMinor: 100, currency: 'EUR' },
      },
      Date.now(),
    );
  const relay = () =>
    startRelay({ config, databases, logger, clock: systemClock, holder: newId(), sources: SOURCES });

  /** Notes when events arrive; with `store` each is written into a document as well, once. */
  function projectionOf(name: string, effect: 'nothing' | 'store'): Projection {
    return {
      name,
      topics: ['orders'],
      rebuilds: true,
      open: () =>
        Promise.resolve({
          async apply(events) {
            if (effect === 'store')
              await applyOnce(
                keptBy(name),
                events.map((event) => ({ event, id: event.id, update: { $inc: { applied: 1 } } })),
              );
            for (const { id } of events) if (!arrived.has(id)) arrived.set(id, { atMs: Date.now() });
          },
          close: () => Promise.resolve(),
        }),
      drop: () => Promise.resolve(),
    };
  }

  return {
    /** When each event's write was acknowledged, epoch ms. */
    written,
    /** When it was applied. */
    arrived,
    forget() {
      written.clear();
      arrived.clear();
    },
    async write(orderId: string): Promise<void> {
      const event = eventFor(orderId);
      await orders.updateOne({ _id: orderId }, carrying(Date.now(), event), { upsert: true });
      written.set(event.id, Date.now());
    },
    /** Relay and consumer, as in the shop. */
    run() {
      const running = relay();
      const consumer = runProjections({
        projections: [projectionOf(STEADY, 'store')],
        config,
        databases,
        logger,
      });
      return {
        async ready() {
          while (!consumer.isReady()) await sleep(20);
        },
        async stop() {
          await consumer.stop();
          await running.stop();
        },
      };
    },
    /** Events that wait in outboxes, many at once. */
    async fill(events: number): Promise<void> {
      const documents = Array.from({ length: events / EVENTS_A_DOCUMENT }, (): Order => {
        const _id = newId();
        const outbox = Array.from({ length: EVENTS_A_DOCUMENT }, () => eventFor(_id));
        return { _id, version: EVENTS_A_DOCUMENT, outbox, outboxAt: Date.now() };
      });
      await orders.insertMany(documents);
    },
    async relayAll(): Promise<void> {
      const running = relay();
      while ((await orders.findOne({ outboxAt: { $gt: 0 } }, { projection: { _id: 1 } })) !== null)
        await sleep(20);
      await running.stop();
    },
    /** Reads all that there is with a group of its own. */
    async consumeAll(effect: 'nothing' | 'store', events: number): Promise<void> {
      arrived.clear();
      const projection = projectionOf(`bench-${newId()}`, effect);
      const consumer = runProjections({ projections: [projection], config, databases, logger });
      while (arrived.size < events) await sleep(20);
      await consumer.stop();
    },
    /** Messages as large as ours, without an outbox. */
    bareMessages: (events: number): Promise<EventMessage[]> =>
      Promise.resolve(
        Array.from({ length: events }, (_, n) => {
          const subject = `bare-${Math.floor(n / EVENTS_A_DOCUMENT)}`;
          return toMessage({ entry: eventFor(subject), subject, version: 1, service: 'order' }).message;
        }),
      ),
    async produceBare(messages: readonly EventMessage[]): Promise<void> {
      const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      for (let n = 0; n < messages.length; n += BARE_BATCH)
        await producer.send({
          topic: `${config.KAFKA_TOPIC_PREFIX}${BARE_TOPIC}`,
          acks: -1,
          messages: messages.slice(n, n + BARE_BATCH),
        });
      await producer.disconnect();
    },
    async consumeBare(events: number): Promise<void> {
      const consumer = kafka.consumer({ groupId: newId() });
      let read = 0;
      await consumer.connect();
      await consumer.subscribe({
        topics: [`${config.KAFKA_TOPIC_PREFIX}${BARE_TOPIC}`],
        fromBeginning: true,
      });
      await consumer.run({
        eachBatch: ({ batch }) => {
          read += batch.messages.length;
          return Promise.resolve();
        },
      });
      while (read < events) await sleep(20);
      await consumer.disconnect();
    },
    /** Events whose effect is there more than once. */
    storedTwice: () => keptBy(STEADY).countDocuments({ applied: { $gt: 1 } }),
    async close(): Promise<void> {
      await databases.close();
    },
  };
}
