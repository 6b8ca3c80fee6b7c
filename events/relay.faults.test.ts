import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../services/platform/config';
import { startServers, type Servers } from '../stack/servers/start';
import { startShop, type Shop } from '../stack/shop/start';
import { testEnv } from '../test/servers';
import { expectInOrder, openRoom, withoutRepetitions, writeAtOnce, type Room } from './relay.fixture';

jest.setTimeout(240_000);

const WRITES = { writers: 4, each: 150, pick: (writer: number, n: number) => `order-${(writer + n) % 4}` };

let servers: Servers;
let shop: Shop;
let room: Room;

/** Servers of this file alone, because it kills them, and a relay that is a process. */
beforeAll(async () => {
  const dataDir = join(testEnv().CARAVAN_TEST_DIR ?? '', 'relay');
  servers = await startServers({
    dataDir: join(dataDir, 'servers'),
    ports: 'free',
    only: ['kafka', 'mongodb'],
    settings: {},
  });
  room = await openRoom(loadConfig(servers.env));
  const { MONGODB_PREFIX, KAFKA_TOPIC_PREFIX } = room.config;
  shop = await startShop({
    env: { ...servers.env, MONGODB_PREFIX, KAFKA_TOPIC_PREFIX, NODE_ENV: 'test', LOG_LEVEL: 'warn' },
    dataDir: join(dataDir, 'shop'),
    ports: 'free',
    parts: ['relay'],
    built: true,
  });
});

afterAll(async () => {
  await shop?.stop();
  await room?.close();
  await servers?.stop();
});

const readiness = async () => {
  const response = await fetch(`http://127.0.0.1:${shop.env.RELAY_PORT}/health/ready`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test('a relay that is killed again and again loses, invents and reorders nothing', async () => {
  const writing = writeAtOnce(room, WRITES);
  for (let kills = 0; kills < 4; kills += 1) {
    await shop.kill('relay');
    await shop.restart('relay');
  }
  await writing;
  await room.untilEmpty();

  const { first } = withoutRepetitions(await room.read());
  expect(first).toHaveLength(600);
  expectInOrder(first);
});

test('while Kafka is down events are kept, the relay says so, and afterwards all leave in order', async () => {
  const before = withoutRepetitions(await room.read()).first.length;
  await servers.kill('kafka');
  await writeAtOnce(room, { ...WRITES, name: 'later' });
  const waiting = await untilUnready();
  expect(waiting.body).toMatchObject({ status: 'waiting', problem: expect.any(String) });

  await servers.restart('kafka');
  await room.untilEmpty();
  const { first } = withoutRepetitions(await room.read());
  expect(first).toHaveLength(before + 600);
  expectInOrder(first);
  expect((await readiness()).status).toBe(200);
});

async function untilUnready() {
  for (const endMs = Date.now() + 60_000; Date.now() < endMs; await sleep(100)) {
    const now = await readiness();
    if (now.status === 503) return now;
  }
  throw new Error('the relay did not say that it cannot publish');
}
