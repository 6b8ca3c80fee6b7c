import { connect } from 'node:net';
import type { Connection } from '@temporalio/client';
import type { Redis } from 'ioredis';
import type { Config } from '../services/platform/config';
import type { Databases } from '../services/platform/mongo';
import { answering } from '../temporal/answering';
import type { ApiDeps } from './deps';

const CONNECT_TIMEOUT_MS = 1000;

/** How each thing is asked that the API leans on. Without Redis, Kafka and the mail server the shop still sells. */
export function createChecks(deps: {
  config: Pick<Config, 'KAFKA_BROKERS' | 'SMTP_URL'>;
  databases: Pick<Databases, 'ping'>;
  redis: Pick<Redis, 'ping'>;
  temporal: Pick<Connection, 'withDeadline' | 'workflowService'>;
}): ApiDeps['checks'] {
  const { databases, redis, temporal } = deps;
  return {
    mongodb: { needed: true, check: () => databases.ping() },
    temporal: { needed: true, check: () => answering(temporal) },
    redis: {
      needed: false,
      async check() {
        await redis.ping();
      },
    },
    kafka: { needed: false, check: () => anyBroker(deps.config.KAFKA_BROKERS.split(',')) },
    // New accounts wait for it, because their code comes by mail.
    mail: { needed: false, check: () => reach(mailServer(deps.config.SMTP_URL)) },
  };
}

/** Resolves when a broker takes a connection; that the cluster works is the relay's to say. */
async function anyBroker(brokers: readonly string[]): Promise<void> {
  await Promise.any(brokers.map((broker) => reach(broker.trim())));
}

/** Host and port; the standard ones of SMTP where none is named (RFC 8314, RFC 5321). */
function mailServer(smtpUrl: string): string {
  const { protocol, hostname, port } = new URL(smtpUrl);
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 25)}`;
}

function reach(address: string): Promise<void> {
  const colon = address.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
