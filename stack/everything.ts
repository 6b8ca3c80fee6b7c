import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beginBuild } from './build/build';
import { root } from './machine/paths';
import { fixedPorts, freePorts, refuseTakenPorts, type PortName, type Ports } from './machine/ports';
import { silentProgress, type Progress } from './machine/progress';
import { endLeftovers } from './process/identity';
import { runDir } from './process/managed';
import { readRunning } from './running';
import { servers as allServers, startServers, type Servers } from './servers/start';
import { parts } from './shop/parts';
import { seedShop } from './shop/seed';
import { prepareShop, settingsOf, startShop, type Shop } from './shop/start';
import { urlsOf } from './shop/welcome';

export interface EverythingOptions {
  dataDir: string;
  /** `fixed`: the shop's own ports and whatever the environment sets, supervised; `free`: a run of its own. */
  ports: 'fixed' | 'free';
  onProgress?: Progress;
  /** Settings that differ from the usual, such as CARRIER_STEP_MS. */
  env?: Record<string, string>;
}

export interface Everything {
  servers: Servers;
  shop: Shop;
  /** Every page, by name. */
  urls: Record<string, string>;
  /** Stops the shop, then the servers. */
  stop(): Promise<void>;
}

/**
 * Servers, demo catalogue and shop: resolves when every part is healthy.
 * @throws StackError before anything is started when a port is taken; later with everything stopped again
 */
export async function startEverything(options: EverythingOptions): Promise<Everything> {
  const { dataDir, onProgress: progress = silentProgress } = options;
  const fixed = options.ports === 'fixed';
  const settings = { ...(fixed ? settingsOf(process.env) : {}), ...options.env };
  const ports = fixed ? fixedPorts({ ...process.env, ...settings }) : await freePorts(settings);
  await endLeftovers(runDir(dataDir), progress);
  await refuseTakenPorts(portsToHold(ports));

  const building = beginBuild(progress);
  const servers = await startServers({
    dataDir,
    ports,
    supervise: fixed,
    onProgress: progress,
    ...codec(ports),
  });
  try {
    const env = prepareShop({ env: { ...settings, ...servers.env }, dataDir, ports });
    const seeding = building.entries.then(() => seedShop(env, dataDir, progress));
    const [built] = await Promise.all([building.all, seeding]);
    const shop = await startShop({
      env,
      dataDir,
      ports,
      supervise: fixed,
      built: true,
      ...built,
      onProgress: progress,
    });
    const stop = async () => {
      await shop.stop();
      await servers.stop();
    };
    return { servers, shop, urls: urlsOf(shop.env), stop };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** The ports of everything that will be started here. */
function portsToHold(ports: Ports): Partial<Ports> {
  const local = allServers.filter(({ setting }) => !process.env[setting]).flatMap((server) => server.ports);
  const names: PortName[] = [...local, ...parts.map(({ port }) => port)];
  return Object.fromEntries(names.map((name) => [name, ports[name]]));
}

/** Where Temporal UI has payloads decrypted, when they are encrypted at all. */
function codec(ports: Ports): { codecEndpoint?: string } {
  const given = process.env.TEMPORAL_UI_CODEC_ENDPOINT;
  if (given) return { codecEndpoint: given };
  return process.env.TEMPORAL_CODEC_KEY
    ? { codecEndpoint: `http://localhost:${ports.API_PORT}/v1/codec` }
    : {};
}

export interface ShopInUse {
  /** All settings of its processes, secrets too. */
  env: Record<string, string>;
  urls: Record<string, string>;
  /** Process ids of its parts and servers, by name, as they are now. */
  pids(): Record<string, number>;
  /** True when it was started for this use, and `stop` ends it and removes its data. */
  own: boolean;
  stop(): Promise<void>;
}

/** The shop that `npm start` runs, or one started for this use alone on free ports. */
export async function useShop(progress: Progress, env: Record<string, string> = {}): Promise<ShopInUse> {
  const running = readRunning();
  if (running) {
    const pids = () => readRunning()?.pids ?? {};
    return { env: running.env, urls: running.urls, pids, own: false, stop: () => Promise.resolve() };
  }
  const dataDir = join(root, '.caravan', `own-${process.pid}`);
  progress.say('No shop is running here, so one is started for this run alone.');
  const own = await startEverything({ dataDir, ports: 'free', onProgress: progress, env });
  return {
    env: own.shop.env,
    urls: own.urls,
    pids: () => ({ ...own.servers.pids, ...own.shop.pids }),
    own: true,
    async stop() {
      await own.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
