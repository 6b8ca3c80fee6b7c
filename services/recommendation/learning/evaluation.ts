import type { Split } from './dataset';
import { seededRandom } from './random';
import { best, type Ranking } from './rankings';

/** A mean with its 95 % confidence interval over shoppers. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
}

/** How well a ranking found what shoppers turned to afterwards. */
export interface Score {
  /** Of what they turned to, the share among the first ten, counted of at most ten. */
  recall: Estimate;
  /** The same with more credit for places further up (binary relevance). */
  ndcg: Estimate;
}

/** The scores of each shopper, to be compared with those of another ranking on the same shoppers. */
export interface Judged {
  recalls: Float64Array;
  ndcgs: Float64Array;
}

const SHOWN = 10;
const RESAMPLES = 1000;
/** More shoppers make the interval narrower and the judging slower. */
export const MOST_JUDGED = 2000;

/** Has a ranking recommend ten products to each shopper who was held out, none of which they knew. */
export function judge(ranking: Ranking, heldOut: Split['heldOut']): Judged {
  const judged = heldOut.slice(0, MOST_JUDGED);
  const recalls = new Float64Array(judged.length);
  const ndcgs = new Float64Array(judged.length);
  judged.forEach(({ history, targets }, shopper) => {
    const known = new Set(history);
    const shown = best(ranking(history), SHOWN, (item) => known.has(item));
    const most = Math.min(SHOWN, targets.size);
    let found = 0;
    let gain = 0;
    let ideal = 0;
    shown.forEach((item, place) => {
      if (!targets.has(item)) return;
      found += 1;
      gain += 1 / Math.log2(place + 2);
    });
    for (let place = 0; place < most; place += 1) ideal += 1 / Math.log2(place + 2);
    recalls[shopper] = found / most;
    ndcgs[shopper] = gain / ideal;
  });
  return { recalls, ndcgs };
}

export function scoreOf({ recalls, ndcgs }: Judged): Score {
  return { recall: estimate(recalls), ndcg: estimate(ndcgs) };
}

/** By how much one ranking is better than another on the same shoppers, NDCG@10. */
export function difference(one: Judged, other: Judged): Estimate {
  return estimate(one.ndcgs.map((value, shopper) => value - (other.ndcgs[shopper] ?? 0)));
}

/** The mean, and where 95 of 100 means of shoppers drawn anew lie (percentile bootstrap). */
export function estimate(values: Float64Array, seed = 1): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const random = seededRandom(seed);
  const means = new Float64Array(RESAMPLES);
  for (let sample = 0; sample < RESAMPLES; sample += 1) {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1)
      sum += values[Math.floor(random() * values.length)] ?? 0;
    means[sample] = sum / values.length;
  }
  means.sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = (share: number) => means[Math.floor(share * (RESAMPLES - 1))] ?? mean;
  return { mean, low: at(0.025), high: at(0.975) };
}
