import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildShop } from '../../stack/build/build';
import { isAlive } from '../../stack/machine/lock';
import { root } from '../../stack/machine/paths';
import { freePorts } from '../../stack/machine/ports';
import type { Progress } from '../../stack/machine/progress';
import { endLeftovers } from '../../stack/process/identity';
import { runDir } from '../../stack/process/managed';
import { chromium } from '../../stack/servers/chromium';
import { stripeMock } from '../../stack/servers/stripe-mock';
import { ensureTools, startServers, type Servers } from '../../stack/servers/start';
import { temporalTestServer } from '../../stack/servers/temporal-test-server';
import { seedShop } from '../../stack/shop/seed';
import { prepareShop, startShop, type Shop } from '../../stack/shop/start';
import type { JestKind } from './kinds';

/** What one kind of test runs in. */
export interface TestEnvironment {
  /** Added to the environment of the tests. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Servers shared by the kinds of one run, each with databases, topics and a Temporal namespace of its own. */
export interface Environments {
  of(kind: JestKind): Promise<TestEnvironment>;
  stop(): Promise<void>;
}

const REAL_KINDS = ['integration', 'browser', 'faults'] as const;
type RealKind = (typeof REAL_KINDS)[number];
const isReal = (kind: JestKind): kind is RealKind => REAL_KINDS.some((real) => real === kind);

/** @param testDir the folder of this run: data, logs, reports */
export function createEnvironments(testDir: string, progress: Progress): Environments {
  let servers: Promise<Servers> | undefined;
  const startOnce = () =>
    (servers ??= startServers({
      dataDir: join(testDir, 'servers'),
      ports: 'free',
      namespaces: REAL_KINDS,
      onProgress: progress,
    }));

  return {
    async of(kind) {
      if (kind === 'workflow') await ensureTools([temporalTestServer], progress);
      if (kind === 'integration') await ensureTools([stripeMock], progress);
      if (kind === 'browser') await ensureTools([chromium], progress);
      if (!isReal(kind)) return { env: {}, stop: () => Promise.resolve() };
      const { env } = await startOnce();
      return startKind(kind, env, join(testDir, kind), progress);
    },
    async stop() {
      await (await servers?.catch(() => undefined))?.stop();
    },
  };
}

/** The stand-ins for the third parties; for the browser the whole shop, with its catalogue. */
async function startKind(
  kind: RealKind,
  serversEnv: Record<string, string>,
  dir: string,
  progress: Progress,
): Promise<TestEnvironment> {
  const ports = await freePorts();
  const own = {
    ...serversEnv,
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    MONGODB_PREFIX: `caravan_${kind}_${process.pid}_`,
    KAFKA_TOPIC_PREFIX: `caravan.${kind}.${process.pid}.`,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_ADDRESS ? (process.env.TEMPORAL_NAMESPACE ?? 'default') : kind,
    CARAVAN_TEST_DIR: dir,
  };
  const env = prepareShop({ env: own, dataDir: dir, ports });
  const whole = kind === 'browser';
  const built = await buildShop(progress, { web: whole });
  if (whole) await seedShop(env, dir, progress);
  const parts = whole ? {} : { parts: ['payment-provider', 'carrier'] as const };
  const shop: Shop = await startShop({
    env,
    dataDir: dir,
    ports,
    ...parts,
    // As `npm start` does, so that a test may kill a part and see it come back.
    supervise: whole,
    built: true,
    ...built,
    onProgress: progress,
  });
  const file = join(dir, 'env.json');
  await writeFile(file, JSON.stringify(shop.env, null, 2), { mode: 0o600 });
  return { env: { CARAVAN_TEST_ENV: file }, stop: () => shop.stop() };
}

const runsDir = join(root, '.caravan');
const RUN_FOLDER = /^test-(\d+)$/;

/** A folder for this run; those of runs that are over are cleared away, with whatever still runs in them. */
export async function createTestDir(progress: Progress): Promise<string> {
  await mkdir(runsDir, { recursive: true });
  for (const name of await readdir(runsDir)) {
    const pid = Number(RUN_FOLDER.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) await clear(join(runsDir, name), progress);
  }
  const testDir = join(runsDir, `test-${process.pid}`);
  await clear(testDir, progress);
  await mkdir(testDir, { recursive: true });
  return testDir;
}

/** Ends what a test has left running in a run's folder, and removes the folder. */
export async function clear(testDir: string, progress: Progress): Promise<void> {
  await endStrays(testDir, progress);
  await rm(testDir, { recursive: true, force: true });
}

/** Ends what tests have started under a run's folder and not stopped. */
export async function endStrays(testDir: string, progress: Progress): Promise<void> {
  const folders = await readdir(testDir, { withFileTypes: true }).catch(() => []);
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const dataDir = join(testDir, folder.name);
    await endLeftovers(runDir(dataDir), progress);
    const nested = await readdir(dataDir, { withFileTypes: true }).catch(() => []);
    for (const inner of nested.filter((entry) => entry.isDirectory())) {
      await endLeftovers(runDir(join(dataDir, inner.name)), progress);
    }
  }
}
