import { type Interaction, type ProductFacts, splitAt } from './dataset';
import { difference, estimate, judge, scoreOf } from './evaluation';
import { listsOf } from './lists';
import { seededRandom } from './random';
import { best, byCompany, byModel, byPopularity } from './rankings';
import { trainTowers } from './towers';

jest.setTimeout(60_000);

const product = (id: string, categoryId = 'c', priceMinor = 1000): ProductFacts => ({
  ...{ id, categoryId, sellerId: 's', priceMinor },
});
const look = (shopper: string, productId: string, atMs: number): Interaction => ({
  ...{ shopper, productId, atMs },
});

/** Two crowds, each with products of its own; every shopper saves one of them for later. */
function twoCrowds() {
  const random = seededRandom(7);
  const products = Array.from({ length: 40 }, (_, at) => product(`p${at}`, at < 20 ? 'tea' : 'rugs'));
  const interactions: Interaction[] = [];
  for (let shopper = 0; shopper < 120; shopper += 1) {
    const first = shopper % 2 === 0 ? 0 : 20;
    const own = new Set<number>();
    while (own.size < 7) own.add(first + Math.floor(random() * 20));
    [...own].forEach((item, at) => interactions.push(look(`v${shopper}`, `p${item}`, at < 6 ? at : 100)));
  }
  return splitAt(products, interactions, 50);
}

test('who has no past, and what somebody knew before, are not held out', () => {
  const split = splitAt(
    [product('a'), product('b')],
    [look('old', 'a', 1), look('old', 'a', 9), look('old', 'b', 9), look('new', 'a', 9)],
    5,
  );
  expect(split.train.histories).toEqual([Int32Array.of(0)]);
  expect(split.heldOut).toEqual([{ history: Int32Array.of(0), targets: new Set([1]) }]);
});

test('recall and NDCG of a ranking are those that one reckons by hand', () => {
  const heldOut = [{ history: Int32Array.of(0), targets: new Set([2, 12]) }];
  // Of 13 products the known one is left out; 2 stands second of the ten shown, and 12 is not among them.
  const ranking = () => Float32Array.from({ length: 13 }, (_, item) => 100 - item);
  const { recall, ndcg } = scoreOf(judge(ranking, heldOut));
  expect(recall.mean).toBeCloseTo(1 / 2);
  expect(ndcg.mean).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)));
});

test('the interval of many equal values is a point, and of halves lies around the middle', () => {
  expect(estimate(new Float64Array(50).fill(0.25))).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
  const halves = estimate(Float64Array.from({ length: 100 }, (_, at) => at % 2));
  expect(halves.low).toBeGreaterThan(0.35);
  expect(halves.high).toBeLessThan(0.65);
});

test('the model finds the structure that was planted, and is the same when it is trained again', async () => {
  const { train, heldOut } = twoCrowds();
  const towers = await trainTowers(train, { dimensions: 8, epochs: 6 });
  const [model, popular] = [judge(byModel(towers), heldOut), judge(byPopularity(train), heldOut)];
  expect(scoreOf(model).recall.mean).toBeGreaterThan(0.6);
  expect(difference(model, popular).low).toBeGreaterThan(0);
  expect((await trainTowers(train, { dimensions: 8, epochs: 6 })).found).toEqual(towers.found);
});

test('a product that nobody has seen stands with those of its category', async () => {
  const { train } = twoCrowds();
  const cold = splitAt([...train.products, product('new', 'rugs')], [], 1).train;
  const towers = await trainTowers({ ...cold, histories: train.histories }, { dimensions: 8, epochs: 6 });
  const scores = byModel(towers)(Int32Array.of(25, 31, 38));
  const rank = best(scores, 41).indexOf(40);
  expect(rank).toBeLessThan(21);
});

test('a training that nobody waits for stops', async () => {
  const { train } = twoCrowds();
  const many = { ...train, histories: Array.from({ length: 60 }, () => train.histories).flat() };
  await expect(trainTowers(many, { isStopped: () => true })).rejects.toThrow('stopped');
});

test('company is what the same shoppers turned to', () => {
  const { train, heldOut } = twoCrowds();
  const company = scoreOf(judge(byCompany(train), heldOut));
  expect(company.recall.mean).toBeGreaterThan(scoreOf(judge(byPopularity(train), heldOut)).recall.mean);
});

test('lists hold only what is for sale, never the product itself, and together means more than once', async () => {
  const { train } = twoCrowds();
  const towers = await trainTowers(train, { dimensions: 8, epochs: 1 });
  const active = train.products.map((_, item) => item !== 3);
  const baskets = [new Set([0, 1]), new Set([0, 1]), new Set([0, 2]), new Set([0, 3]), new Set([0, 3])];
  const lists = [...listsOf({ data: train, towers, baskets, ranking: 'model', active })];
  expect(lists.every(({ item, items }) => item !== 3 && !items.includes(item) && !items.includes(3))).toBe(
    true,
  );
  expect(lists.find(({ kind, item }) => kind === 'together' && item === 0)?.items).toEqual([1]);
  expect(lists.filter(({ kind }) => kind === 'similar')).toHaveLength(39);
});
