import { buildShop } from '../build/build';
import { configSchema } from '../../services/platform/config';
import { DEFAULT_PORTS, refuseTakenPorts, type PortName, type Ports } from '../machine/ports';
import { silentProgress, type Progress } from '../machine/progress';
import { createGroup } from '../process/group';
import { resolvePorts } from '../servers/start';
import { parts as allParts, shopEnv, specOf, type PartName } from './parts';
import { localSecrets } from './secrets';

export interface StartShopOptions {
  /** Settings of the shop, such as `Servers.env`; they win over what is made up here. */
  env: Record<string, string>;
  /** Where it keeps data, logs, secrets and process numbers. */
  dataDir: string;
  /** `fixed`: the shop's own ports; `free`: any that are free, except those that `env` names. */
  ports: 'fixed' | 'free' | Ports;
  /** All of them unless given. */
  parts?: readonly PartName[];
  onProgress?: Progress;
  /** Whether a part that ends by itself is started again; with fixed ports it is, unless told otherwise. */
  supervise?: boolean;
  /** When the caller has built the shop already. */
  built?: boolean;
  /** What that build said; needed for the web. */
  webDist?: string;
}

export interface Shop {
  /** All settings that the processes run with; hand them to a client, or to another `startShop`. */
  readonly env: Record<string, string>;
  readonly pids: Record<string, number>;
  readonly logs: Record<string, string>;
  /** Kills one (SIGKILL unless told otherwise); it stays down until `restart`. */
  kill(name: PartName, signal?: NodeJS.Signals): Promise<void>;
  /** Starts one again on its port; resolves when it is healthy. */
  restart(name: PartName): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Builds what has changed and starts the shop's processes, all at once; resolves when each is healthy.
 * @throws StackError with the end of its log when one does not start; everything started is stopped again
 */
export async function startShop(options: StartShopOptions): Promise<Shop> {
  const { dataDir, onProgress: progress = silentProgress } = options;
  const chosen = allParts.filter(({ name }) => !options.parts || options.parts.includes(name));
  const given = options.ports === 'fixed' ? { ...settingsOf(process.env), ...options.env } : options.env;
  const ports = await resolvePorts(options.ports, given);
  const env = prepareShop({ env: given, dataDir, ports });
  await refuseTakenPorts(
    Object.fromEntries(chosen.map(({ port }): [PortName, number] => [port, ports[port]])),
  );
  const web = chosen.some(({ name }) => name === 'web');
  const { webDist } = options.built ? options : await buildShop(progress, { web });

  const group = createGroup({ dataDir, progress, supervise: options.supervise ?? options.ports === 'fixed' });
  try {
    await Promise.all(chosen.map((part) => group.start(specOf(part, env, ports, webDist))));
  } catch (error) {
    await group.stop();
    throw error;
  }
  return {
    env,
    get pids() {
      return group.pids;
    },
    get logs() {
      return group.logs;
    },
    kill: (name, signal) => group.kill(name, signal),
    restart: (name) => group.restart(name),
    stop: () => group.stop(),
  };
}

/** The settings that a shop with these ports and this data folder runs with; makes its secrets if it has none. */
export function prepareShop(options: {
  env: Record<string, string>;
  dataDir: string;
  ports: Ports;
}): Record<string, string> {
  return shopEnv(options.env, options.ports, options.dataDir, localSecrets(options.dataDir));
}

/** Of the environment, the settings of the shop: those that the person at the terminal chose. */
export function settingsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = [...Object.keys(configSchema.shape), ...Object.keys(DEFAULT_PORTS), ...EXTRA_SETTINGS];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/** Settings of the simulators, which are no part of the shop's own configuration. */
const EXTRA_SETTINGS = [
  'PAYMENT_WEBHOOK_URL',
  'PAYOUT_WEBHOOK_URL',
  'CARRIER_WEBHOOK_URL',
  'SIMULATOR_DATA_DIR',
  'WORKFLOW_BUNDLE',
];
