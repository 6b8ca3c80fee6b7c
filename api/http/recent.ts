import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { PreparedJson } from '../deps';

/** How old an answer may be that is given again without asking, in ms. */
const FRESH_MS = 2000;
const MOST_KEPT = 500;

/**
 * Keeps the JSON of what many ask for and seldom changes. However many ask at once, it is loaded once; what does not
 * exist is not kept.
 */
export function createRecent<T>(
  load: (key: string) => Promise<T | null>,
): (key: string) => Promise<PreparedJson | null> {
  const kept = new LRUCache<string, PreparedJson>({
    max: MOST_KEPT,
    ttl: FRESH_MS,
    fetchMethod: async (key) => {
      const found = await load(key);
      return found === null ? undefined : prepare(JSON.stringify(found));
    },
  });
  return async (key) => (await kept.fetch(key)) ?? null;
}

function prepare(json: string): PreparedJson {
  return { json, etag: `"${createHash('sha1').update(json).digest('base64url').slice(0, 20)}"` };
}
