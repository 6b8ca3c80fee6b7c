import { join } from 'node:path';
import { bundleOf, type Entry } from '../build/entries';
import { serveWeb, webEnv } from '../build/web';
import { root } from '../machine/paths';
import type { PortName, Ports } from '../machine/ports';
import { httpOk } from '../machine/probes';
import type { ProcessSpec } from '../process/managed';

export type PartName =
  'payment-provider' | 'carrier' | 'push' | 'api' | 'worker' | 'relay' | 'consumers' | 'web';

interface Part {
  name: PartName;
  title: string;
  entry?: Entry;
  port: PortName;
  /** The path that answers 200 when it is healthy. */
  health: string;
  nodeOptions: readonly string[];
}

/** Heaps are bounded so that the shop fits on a laptop; each was measured under 32 buyers. */
export const parts: readonly Part[] = [
  {
    name: 'payment-provider',
    title: 'Payment provider',
    entry: 'stack/simulators/payment-provider/main.ts',
    port: 'PAYMENT_PROVIDER_PORT',
    health: '/health',
    nodeOptions: ['--max-old-space-size=256'],
  },
  {
    name: 'carrier',
    title: 'Carrier',
    entry: 'stack/simulators/carrier/main.ts',
    port: 'CARRIER_PORT',
    health: '/health',
    nodeOptions: ['--max-old-space-size=256'],
  },
  {
    name: 'push',
    title: 'Push stand-in',
    entry: 'stack/simulators/push/main.ts',
    port: 'PUSH_PORT',
    health: '/health',
    nodeOptions: ['--max-old-space-size=96'],
  },
  {
    name: 'worker',
    title: 'Workers',
    entry: 'workers/main.ts',
    port: 'WORKER_PORT',
    health: '/health/ready',
    nodeOptions: ['--max-old-space-size=320', '--require', bundleOf('workers/call-stacks.ts')],
  },
  {
    name: 'api',
    title: 'API',
    entry: 'api/main.ts',
    port: 'API_PORT',
    health: '/health/ready',
    nodeOptions: ['--max-old-space-size=384'],
  },
  {
    name: 'relay',
    title: 'Outbox relay',
    entry: 'events/relay.main.ts',
    port: 'RELAY_PORT',
    health: '/health/ready',
    nodeOptions: ['--max-old-space-size=256'],
  },
  {
    name: 'consumers',
    title: 'Consumers',
    entry: 'workers/consumers.ts',
    port: 'CONSUMERS_PORT',
    health: '/health/ready',
    nodeOptions: ['--max-old-space-size=384'],
  },
  { name: 'web', title: 'Web', port: 'WEB_PORT', health: '/', nodeOptions: ['--max-old-space-size=384'] },
];

/**
 * How to run a part with these settings.
 * @param webDist the folder of the web's build, under `web/`
 */
export function specOf(part: Part, env: Record<string, string>, ports: Ports, webDist = ''): ProcessSpec {
  const port = ports[part.port];
  const script = part.entry ? ['--enable-source-maps', bundleOf(part.entry)] : serveWeb(port);
  return {
    name: part.name,
    title: part.title,
    file: process.execPath,
    args: [...part.nodeOptions, ...script],
    env: part.entry ? env : { ...env, ...webEnv(webDist) },
    cwd: root,
    isHealthy: () => httpOk(`http://127.0.0.1:${port}${part.health}`),
    startWithinMs: 60_000,
    stopWithinMs: 10_000,
  };
}

/**
 * Everything the shop's processes are told: their ports, where each reaches the others, secrets.
 * @param given what the person set, and where the servers are; it wins
 */
export function shopEnv(
  given: Record<string, string>,
  ports: Ports,
  dataDir: string,
  secrets: Record<string, string>,
): Record<string, string> {
  const api = `http://127.0.0.1:${ports.API_PORT}`;
  const portSettings = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  return {
    API_PUBLIC_URL: `http://localhost:${ports.API_PORT}`,
    WEB_PUBLIC_URL: `http://localhost:${ports.WEB_PORT}`,
    PAYMENT_PROVIDER_URL: `http://127.0.0.1:${ports.PAYMENT_PROVIDER_PORT}`,
    PAYMENT_WEBHOOK_URL: `${api}/v1/webhooks/payments`,
    CARRIER_URL: `http://127.0.0.1:${ports.CARRIER_PORT}`,
    CARRIER_WEBHOOK_URL: `${api}/v1/webhooks/carriers`,
    PUSH_STAND_IN_URL: `http://127.0.0.1:${ports.PUSH_PORT}`,
    // Whoever tries webhooks at home has the receiver on the same machine.
    WEBHOOK_ALLOW_LOCAL: String(given.NODE_ENV !== 'production'),
    SIMULATOR_DATA_DIR: join(dataDir, 'simulators'),
    MEDIA_DIR: join(dataDir, 'media'),
    IMPORT_DIR: join(dataDir, 'imports'),
    ANALYTICS_URL: `http://127.0.0.1:${ports.CONSUMERS_PORT}`,
    ANALYTICS_DIR: join(dataDir, 'analytics'),
    // glibc's default of eight arenas a core keeps freed memory of many threads; two give it back.
    MALLOC_ARENA_MAX: '2',
    WORKFLOW_BUNDLE: join(root, 'dist', 'workflows.js'),
    // Every visitor of a shop on this machine comes from the loopback address and would share one allowance.
    RATE_LIMIT_PER_MINUTE: '1000000',
    SIGN_IN_LIMIT_PER_MINUTE: '1000000',
    ...secrets,
    ...given,
    ...portSettings,
  };
}
