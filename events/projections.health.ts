import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type Metric } from 'prom-client';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import { createInspector, type Inspector } from './inspect';
import { oldestWaiting } from './outboxes';
import type { Projection } from './projection';
import type { ProjectionListener, RunningProjections } from './projections';

/** Kafka and the databases are asked no more often than this, however many scrape. */
const ASKED_EVERY_MS = 5_000;

export interface ConsumersHealth {
  port: number;
  listener: ProjectionListener;
  /** From now on it tells of these. */
  watch(running: RunningProjections): void;
  close(): Promise<void>;
}

/**
 * Serves `/health/live`, `/health/ready` (503 until every projection takes part in its group) and `/metrics`: lag,
 * events applied, dead letters, and the age of the oldest event that no relay has published.
 */
export async function serveConsumersHealth(deps: {
  projections: readonly Pick<Projection, 'name' | 'topics'>[];
  config: Config;
  logger: Logger;
  databases: Databases;
  /** What else is counted in this process. */
  metrics?: readonly Metric[];
  /** Who else answers at this port; the first that answers true has done so. */
  handlers?: readonly ((request: IncomingMessage, response: ServerResponse) => boolean)[];
}): Promise<ConsumersHealth> {
  const { config, logger, handlers = [] } = deps;
  const inspector = createInspector({ config, logger });
  const status = { current: null as RunningProjections | null };
  const { registry, listener } = createMetrics({ ...deps, inspector, status });
  for (const metric of deps.metrics ?? []) registry.registerMetric(metric);

  const server = createServer((request, response) => {
    if (handlers.some((handle) => handle(request, response))) return;
    const answer = (code: number, type: string, body: string) =>
      response.writeHead(code, { 'content-type': type }).end(body);
    const json = (code: number, body: unknown) => answer(code, 'application/json', JSON.stringify(body));
    const path = request.url?.split('?')[0];
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path === '/health/ready') {
      const ready = status.current?.isReady() ?? false;
      return json(ready ? 200 : 503, {
        status: ready ? 'ready' : 'waiting',
        consumers: status.current?.status() ?? [],
      });
    }
    if (path !== '/metrics') return json(404, { status: 'not found' });
    registry.metrics().then(
      (text) => answer(200, registry.contentType, text),
      () => json(500, { status: 'metrics failed' }),
    );
  });
  await listen(server, config.CONSUMERS_PORT);
  return {
    port: (server.address() as AddressInfo).port,
    listener,
    watch(running) {
      status.current = running;
    },
    async close() {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      await inspector.close();
    },
  };
}

function createMetrics(deps: {
  projections: readonly Pick<Projection, 'name' | 'topics'>[];
  logger: Logger;
  databases: Databases;
  inspector: Inspector;
  status: { current: RunningProjections | null };
}): { registry: Registry; listener: ProjectionListener } {
  const { projections, logger, databases, inspector, status } = deps;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const applied = new Histogram({
    name: 'caravan_events_apply_seconds',
    help: 'How long one batch of events took to apply',
    labelNames: ['group'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const events = new Counter({
    name: 'caravan_events_applied_total',
    help: 'Events applied',
    labelNames: ['group'] as const,
    registers,
  });
  const letters = new Counter({
    name: 'caravan_events_dead_letters_total',
    help: 'Events that a consumer set aside as dead letters',
    labelNames: ['group'] as const,
    registers,
  });
  const topicsOf = (name: string) => projections.find((projection) => projection.name === name)?.topics ?? [];
  const lags = remembered(async () => {
    const groups = status.current?.status() ?? [];
    return Promise.all(
      groups.map(async ({ name, groupId }) => ({
        groupId,
        lags: await inspector.lag(groupId, topicsOf(name)),
      })),
    );
  });
  new Gauge({
    name: 'caravan_events_lag',
    help: 'Events that a consumer has not done yet',
    labelNames: ['group', 'topic', 'partition'] as const,
    registers,
    async collect() {
      this.reset();
      // Without an answer there is no number: an alert for its absence says more than an old one.
      const found = await lags().catch((error: unknown) => logger.warn({ err: error }, 'Lag is not known'));
      for (const { groupId, lags: partitions } of found ?? [])
        for (const { topic, partition, lag } of partitions)
          this.set({ group: groupId, topic, partition }, lag);
    },
  });
  const oldest = remembered(() => oldestWaiting(databases));
  new Gauge({
    name: 'caravan_outbox_oldest_unpublished_seconds',
    help: 'Age of the oldest event that no relay has published, as the databases have it',
    registers,
    async collect() {
      this.reset();
      const sinceMs = await oldest().catch((error: unknown) =>
        logger.warn({ err: error }, 'Outboxes are not known'),
      );
      if (sinceMs !== undefined) this.set(sinceMs === null ? 0 : Math.max(0, Date.now() - sinceMs) / 1000);
    },
  });
  return {
    registry,
    listener: {
      applied(group, count, seconds) {
        events.inc({ group }, count);
        applied.observe({ group }, seconds);
      },
      setAside: (group) => letters.inc({ group }),
    },
  };
}

/** Asks at most every so often, and answers with what it heard last in between. */
function remembered<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let last: { answer: Promise<Answer>; atMs: number } | null = null;
  return () => {
    if (last && Date.now() - last.atMs < ASKED_EVERY_MS) return last.answer;
    last = { answer: ask(), atMs: Date.now() };
    return last.answer;
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
