import type { Dataset } from './dataset';
import type { Towers } from './towers';

/** Says how well every product would suit somebody with this past; larger is better. */
export type Ranking = (history: Int32Array) => Float32Array;

/** What most people turn to, whoever asks. */
export function byPopularity({ products, histories }: Dataset): Ranking {
  const counts = countsOf(products.length, histories);
  return () => counts;
}

/** What those turned to who turned to the same (cosine of the sets of shoppers), summed over the past. */
export function byCompany(data: Dataset): Ranking {
  const company = companyOf(data);
  return (history) => {
    const scores = new Float32Array(data.products.length);
    for (const item of history)
      for (const [other, share] of company(item)) scores[other] = (scores[other] ?? 0) + share;
    return scores;
  };
}

/** What stands closest to somebody in the model. */
export function byModel(towers: Towers): Ranking {
  const { dimensions, past, found } = towers;
  const products = found.length / dimensions;
  return (history) => {
    const shopper = new Float32Array(dimensions);
    for (const item of history)
      for (let d = 0; d < dimensions; d += 1)
        shopper[d] = (shopper[d] ?? 0) + (past[item * dimensions + d] ?? 0) / history.length;
    const scores = new Float32Array(products);
    for (let item = 0; item < products; item += 1) {
      let sum = 0;
      for (let d = 0; d < dimensions; d += 1) sum += (shopper[d] ?? 0) * (found[item * dimensions + d] ?? 0);
      scores[item] = sum;
    }
    return scores;
  };
}

/** For one product, those that the same people turned to and how closely, 0 to 1; reckoned when it is asked. */
export function companyOf({ products, histories }: Dataset): (item: number) => Map<number, number> {
  const counts = countsOf(products.length, histories);
  const shoppersOf = new Map<number, number[]>();
  histories.forEach((history, shopper) => {
    for (const item of history) {
      const known = shoppersOf.get(item);
      if (known) known.push(shopper);
      else shoppersOf.set(item, [shopper]);
    }
  });
  const kept = new Map<number, Map<number, number>>();
  return (item) => {
    const known = kept.get(item);
    if (known) return known;
    const both = new Map<number, number>();
    for (const shopper of shoppersOf.get(item) ?? [])
      for (const other of histories[shopper] ?? [])
        if (other !== item) both.set(other, (both.get(other) ?? 0) + 1);
    for (const [other, count] of both)
      both.set(other, count / Math.sqrt((counts[item] ?? 1) * (counts[other] ?? 1)));
    if (kept.size < MOST_KEPT) kept.set(item, both);
    return both;
  };
}

/** Bounds the memory of what was reckoned once. */
const MOST_KEPT = 2000;

/** The best of a ranking, best first, without what is left out. Ties go to the smaller number, so it is always the same. */
export function best(
  scores: Float32Array,
  count: number,
  isLeftOut: (item: number) => boolean = () => false,
): number[] {
  const kept: number[] = [];
  let least = -Infinity;
  for (let item = 0; item < scores.length; item += 1) {
    const score = scores[item] ?? 0;
    if ((kept.length === count && score <= least) || isLeftOut(item)) continue;
    let at = kept.length;
    while (at > 0 && (scores[kept[at - 1] ?? 0] ?? 0) < score) at -= 1;
    kept.splice(at, 0, item);
    if (kept.length > count) kept.pop();
    least = scores[kept[kept.length - 1] ?? 0] ?? 0;
  }
  return kept;
}

function countsOf(products: number, histories: readonly Int32Array[]): Float32Array {
  const counts = new Float32Array(products);
  for (const history of histories) for (const item of history) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
