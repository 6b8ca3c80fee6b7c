import type { ListKind } from '../recommendation.collections';
import type { RankingName } from '../recommendation.schema';
import { type Dataset, FEATURES } from './dataset';
import { best, byModel, companyOf } from './rankings';
import type { Towers } from './towers';

/** As many as are ever shown, with room for what is sold out by then. */
const LENGTH = 24;
const POPULAR = 100;
/** What was bought together once is chance. */
const LEAST_TOGETHER = 2;
/** How much the same category and seller say beside the model, whose cosine is at most 1. */
const SAME_CATEGORY = 0.5;
const SAME_SELLER = 0.1;

interface Made {
  kind: ListKind;
  item: number;
  /** Best first. */
  items: number[];
}

/** All lists of a version, one after the other. Products that are not for sale have none and are in none. */
export function* listsOf({
  data,
  towers,
  baskets,
  ranking,
  active,
}: {
  data: Dataset;
  towers: Towers;
  baskets: readonly ReadonlySet<number>[];
  ranking: RankingName;
  active: readonly boolean[];
}): Generator<Made> {
  const isHidden = (item: number) => !active[item];
  const popularity = new Float32Array(data.products.length);
  for (const history of data.histories)
    for (const item of history) popularity[item] = (popularity[item] ?? 0) + 1;
  yield { kind: 'popular', item: -1, items: seen(best(popularity, POPULAR, isHidden), popularity) };

  const alike = alikeOf(data, towers);
  const together = togetherOf(baskets);
  const company = companyOf(data);
  const model = byModel(towers);
  for (let item = 0; item < data.products.length; item += 1) {
    if (isHidden(item)) continue;
    const isOut = (other: number) => other === item || isHidden(other);
    yield { kind: 'similar', item, items: best(alike(item), LENGTH, isOut) };
    const bought = fromPairs(together(item), isOut);
    if (bought.length > 0) yield { kind: 'together', item, items: bought };
    // What nobody turned to leads nowhere yet, but to what is like it.
    if (ranking === 'popularity' || popularity[item] === 0) continue;
    const next =
      ranking === 'company'
        ? fromPairs(company(item), isOut)
        : best(model(Int32Array.of(item)), LENGTH, isOut);
    if (next.length > 0) yield { kind: 'next', item, items: next };
  }
}

const seen = (items: number[], counts: Float32Array) => items.filter((item) => (counts[item] ?? 0) > 0);

function fromPairs(pairs: ReadonlyMap<number, number>, isOut: (item: number) => boolean): number[] {
  return [...pairs]
    .filter(([item]) => !isOut(item))
    .sort(([a, first], [b, second]) => second - first || a - b)
    .slice(0, LENGTH)
    .map(([item]) => item);
}

/** How alike two products are: their places in the model, their category and seller. */
function alikeOf({ features }: Dataset, { dimensions, found }: Towers): (item: number) => Float32Array {
  const products = features.length / FEATURES;
  const lengths = Float32Array.from({ length: products }, (_, item) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d += 1) sum += (found[item * dimensions + d] ?? 0) ** 2;
    return Math.sqrt(sum) || 1;
  });
  const isSame = (one: number, other: number, feature: number) =>
    features[one * FEATURES + feature] === features[other * FEATURES + feature];
  return (item) => {
    const scores = new Float32Array(products);
    for (let other = 0; other < products; other += 1) {
      let sum = 0;
      for (let d = 0; d < dimensions; d += 1)
        sum += (found[item * dimensions + d] ?? 0) * (found[other * dimensions + d] ?? 0);
      scores[other] =
        sum / ((lengths[item] ?? 1) * (lengths[other] ?? 1)) +
        (isSame(item, other, 1) ? SAME_CATEGORY : 0) +
        (isSame(item, other, 2) ? SAME_SELLER : 0);
    }
    return scores;
  };
}

/** How often two products were in one basket, weighed against how often each was in any. */
function togetherOf(baskets: readonly ReadonlySet<number>[]): (item: number) => Map<number, number> {
  const basketsOf = new Map<number, number[]>();
  baskets.forEach((basket, number) => {
    for (const item of basket) {
      const known = basketsOf.get(item);
      if (known) known.push(number);
      else basketsOf.set(item, [number]);
    }
  });
  return (item) => {
    const counts = new Map<number, number>();
    for (const number of basketsOf.get(item) ?? [])
      for (const other of baskets[number] ?? [])
        if (other !== item) counts.set(other, (counts.get(other) ?? 0) + 1);
    const own = basketsOf.get(item)?.length ?? 1;
    const weighed = new Map<number, number>();
    for (const [other, count] of counts)
      if (count >= LEAST_TOGETHER)
        weighed.set(other, count / Math.sqrt(own * (basketsOf.get(other)?.length ?? 1)));
    return weighed;
  };
}
