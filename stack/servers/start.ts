import { join } from 'node:path';
import { ensureTool, type Tool } from '../machine/install';
import { needSpace } from '../machine/disk';
import { fixedPorts, freePorts, refuseTakenPorts, type PortName, type Ports } from '../machine/ports';
import { silentProgress, type Progress } from '../machine/progress';
import { createGroup, type ProcessGroup } from '../process/group';
import { endLeftovers } from '../process/identity';
import { runDir, type ProcessSpec } from '../process/managed';
import type { ServerDefinition, ServerName, ServerOptions } from './definition';
import { kafka } from './kafka';
import { mail } from './mail';
import { mongodb } from './mongodb';
import { redis } from './redis';
import { temporal } from './temporal';

/** Kafka first: it takes longest to start. */
export const servers: readonly ServerDefinition[] = [kafka, temporal, mongodb, mail, redis];

/** What a start with nothing to install needs on the data folder's disk. */
const NEEDED_MIB = 500;

export interface StartServersOptions extends ServerOptions {
  /** Where they keep data, logs and process numbers. */
  dataDir: string;
  /** `fixed`: the shop's own ports; `free`: any that are free; or the ports themselves. */
  ports: 'fixed' | 'free' | Ports;
  only?: readonly ServerName[];
  onProgress?: Progress;
  /** Whether one that ends by itself is started again. */
  supervise?: boolean;
  /** Settings that name servers running elsewhere (`MONGODB_URL`, ...) and ports; the environment unless given. */
  settings?: Record<string, string | undefined>;
}

export interface Servers {
  /** The settings by which the shop finds them. */
  readonly env: Record<string, string>;
  readonly pids: Record<string, number>;
  readonly logs: Record<string, string>;
  /** Kills one (SIGKILL unless told otherwise); it stays down until `restart`. */
  kill(name: ServerName, signal?: NodeJS.Signals): Promise<void>;
  /** Starts one again on its data and port; resolves when it is healthy. */
  restart(name: ServerName): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the servers that the settings do not name elsewhere, all at once, and waits until each is healthy; installs
 * what is missing first.
 * @throws StackError when one cannot be installed or started; everything started is stopped again
 */
export async function startServers(options: StartServersOptions): Promise<Servers> {
  const { dataDir, onProgress: progress = silentProgress, settings = process.env } = options;
  const wanted = servers.filter(({ name }) => !options.only || options.only.includes(name));
  const local = wanted.filter(({ setting }) => !settings[setting]);
  const ports = await resolvePorts(options.ports, settings);

  await needSpace(dataDir, NEEDED_MIB, 'the data of the shop');
  await endLeftovers(runDir(dataDir), progress);
  await refuseTakenPorts(
    pick(
      ports,
      local.flatMap((server) => server.ports),
    ),
  );
  const tools = await ensureTools(
    local.map(({ tool }) => tool),
    progress,
  );

  const group = createGroup({ dataDir, progress, supervise: options.supervise ?? false });
  await startAll(group, local, (server) => ({
    found: tools.get(server.tool) ?? '',
    dir: join(dataDir, server.name),
    ports,
    options,
  }));
  return {
    env: Object.assign(
      {},
      ...wanted.map((server) => (local.includes(server) ? server.env(ports) : given(server, settings))),
    ),
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

/** Fixed or free ports, or those given. */
export async function resolvePorts(
  ports: StartServersOptions['ports'],
  settings: Record<string, string | undefined>,
): Promise<Ports> {
  if (ports === 'fixed') return fixedPorts(settings);
  return ports === 'free' ? freePorts(settings) : ports;
}

/** Finds or installs tools, all at once. */
export async function ensureTools(tools: readonly Tool[], progress: Progress): Promise<Map<Tool, string>> {
  const results = await Promise.allSettled(
    tools.map(async (tool) => [tool, await ensureTool(tool, progress)] as const),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return new Map(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

async function startAll(
  group: ProcessGroup,
  local: readonly ServerDefinition[],
  contextOf: (server: ServerDefinition) => Parameters<ServerDefinition['command']>[0],
): Promise<void> {
  try {
    await Promise.all(
      local.map(async (server) => {
        const context = contextOf(server);
        await server.prepare?.(context);
        await group.start(specOf(server, context));
      }),
    );
  } catch (error) {
    await group.stop();
    throw error;
  }
}

function specOf(server: ServerDefinition, context: Parameters<ServerDefinition['command']>[0]): ProcessSpec {
  return {
    name: server.name,
    title: server.title,
    ...server.command(context),
    isHealthy: () => server.isHealthy(context.ports),
    startWithinMs: server.startWithinMs,
    stopWithinMs: 10_000,
  };
}

/** The settings of a server that runs elsewhere, passed on as they were given. */
function given(
  server: ServerDefinition,
  settings: Record<string, string | undefined>,
): Record<string, string> {
  const names = Object.keys(server.env(fixedPorts()));
  return Object.fromEntries(names.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])));
}

function pick(ports: Ports, names: readonly PortName[]): Partial<Ports> {
  return Object.fromEntries(names.map((name) => [name, ports[name]]));
}
