import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '../../audit/audit';
import type { ServerName } from '../../stack/servers/definition';
import { startServers, type Servers } from '../../stack/servers/start';
import { startTcpProxy, type TcpProxy, type Way } from '../../stack/machine/tcp-proxy';
import { testEnv } from '../servers';
import { openLab, type Lab } from './lab';
import { rush } from './rush';
import { replay, runsAll, seed } from './selection';

const BUYERS = 6;
/** How long a server is away, and Kafka in the whole run, in ms. */
const AWAY_MS = runsAll ? 5_000 : 1_500;
const KAFKA_AWAY_MS = runsAll ? 60_000 : 3_000;
/** Purchases before, and after it is back. */
const SOME = 4;
jest.setTimeout(6 * 60_000);

let servers: Servers;
let provider: TcpProxy;
let lab: Lab;

/** Servers of this file alone, because it kills them, and a provider to which the way can be bad. */
beforeAll(async () => {
  const dataDir = join(testEnv().CARAVAN_TEST_DIR ?? '', 'servers-killed');
  servers = await startServers({ dataDir: join(dataDir, 'servers'), ports: 'free', settings: {} });
  provider = await startTcpProxy();
  lab = await openLab('killed', {
    lanes: BUYERS,
    given: { ...servers.env, NODE_ENV: 'test', CARAVAN_TEST_DIR: dataDir },
    settings: { PAYMENT_PROVIDER_URL: `http://127.0.0.1:${provider.port}`, PAYMENT_TIMEOUT_MS: '2000' },
  });
  provider.leadTo(Number(lab.world.env.PAYMENT_PROVIDER_PORT));
});
afterAll(async () => {
  await lab?.stop();
  await provider?.close();
  await servers?.stop();
});

/** Everything goes on and is right afterwards, whatever happens while people buy. */
async function expectWell(name: string, happen: () => Promise<void>): Promise<void> {
  const wrong = await rush(lab, `${seed} ${name}`, async ({ untilMore }) => {
    await untilMore(SOME);
    await happen();
    await untilMore(SOME);
  });
  expect({ wrong, replay }).toEqual({ wrong: [], replay });
}

test.each<[ServerName, number]>([
  ['kafka', KAFKA_AWAY_MS],
  ['redis', AWAY_MS],
  ['mongodb', AWAY_MS],
  ['temporal', AWAY_MS],
])(
  '%s killed while people buy, and back after %i ms: nothing is lost, charged twice or left open',
  (name, awayMs) =>
    expectWell(name, async () => {
      await servers.kill(name);
      await sleep(awayMs);
      await servers.restart(name);
    }),
);

/** One request to the provider may take two seconds, so a half-open way has to last longer. */
const HALF_OPEN: [string, Way, number] = ['half-open', { kind: 'half-open' }, AWAY_MS + 3_000];
const WAYS: [string, Way, number][] = [
  ['slow', { kind: 'slow', delayMs: 700 }, AWAY_MS * 2],
  HALF_OPEN,
  ['cut', { kind: 'cut' }, AWAY_MS],
];

test.each(runsAll ? WAYS : [HALF_OPEN])(
  'a way to the payment provider that is %s while people buy: nothing is lost, charged twice or left open',
  (name, way, badMs) =>
    expectWell(name, async () => {
      provider.make(way);
      await sleep(badMs);
      provider.make({ kind: 'open' });
    }),
);

test('workers, API and relay killed at once while people buy go on where they were', () =>
  expectWell('all at once', async () => {
    await Promise.all((['worker', 'api', 'relay'] as const).map((part) => lab.world.processes.kill(part)));
  }));

test('after all of it every record agrees', async () => {
  expect((await audit(lab.world.config)).findings).toEqual([]);
});
