import type { Connection } from 'mongoose';
import type { Cache } from './recommendation.cache';
import { type ListKind, rankingCollections } from './recommendation.collections';
import { listId } from './recommendation.ids';

/** How long a list stays in the cache without being asked for anew. */
export const LIST_SECONDS = 24 * 3600;
/** How long an answer may be that of the version before. */
const LIVE_MS = 2000;

export const listKey = (id: string) => `list:${id}`;

export type RankingLists = ReturnType<typeof createRankingLists>;

/** The lists of the version that is live: from the cache, and what is not there from the database. */
export function createRankingLists({
  connection,
  cache,
  nowMs,
}: {
  connection: Connection;
  cache: Cache;
  nowMs: () => number;
}) {
  const { live, lists } = rankingCollections(connection);
  let known: { versionId: string | null; untilMs: number } | null = null;

  async function liveVersion(): Promise<string | null> {
    if (known && nowMs() < known.untilMs) return known.versionId;
    const pointer = await live.findOne({ _id: 'live' });
    known = { versionId: pointer?.versionId ?? null, untilMs: nowMs() + LIVE_MS };
    return known.versionId;
  }

  return {
    /** One list for each that was asked for, in that order; an empty one where there is none. */
    async of(wanted: readonly { kind: ListKind; productId: string }[]): Promise<string[][]> {
      const versionId = await liveVersion();
      if (versionId === null) return wanted.map(() => []);
      const ids = wanted.map(({ kind, productId }) => listId(versionId, kind, productId));
      const kept = await cache.getMany(ids.map(listKey));
      const missing = ids.filter((_, at) => !kept[at]);
      const read = new Map<string, string[]>();
      if (missing.length > 0) {
        for (const { _id, productIds } of await lists.find({ _id: { $in: missing } }).toArray())
          read.set(_id, productIds);
        for (const id of missing)
          await cache.put(listKey(id), JSON.stringify(read.get(id) ?? []), LIST_SECONDS);
      }
      return ids.map((id, at) => {
        const found = kept[at];
        return found ? (JSON.parse(found) as string[]) : (read.get(id) ?? []);
      });
    },
  };
}
