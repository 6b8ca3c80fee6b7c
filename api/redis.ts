import { Redis } from 'ioredis';
import type { Logger } from '../services/platform/logger';

export interface RedisClients {
  /** For commands: fails at once while Redis is away, so that no request waits for it. */
  quick: Redis;
  /** For the sockets' streams: waits for Redis, which its reading loop needs. */
  patient: Redis;
  close(): void;
}

/** How long one command may take before the shop goes on without its answer, in ms. */
const COMMAND_TIMEOUT_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/** Connects in the background; the shop starts, and goes on, without Redis. */
export function connectRedis(url: string, logger: Logger): RedisClients {
  const retryStrategy = (times: number) => Math.min(times * 100, LONGEST_PAUSE_MS);
  const quick = new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  const patient = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const client of [quick, patient]) reportOnce(client, logger);
  return {
    quick,
    patient,
    close() {
      quick.disconnect();
      patient.disconnect();
    },
  };
}

/** One line when the connection is lost and one when it is back, not one a try. */
function reportOnce(client: Redis, logger: Logger): void {
  let isLost = false;
  client.on('error', (error: Error) => {
    if (!isLost)
      logger.warn({ err: error }, 'Redis is away; limits are not shared and live updates stay local');
    isLost = true;
  });
  client.on('ready', () => {
    if (isLost) logger.info('Redis is back');
    isLost = false;
  });
}
