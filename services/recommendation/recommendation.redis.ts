import { Redis } from 'ioredis';
import { type Cache, createRedisCache } from './recommendation.cache';

const COMMAND_TIMEOUT_MS = 500;
const LONGEST_PAUSE_MS = 2000;

/** A cache on a connection of its own, which comes back by itself; nothing waits for it while it is away. */
export function openRedisCache(url: string): { cache: Cache; close(): void } {
  const redis = new Redis(url, {
    retryStrategy: (times) => Math.min(times * 100, LONGEST_PAUSE_MS),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  // A cache that is away is a cache that is empty.
  redis.on('error', () => undefined);
  return { cache: createRedisCache(redis), close: () => redis.disconnect() };
}
