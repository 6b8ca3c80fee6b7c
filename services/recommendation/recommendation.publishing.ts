import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { DomainError, StaleVersionError } from '../platform/errors';
import type { Cache } from './recommendation.cache';
import { rankingCollections } from './recommendation.collections';
import type { RankingName, RankingVersion } from './recommendation.schema';
import { type Live, NOTHING_LIVE, published, rolledBack } from './recommendation.state';
import { listKey, LIST_SECONDS } from './recommendation.lists';

export type RankingPublishing = ReturnType<typeof createRankingPublishing>;

/** Lists that are in the cache before anybody asks. */
const WARMED = 500;
const MOST_ROUNDS = 10;

/** Says which version shoppers are shown, and keeps those before it to go back to. */
export function createRankingPublishing({
  connection,
  clock,
  cache,
}: {
  connection: Connection;
  clock: Clock;
  cache: Cache;
}) {
  const { versions, vectors, lists, live } = rankingCollections(connection);

  return {
    /** Makes a version live whose lists are written. Repeated, it changes nothing, even when another is live by then. */
    async publish({ versionId, ranking }: { versionId: string; ranking: RankingName }): Promise<void> {
      for await (const { _id, productIds } of lists.find({ versionId }, { limit: WARMED }))
        await cache.put(listKey(_id), JSON.stringify(productIds), LIST_SECONDS);
      const publishedAt = new Date(clock.nowMs()).toISOString();
      await versions.updateOne(
        { _id: versionId, status: { $in: ['evaluated', 'trained'] } },
        { $set: { status: 'published', ranking, publishedAt } },
      );
      await change((current) => published(current, versionId));
      await prune();
    },

    /** Lets go what a version left that is not published. */
    async setAside({ versionId, reason }: { versionId: string; reason: string }): Promise<void> {
      await versions.updateOne(
        { _id: versionId, status: { $nin: ['published', 'rolled-back'] } },
        { $set: { status: 'dropped', reason } },
      );
      const version = await versions.findOne({ _id: versionId });
      if (version?.status === 'dropped') await forget(versionId);
    },

    /**
     * Makes the version before the live one live again.
     * @throws DomainError `nothing-to-roll-back`
     */
    async rollBack({
      rollbackId,
      note,
    }: {
      rollbackId: string;
      note: string;
    }): Promise<{ versionId: string }> {
      let left: string | null = null;
      const after = await change((current) => {
        const next = rolledBack(current, rollbackId);
        if (next === 'none')
          throw new DomainError(
            'conflict',
            'nothing-to-roll-back',
            'There is no earlier ranking to go back to. Nothing was changed.',
          );
        left = next && current.versionId;
        return next;
      });
      if (left !== null)
        await versions.updateOne({ _id: left }, { $set: { status: 'rolled-back', reason: note } });
      return { versionId: after.versionId ?? '' };
    },

    /** The newest first, and which of them is live. */
    async list(): Promise<{ live: string | null; items: RankingVersion[] }> {
      const found = await versions.find({}, { sort: { at: -1 }, limit: 50 }).toArray();
      const items = found.map(({ _id, ...version }) => ({ id: _id, ...version }));
      return { live: (await read()).versionId, items };
    },

    /** Id of the version that shoppers are shown; null before the first. */
    async live(): Promise<string | null> {
      return (await read()).versionId;
    },
  };

  async function read(): Promise<Live & { revision: number }> {
    return (await live.findOne({ _id: 'live' })) ?? { ...NOTHING_LIVE, revision: 0 };
  }

  async function change(decide: (current: Live) => Live | null): Promise<Live> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const { revision, versionId, history, done } = await read();
      const next = decide({ versionId, history, done });
      if (next === null) return { versionId, history, done };
      if (revision === 0)
        await live.updateOne(
          { _id: 'live' },
          { $setOnInsert: { ...NOTHING_LIVE, history: [], done: [], revision: 1 } },
          { upsert: true },
        );
      const written = await live.updateOne(
        { _id: 'live', revision: Math.max(1, revision) },
        { $set: { ...next, revision: Math.max(1, revision) + 1 } },
      );
      if (written.modifiedCount === 1) return next;
    }
    throw new StaleVersionError('ranking');
  }

  /** What nobody can go back to is let go; the story of each version stays. */
  async function prune(): Promise<void> {
    const { history } = await read();
    const old = await versions
      .find({ status: { $in: ['published', 'rolled-back'] }, _id: { $nin: [...history] } })
      .toArray();
    for (const { _id } of old) await forget(_id);
  }

  async function forget(versionId: string): Promise<void> {
    await vectors.deleteMany({ versionId });
    await lists.deleteMany({ versionId });
  }
}
