import type { Evaluation, Gathered, RankingName } from './recommendation.schema';

/** Fewer say nothing, and chance would be published. */
export const AT_LEAST = { shoppers: 30, heldOut: 10 } as const;

export interface AtLeast {
  shoppers: number;
  heldOut: number;
}

/** Whether there is enough to learn from and to judge by. */
export function isEnough({ shoppers, heldOut }: Gathered, atLeast: AtLeast = AT_LEAST): boolean {
  return shoppers >= atLeast.shoppers && heldOut >= atLeast.heldOut;
}

/** Simpler ones first: the first of equals is taken. */
const RANKINGS: readonly RankingName[] = ['popularity', 'company', 'model'];

export interface Verdict {
  ranking: RankingName;
  isPublished: boolean;
  /** In a sentence, for staff. */
  reason: string;
}

/**
 * Takes the best of the three rankings by NDCG@10, so it is never worse than popularity, and publishes it unless it is
 * worse than what is live: the whole confidence interval of the difference lies below nothing.
 */
export function verdictOf({ lead, ...scores }: Evaluation): Verdict {
  const ranking = RANKINGS.reduce((best, each) =>
    scores[each].ndcg.mean > scores[best].ndcg.mean ? each : best,
  );
  const { mean } = scores[ranking].ndcg;
  const by = lead?.[ranking];
  if (by && by.high < 0)
    return {
      ...{ ranking, isPublished: false },
      reason: `What is live finds more: NDCG@10 would fall by ${shown(-by.mean)} to ${shown(mean)}.`,
    };
  const than = by ? `, ${by.mean < 0 ? 'about as good as' : 'not worse than'} what was live` : '';
  return { ranking, isPublished: true, reason: `Best of three with NDCG@10 of ${shown(mean)}${than}.` };
}

const shown = (value: number) => value.toFixed(3);

/** So many published versions are kept to go back to. */
export const KEPT_VERSIONS = 5;

/** What is live, and what was before, newest first. */
export interface Live {
  versionId: string | null;
  history: readonly string[];
  /** Publications and rollbacks that were done, so that a repetition is known; newest first. */
  done: readonly string[];
}

export const NOTHING_LIVE: Live = { versionId: null, history: [], done: [] };
const REMEMBERED = 50;

/** Null when it was done already. */
export function published(live: Live, versionId: string): Live | null {
  if (live.done.includes(versionId)) return null;
  const history = [versionId, ...live.history].slice(0, KEPT_VERSIONS);
  return { versionId, history, done: [versionId, ...live.done].slice(0, REMEMBERED) };
}

/** Null when it was done already; 'none' when there is nothing to go back to. */
export function rolledBack(live: Live, rollbackId: string): Live | null | 'none' {
  if (live.done.includes(rollbackId)) return null;
  const [, before, ...older] = live.history;
  if (before === undefined) return 'none';
  return {
    versionId: before,
    history: [before, ...older],
    done: [rollbackId, ...live.done].slice(0, REMEMBERED),
  };
}
