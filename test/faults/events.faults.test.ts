import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listConsumers, openGenerations, type ConsumerFacts } from '../../events/generations';
import { groupIdOf } from '../../events/groups';
import { createInspector } from '../../events/inspect';
import { OUTBOXES, oldestWaiting } from '../../events/outboxes';
import { readDeadLetters } from '../../events/read';
import { createLogger } from '../../services/platform/logger';
import type { ServiceName } from '../../services/platform/mongo';
import { createRandom } from '../../stack/seed/random';
import { startServers, type Servers } from '../../stack/servers/start';
import { testEnv } from '../servers';
import { openLab, type Lab } from './lab';
import { rush } from './rush';
import { replay, runsAll, seed } from './selection';

const CHAOS_MS = runsAll ? 5 * 60_000 : 15_000;
/** Purchases before the first kill, and after the last. */
const SOME = 2;
const KAFKA_AWAY_MS = 1_500;
/** A killed member of a group is missed after ten seconds, and this for several kills in a row. */
const SETTLED_WITHIN_MS = 180_000;
jest.setTimeout(CHAOS_MS + 10 * 60_000);

const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
let servers: Servers;
let lab: Lab;

/** Servers of this file alone, because it kills them. */
beforeAll(async () => {
  const dataDir = join(testEnv().CARAVAN_TEST_DIR ?? '', 'events-killed');
  servers = await startServers({ dataDir: join(dataDir, 'servers'), ports: 'free', settings: {} });
  lab = await openLab('chaos', {
    lanes: 2,
    consumers: true,
    given: { ...servers.env, NODE_ENV: 'test', CARAVAN_TEST_DIR: dataDir },
  });
});
afterAll(async () => {
  await lab?.stop();
  await servers?.stop();
});

test('after consumers, relay and Kafka were killed at random, all that is made of events is as if they were not', async () => {
  const random = createRandom(`${seed} events`);
  const kills: string[] = [];
  const wrong = await rush(lab, `${seed} events`, async ({ untilMore }) => {
    await untilMore(SOME);
    for (const endMs = Date.now() + CHAOS_MS; Date.now() < endMs; await sleep(random.between(500, 4_000))) {
      const victim = random.pick(['consumers', 'relay', 'kafka'] as const);
      kills.push(victim);
      // Consumers and relay come back by themselves.
      if (victim !== 'kafka') await lab.world.processes.kill(victim);
      else {
        await servers.kill('kafka');
        await sleep(KAFKA_AWAY_MS);
        await servers.restart('kafka');
      }
    }
    await untilMore(SOME);
  });
  expect({ wrong, replay }).toEqual({ wrong: [], replay });
  expect(kills.length).toBeGreaterThan(2);

  const consumers = await settled();
  expect(consumers.length).toBeGreaterThan(3);
  expect({ letters: await letters(), kills }).toEqual({ letters: [], kills });
  expect({ unlike: await unlikeTheStores(), kills, replay }).toEqual({ unlike: [], kills, replay });

  const before = await pictures(consumers);
  expect(Object.keys(before).length).toBeGreaterThan(2);
  const rebuilt = await rebuildAll(consumers);
  expect({ pictures: await pictures(rebuilt), kills, replay }).toEqual({ pictures: before, kills, replay });
});

/** Waits until every event is published, and every consumer has done them all. */
async function settled(): Promise<ConsumerFacts[]> {
  const { config, databases } = lab.world;
  const inspector = createInspector({ config, logger });
  try {
    for (const endMs = Date.now() + SETTLED_WITHIN_MS; ; await sleep(500)) {
      const consumers = await listConsumers(databases);
      const lags = await Promise.all(
        consumers.map(async ({ name, generation, topics }) => ({
          name,
          lag: (await inspector.lag(groupIdOf(config, name, generation), topics)).reduce(
            (sum, { lag }) => sum + lag,
            0,
          ),
        })),
      );
      const behind = lags.filter(({ lag }) => lag > 0);
      if (behind.length === 0 && (await oldestWaiting(databases)) === null) return consumers;
      if (Date.now() > endMs) throw new Error(`These do not catch up: ${JSON.stringify(behind)}. ${replay}`);
    }
  } finally {
    await inspector.close();
  }
}

const letters = () => readDeadLetters({ config: lab.world.config, logger, timeoutMs: 30_000 });

interface Indexed {
  subject: string;
  topic: string;
  version: number;
}

/** Documents whose events in the index are not exactly 1, 2, 3 up to their own version. */
async function unlikeTheStores(): Promise<string[]> {
  const { databases } = lab.world;
  const generation = (await listConsumers(databases)).find(({ name }) => name === 'event-index')?.generation;
  const [index] = await collectionsOf('event-index', generation ?? 1);
  const versions = new Map<string, number[]>();
  for (const { topic, subject, version } of (index?.documents ?? []) as unknown as Indexed[])
    versions.set(`${topic}/${subject}`, [...(versions.get(`${topic}/${subject}`) ?? []), version]);
  const unlike: string[] = [];
  for (const [service, topic] of OF_PURCHASES) {
    for (const { collection } of OUTBOXES.filter((source) => source.service === service)) {
      const documents = databases.of(service).collection<{ _id: string; version: number }>(collection);
      for (const { _id, version } of await documents.find({}, { projection: { version: 1 } }).toArray()) {
        const found = (versions.get(`${topic}/${_id}`) ?? []).sort((a, b) => a - b);
        const expected = Array.from({ length: version }, (_, n) => n + 1);
        if (JSON.stringify(found) !== JSON.stringify(expected))
          unlike.push(`${service} ${_id} has version ${version}, and events ${found.join(' ')}`);
      }
    }
  }
  return unlike;
}

/** What changes when somebody buys. */
const OF_PURCHASES = [
  ['checkout', 'checkouts'],
  ['order', 'orders'],
  ['payment', 'payments'],
  ['delivery', 'deliveries'],
  ['refund', 'refunds'],
] as const;

/** Everything that was made of events, as text, for consumers that can be built anew. */
async function pictures(consumers: readonly ConsumerFacts[]): Promise<Record<string, string>> {
  const taken: Record<string, string> = {};
  for (const { name, generation, rebuilds } of consumers) {
    if (!rebuilds) continue;
    if (name === 'analytics') taken[name] = await figures();
    else
      for (const { kind, text } of await collectionsOf(STORES[name] ?? missing(name), generation))
        taken[kind] = text;
  }
  return taken;
}

/** The database of each consumer that keeps collections, one set a generation. */
const STORES: Readonly<Record<string, ServiceName>> = {
  'event-index': 'event-index',
  recommendations: 'recommendation',
};

function missing(name: string): never {
  throw new Error(`Say where ${name} keeps what it makes, so that it can be compared.`);
}

async function collectionsOf(service: ServiceName, generation: number) {
  const connection = lab.world.databases.of(service);
  const names = (await connection.listCollections()).map(({ name }) => name);
  const own = names.filter((name) => new RegExp(`[-_]${generation}$`).test(name)).sort();
  return Promise.all(
    own.map(async (name) => {
      const documents = await connection.collection(name).find().sort({ _id: 1 }).toArray();
      return { kind: name.replace(/\d+$/, ''), documents, text: JSON.stringify(documents) };
    }),
  );
}

async function figures(): Promise<string> {
  const { token } = await lab.stageOn(0, { seed: 'figures' }).stage.staff();
  const path = '/analytics?days=90';
  const { status, body } = await lab.world.shop.http({ method: 'GET', path, token });
  if (status !== 200) throw new Error(`The figures were not told: ${status}.`);
  return JSON.stringify(body);
}

/** Builds all anew; answers with what serves then. */
async function rebuildAll(consumers: readonly ConsumerFacts[]): Promise<ConsumerFacts[]> {
  const { databases } = lab.world;
  const generations = openGenerations(databases);
  for (const { name, rebuilds } of consumers) {
    const state = rebuilds ? await generations.get(name) : null;
    if (state) expect(await generations.begin(state)).toBe(state.last + 1);
  }
  for (const endMs = Date.now() + SETTLED_WITHIN_MS; ; await sleep(500)) {
    const now = await listConsumers(databases);
    if (now.every(({ building }) => building === null)) return settled();
    if (Date.now() > endMs) throw new Error(`Not rebuilt: ${JSON.stringify(now)}. ${replay}`);
  }
}
