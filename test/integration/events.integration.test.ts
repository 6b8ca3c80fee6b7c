import { join } from 'node:path';
import type { CaravanEvent } from '../../events/contract';
import { OUTBOXES } from '../../events/outboxes';
import { TOPICS } from '../../events/contract';
import { readEvents } from '../../events/read';
import { createLogger } from '../../services/platform/logger';
import { startServers, type Servers } from '../../stack/servers/start';
import { audit } from '../../audit/audit';
import { groupBy } from '../../audit/findings';
import { testEnv } from '../servers';
import { fillBasket } from '../shopper/purchase';
import { eventually } from '../shopper/wait';
import { openWorld, type World } from './world';

jest.setTimeout(180_000);

/** A Kafka of this file's own, because it is stopped. */
let kafka: Servers;
let world: World;

beforeAll(async () => {
  const dataDir = join(testEnv().CARAVAN_TEST_DIR ?? '', 'events-kafka');
  kafka = await startServers({ dataDir, ports: 'free', only: ['kafka'], settings: {} });
  world = await openWorld('events', { sellers: 2, settings: kafka.env });
}, 180_000);
afterAll(async () => {
  await world?.stop();
  await kafka.stop();
});

test('while Kafka is away the shop sells and ships, and afterwards every event is there once and in order', async () => {
  await buyAndShip();
  await kafka.kill('kafka');
  const { buyer, orderIds } = await buyAndShip();
  expect((await world.shop.http({ method: 'GET', path: '/products' })).status).toBe(200);
  expect(await apiHealth()).toBe(200);
  for (const id of orderIds) {
    await eventually(
      'the parcel to arrive',
      () => buyer.order(id),
      ({ status }) => status === 'delivered',
    );
  }
  expect(await waitingEvents()).toBeGreaterThan(0);

  await kafka.restart('kafka');
  await eventually('the outboxes to be empty', waitingEvents, (count) => count === 0, { withinMs: 90_000 });
  const written = await versions();
  const events = await readEvents({
    config: world.config,
    logger: createLogger({ LOG_LEVEL: 'silent' }, 'test'),
    topics: TOPICS,
    timeoutMs: 60_000,
  });
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(told(events)).toEqual(written);
  expect(typesOf(events, orderIds[0] ?? '')).toEqual([
    'order.placed',
    'order.accepted',
    'order.shipping',
    'order.shipped',
    'order.delivered',
  ]);
});

test('after all of it every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});

/** Buys from every seller and has the parcels sent. */
async function buyAndShip() {
  const wishes = world.market.stalls.map(({ productId }) => ({ slug: productId, quantity: 1 }));
  const { buyer, request } = await fillBasket(world.shop, wishes);
  const placed = await buyer.placeOrder(request);
  const orderIds = placed.status === 'placed' ? placed.orderIds : [];
  expect(orderIds).toHaveLength(2);
  for (const id of orderIds) {
    const seller = await world.sellerOf(id);
    await seller.accept(id);
    expect((await seller.ship(id)).status).toBe('shipped');
  }
  return { buyer, orderIds };
}

async function apiHealth(): Promise<number> {
  return (await fetch(`http://127.0.0.1:${world.config.API_PORT}/health/ready`)).status;
}

/** How many documents have events that are not published. */
async function waitingEvents(): Promise<number> {
  const counts = await Promise.all(
    OUTBOXES.map(({ service, collection }) =>
      world.databases
        .of(service)
        .collection(collection)
        .countDocuments({ outboxAt: { $gt: 0 } }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Of every document, the numbers that its events have: 1, 2, 3 to its version. */
async function versions(): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = {};
  for (const { service, collection } of OUTBOXES) {
    const documents = await world.databases
      .of(service)
      .collection<{ _id: string; version: number }>(collection)
      .find({}, { projection: { version: 1 } })
      .toArray();
    for (const { _id, version } of documents)
      all[`${collection}/${_id}`] = Array.from({ length: version }, (_, n) => n + 1);
  }
  return all;
}

const COLLECTION_OF: Record<string, string> = {
  catalogue: 'products',
  stock: 'stocks',
  behaviour: 'visits',
};

/** Of every subject, the numbers of its events in the order of the log. */
function told(events: readonly CaravanEvent[]): Record<string, number[]> {
  const subjects = groupBy(events, ({ topic, subject }) => `${COLLECTION_OF[topic] ?? topic}/${subject}`);
  return Object.fromEntries([...subjects].map(([name, own]) => [name, own.map(({ version }) => version)]));
}

function typesOf(events: readonly CaravanEvent[], subject: string): string[] {
  return events.filter((event) => event.subject === subject).map(({ type }) => type);
}
