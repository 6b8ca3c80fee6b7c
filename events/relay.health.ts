import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Clock } from '../services/platform/clock';
import type { RelayStatus } from './relay';

export interface RelayHealth {
  port: number;
  close(): Promise<void>;
}

/** Metrics of a relay, read from its status when they are asked for. */
function createRelayMetrics(status: () => RelayStatus, nowMs: () => number): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Counter({
    name: 'caravan_outbox_published_total',
    help: 'Events published',
    registers,
    collect() {
      this.reset();
      this.inc(status().published);
    },
  });
  new Counter({
    name: 'caravan_outbox_dead_letters_total',
    help: 'Outbox entries set aside as dead letters',
    registers,
    collect() {
      this.reset();
      this.inc(status().deadLetters);
    },
  });
  new Gauge({
    name: 'caravan_outbox_oldest_waiting_seconds',
    help: 'Age of the oldest event that waits to be published',
    registers,
    collect() {
      const { oldestWaitingMs } = status();
      this.set(oldestWaitingMs === null ? 0 : Math.max(0, nowMs() - oldestWaitingMs) / 1000);
    },
  });
  new Gauge({
    name: 'caravan_outbox_relay_active',
    help: '1 on the relay that has the lease, 0 on one that stands by',
    registers,
    collect() {
      this.set(status().role === 'active' ? 1 : 0);
    },
  });
  return registry;
}

/** Serves `/health/live`, `/health/ready` (503 with the reason while it cannot publish) and `/metrics`. */
export async function serveRelayHealth(
  port: number,
  status: () => RelayStatus,
  clock: Clock,
): Promise<RelayHealth> {
  const registry = createRelayMetrics(status, clock.nowMs);
  const server = createServer((request, response) => {
    const answer = (code: number, type: string, body: string) =>
      response.writeHead(code, { 'content-type': type }).end(body);
    const json = (code: number, body: unknown) => answer(code, 'application/json', JSON.stringify(body));
    const path = request.url?.split('?')[0];
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path === '/health/ready') {
      const now = status();
      const ready = now.problem === null && now.role !== 'starting';
      return json(ready ? 200 : 503, { status: ready ? 'ready' : 'waiting', ...now });
    }
    if (path !== '/metrics') return json(404, { status: 'not found' });
    registry.metrics().then(
      (text) => answer(200, registry.contentType, text),
      () => json(500, { status: 'metrics failed' }),
    );
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
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
