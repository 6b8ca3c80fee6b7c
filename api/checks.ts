import { connect } from 'node:net';
import type { Connection } from '@temporalio/client';
import type { Redis } from 'ioredis';
import type { Config } from '../services/platform/config';
import type { Databases } from '../services/platform/mongo';
import type { ApiDeps } from './deps';

const TEMPORAL_DEADLINE_MS = 1200;
const CONNECT_TIMEOUT_MS = 1000;

/** How each thing is asked that the API leans on. Without Redis and Kafka the shop still sells. */
export function createChecks(deps: {
  config: Pick<Config, 'KAFKA_BROKERS'>;
  databases: Pick<Databases, 'ping'>;
  redis: Pick<Redis, 'ping'>;
  temporal: Pick<Connection, 'withDeadline' | 'workflowService'>;
}): ApiDeps['checks'] {
  const { databases, redis, temporal } = deps;
  return {
    mongodb: { needed: true, check: () => databases.ping() },
    temporal: {
      needed: true,
      async check() {
        await temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
          temporal.workflowService.getSystemInfo({}),
        );
      },
    },
    redis: {
      needed: false,
      async check() {
        await redis.ping();
      },
    },
    kafka: { needed: false, check: () => anyBroker(deps.config.KAFKA_BROKERS.split(',')) },
  };
}

/** Resolves when a broker takes a connection; that the cluster works is the relay's to say. */
async function anyBroker(brokers: readonly string[]): Promise<void> {
  await Promise.any(brokers.map((broker) => reach(broker.trim())));
}

function reach(broker: string): Promise<void> {
  const colon = broker.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: broker.slice(0, colon), port: Number(broker.slice(colon + 1)) });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
