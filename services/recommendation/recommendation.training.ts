import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import { collectionsOf, type ListKind, rankingCollections } from './recommendation.collections';
import { createVectors } from './recommendation.vectors';
import type { Evaluation, Gathered, RankingName, Trained } from './recommendation.schema';
import { listId } from './recommendation.ids';
import { type Interaction, moment, type ProductFacts, splitAt } from './learning/dataset';
import { difference, judge, scoreOf } from './learning/evaluation';
import { listsOf } from './learning/lists';
import { byCompany, byModel, byPopularity, type Ranking } from './learning/rankings';
import { trainTowers } from './learning/towers';

/** What a process of its own does for a training, because it takes long and much memory. */
export type TrainingJob =
  | { kind: 'gather'; versionId: string }
  | { kind: 'train'; versionId: string }
  | { kind: 'evaluate'; versionId: string }
  | { kind: 'list'; versionId: string; ranking: RankingName };

/** How far a job is, in words and numbers that staff see in Temporal UI. */
export type JobProgress = Record<string, string | number>;

export interface JobResults {
  gather: Gathered;
  train: Trained;
  evaluate: Evaluation;
  list: { lists: number };
}

/** Runs jobs; the same job again comes to the same. */
export interface TrainingRoom {
  run<Job extends TrainingJob>(
    job: Job,
    options: { onProgress: (progress: JobProgress) => void; signal: AbortSignal },
  ): Promise<JobResults[Job['kind']]>;
}

/** What happened longer ago says little about now; older looks are removed. */
const WINDOW_MS = 180 * 24 * 3_600_000;
/** Bounds memory and time: of more, the newest count. */
const MOST_TOUCHES = 200_000;
const MOST_ORDERS = 100_000;
const MOST_PRODUCTS = 100_000;
const LISTS_A_WRITE = 500;

/** Does the jobs, where it is run. @param deps.generation of what is made of the events */
export function createTrainingRoom({
  connection,
  clock,
  generation,
}: {
  connection: Connection;
  clock: Clock;
  generation: () => Promise<number>;
}): TrainingRoom {
  const { versions, lists, live } = rankingCollections(connection);
  const vectors = createVectors(connection);

  return {
    async run(job, { onProgress, signal }) {
      const done = await (async () => {
        switch (job.kind) {
          case 'gather':
            return gather(job.versionId);
          case 'train':
            return train(job.versionId, onProgress, signal);
          case 'evaluate':
            return evaluate(job.versionId);
          case 'list':
            return list(job.versionId, job.ranking, onProgress);
        }
      })();
      return done as JobResults[(typeof job)['kind']];
    },
  };

  /** Decides what the version is made of, once: what comes later is left to the next. */
  async function gather(versionId: string): Promise<Gathered> {
    const known = await versions.findOne({ _id: versionId });
    if (known) return known.gathered;
    const untilMs = clock.nowMs();
    await collectionsOf(connection, await generation()).touches.deleteMany({
      atMs: { $lt: untilMs - WINDOW_MS },
    });
    const { products, interactions } = await read(untilMs);
    const splitMs = moment(interactions);
    const { train: past, heldOut } = splitAt(products, interactions, splitMs);
    const gathered: Gathered = {
      shoppers: past.histories.filter(({ length }) => length >= 2).length,
      products: products.length,
      interactions: interactions.length,
      heldOut: heldOut.length,
    };
    await versions.updateOne(
      { _id: versionId },
      {
        $setOnInsert: {
          ...{ status: 'gathered', at: new Date(untilMs).toISOString(), splitMs, untilMs, gathered },
          ...{ trained: null, evaluation: null, ranking: null, publishedAt: null, reason: null },
        },
      },
      { upsert: true },
    );
    return gathered;
  }

  async function train(
    versionId: string,
    onProgress: (progress: JobProgress) => void,
    signal: AbortSignal,
  ): Promise<Trained> {
    const { products, past } = await dataOf(versionId);
    const startedMs = clock.nowMs();
    let loss = 0;
    const towers = await trainTowers(past, {
      isStopped: () => signal.aborted,
      onProgress: (progress) => {
        loss = progress.loss;
        onProgress({ ...progress, loss: Number(progress.loss.toFixed(3)) });
      },
    });
    await vectors.keep(versionId, products, towers);
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    const trained = { loss, tookMs: clock.nowMs() - startedMs, peakMb };
    await versions.updateOne(
      { _id: versionId, status: 'gathered' },
      { $set: { status: 'trained', trained } },
    );
    return trained;
  }

  async function evaluate(versionId: string): Promise<Evaluation> {
    const { products, past, heldOut } = await dataOf(versionId);
    const index = new Map(products.map(({ id }, at) => [id, at]));
    const judged = {
      model: judge(byModel(await vectors.of(versionId, index)), heldOut),
      company: judge(byCompany(past), heldOut),
      popularity: judge(byPopularity(past), heldOut),
    };
    const before = await rankingThatIsLive(index);
    const live = before && judge(before, heldOut);
    const evaluation: Evaluation = {
      judged: judged.model.ndcgs.length,
      model: scoreOf(judged.model),
      company: scoreOf(judged.company),
      popularity: scoreOf(judged.popularity),
      live: live && scoreOf(live),
      lead: live && {
        model: difference(judged.model, live),
        company: difference(judged.company, live),
        popularity: difference(judged.popularity, live),
      },
    };
    await versions.updateOne(
      { _id: versionId, status: 'trained' },
      { $set: { status: 'evaluated', evaluation } },
    );
    return evaluation;
  }

  /** Writes the lists of a version; those who read see them when it is published. */
  async function list(
    versionId: string,
    ranking: RankingName,
    onProgress: (progress: JobProgress) => void,
  ): Promise<{ lists: number }> {
    const { products, past, baskets, active } = await dataOf(versionId);
    const index = new Map(products.map(({ id }, at) => [id, at]));
    const towers = await vectors.of(versionId, index);
    let batch: { kind: ListKind; productId: string; items: number[] }[] = [];
    let written = 0;
    const flush = async () => {
      if (batch.length > 0)
        await lists.bulkWrite(
          batch.map(({ kind, productId, items }) => ({
            updateOne: {
              filter: { _id: listId(versionId, kind, productId) },
              update: { $set: { versionId, productIds: items.map((item) => products[item]?.id ?? '') } },
              upsert: true,
            },
          })),
          { ordered: false },
        );
      written += batch.length;
      onProgress({ lists: written });
      batch = [];
    };
    for (const { kind, item, items } of listsOf({ data: past, towers, baskets, ranking, active })) {
      batch.push({ kind, productId: products[item]?.id ?? '', items });
      if (batch.length === LISTS_A_WRITE) await flush();
    }
    await flush();
    return { lists: written };
  }

  /** Everything that a version is made of and judged by: the same whenever it is asked, but for events that came late. */
  async function dataOf(versionId: string) {
    const version = await versions.findOne({ _id: versionId });
    if (!version) throw new Error(`version ${versionId} was not gathered`);
    const { products, interactions, baskets, active } = await read(version.untilMs);
    const { train: past, heldOut } = splitAt(products, interactions, version.splitMs);
    if (past.histories.length === 0)
      throw new DomainError(
        'conflict',
        'nothing-to-learn-from',
        'What this training was to learn from is not there. Nothing was changed; start another one.',
      );
    return { products, baskets, active, past, heldOut };
  }

  async function read(untilMs: number) {
    const made = collectionsOf(connection, await generation());
    const since = { atMs: { $gte: untilMs - WINDOW_MS, $lt: untilMs } };
    const known = await made.products.find({}, { sort: { _id: 1 }, limit: MOST_PRODUCTS }).toArray();
    const newest = { atMs: -1, _id: 1 } as const;
    const touches = await made.touches.find(since, { sort: newest, limit: MOST_TOUCHES }).toArray();
    const orders = await made.orders.find(since, { sort: newest, limit: MOST_ORDERS }).toArray();
    const interactions: Interaction[] = [
      ...touches.map(({ shopper, productId, atMs }) => ({ shopper, productId, atMs })),
      ...orders.flatMap(({ shopper, productIds, atMs }) =>
        productIds.map((productId) => ({ shopper, productId, atMs })),
      ),
    ];
    const products: ProductFacts[] = known.map(({ _id, categoryId, sellerId, priceMinor }) => ({
      ...{ id: _id, categoryId, sellerId, priceMinor },
    }));
    const index = new Map(products.map(({ id }, at) => [id, at]));
    const baskets = new Map<string, Set<number>>();
    for (const { basketId, productIds } of orders)
      for (const id of productIds) {
        const item = index.get(id);
        if (item !== undefined) baskets.set(basketId, (baskets.get(basketId) ?? new Set()).add(item));
      }
    return {
      products,
      interactions,
      baskets: [...baskets.values()],
      active: known.map(({ isActive }) => isActive),
    };
  }

  /** The ranking that shoppers are shown now, on the products of today. */
  async function rankingThatIsLive(index: ReadonlyMap<string, number>): Promise<Ranking | null> {
    const pointer = await live.findOne({ _id: 'live' });
    const version = pointer?.versionId ? await versions.findOne({ _id: pointer.versionId }) : null;
    if (!version?.ranking) return null;
    if (version.ranking === 'model') return byModel(await vectors.of(version._id, index));
    const { products, interactions } = await read(version.untilMs);
    const { train: past } = splitAt(products, interactions, version.splitMs);
    return version.ranking === 'company' ? byCompany(past) : byPopularity(past);
  }
}
