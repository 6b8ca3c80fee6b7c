/** Keeps texts for a while and may lose them at any time: then they are read from where they come. */
export interface Cache {
  getMany(keys: readonly string[]): Promise<(string | null)[]>;
  put(key: string, text: string, seconds: number, options?: { onlyNew?: boolean }): Promise<void>;
}

/** What is used of Redis. */
interface RedisCommands {
  mget(...keys: string[]): Promise<(string | null)[]>;
  call(command: string, ...args: string[]): Promise<unknown>;
}

const PREFIX = 'reco:';

/** The cache in Redis; while that is away nothing is in it. */
export function createRedisCache(redis: RedisCommands): Cache {
  return {
    async getMany(keys) {
      if (keys.length === 0) return [];
      try {
        return await redis.mget(...keys.map((key) => PREFIX + key));
      } catch {
        return keys.map(() => null);
      }
    },
    async put(key, text, seconds, { onlyNew = false } = {}) {
      try {
        await redis.call('SET', PREFIX + key, text, 'EX', String(seconds), ...(onlyNew ? ['NX'] : []));
      } catch {
        // It is read from where it comes next time.
      }
    },
  };
}
