import type { Connection } from 'mongoose';
import type { Cache } from './recommendation.cache';
import { collectionsOf } from './recommendation.collections';

/** What somebody turned to lately. */
export interface Recent {
  productId: string;
  kind: 'seen' | 'basketed' | 'bought';
}

export type Recents = ReturnType<typeof createRecents>;

/** More says little about what somebody wants now. */
const MOST = 20;
/** So long may an answer be old when Redis was away while it changed. */
const KEPT_SECONDS = 600;

/** What shoppers turned to lately: read from the cache, written to it by who applies the events. */
export function createRecents({ connection, cache }: { connection: Connection; cache: Cache }) {
  const keyOf = (generation: number, shopper: string) => `${generation}:recent:${shopper}`;

  return {
    /** The newest first, each product once with the strongest of what was done. */
    async of(generation: number, shoppers: readonly string[]): Promise<Recent[]> {
      const kept = await cache.getMany(shoppers.map((shopper) => keyOf(generation, shopper)));
      const all = await Promise.all(
        shoppers.map(async (shopper, at) => {
          const found = kept[at];
          if (found) return JSON.parse(found) as Recent[];
          const read = await readOf(generation, shopper);
          // Never over what a newer event has put there meanwhile.
          await cache.put(keyOf(generation, shopper), JSON.stringify(read), KEPT_SECONDS, { onlyNew: true });
          return read;
        }),
      );
      return all.flat();
    },

    /** Puts what is known of them now into the cache. */
    async refresh(generation: number, shoppers: readonly string[]): Promise<void> {
      for (const shopper of shoppers) {
        const read = await readOf(generation, shopper);
        await cache.put(keyOf(generation, shopper), JSON.stringify(read), KEPT_SECONDS);
      }
    },
  };

  async function readOf(generation: number, shopper: string): Promise<Recent[]> {
    const { touches, orders } = collectionsOf(connection, generation);
    const newest = { sort: { atMs: -1 as const }, limit: MOST };
    const [looked, bought] = await Promise.all([
      touches.find({ shopper }, newest).toArray(),
      orders.find({ shopper }, newest).toArray(),
    ]);
    const all = [
      ...bought.flatMap(({ productIds, atMs }) =>
        productIds.map((productId) => ({ productId, kind: 'bought' as const, atMs })),
      ),
      ...looked.map(({ productId, kind, atMs }) => ({ productId, kind, atMs })),
    ].sort((a, b) => b.atMs - a.atMs);
    const strongest = new Map<string, Recent>();
    for (const { productId, kind } of all) {
      const known = strongest.get(productId);
      if (!known) strongest.set(productId, { productId, kind });
      else if (STRENGTH[kind] > STRENGTH[known.kind]) known.kind = kind;
    }
    return [...strongest.values()].slice(0, MOST);
  }
}

/** How much it tells that somebody did this with a product. */
export const STRENGTH = { seen: 1, basketed: 2, bought: 3 } as const;
