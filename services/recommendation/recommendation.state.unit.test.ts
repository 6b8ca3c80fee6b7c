import type { Evaluation, RankingScore } from './recommendation.schema';
import {
  isEnough,
  KEPT_VERSIONS,
  NOTHING_LIVE,
  published,
  rolledBack,
  verdictOf,
} from './recommendation.state';

const about = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });
const score = (mean: number): RankingScore => ({ recall: about(mean), ndcg: about(mean) });
const evaluation = (over: Partial<Evaluation> = {}): Evaluation => ({
  judged: 100,
  model: score(0.3),
  company: score(0.2),
  popularity: score(0.1),
  ...{ live: null, lead: null },
  ...over,
});
const lead = (model: number) => ({ model: about(model), company: about(0), popularity: about(0) });

test('the best of three is published when nothing was live', () => {
  expect(verdictOf(evaluation())).toMatchObject({ ranking: 'model', isPublished: true });
});

test('a model that finds less than popularity leaves the place to popularity', () => {
  const verdict = verdictOf(evaluation({ popularity: score(0.4) }));
  expect(verdict).toMatchObject({ ranking: 'popularity', isPublished: true });
});

test('of equals the simplest is taken', () => {
  const verdict = verdictOf(evaluation({ model: score(0.2), popularity: score(0.2) }));
  expect(verdict.ranking).toBe('popularity');
});

test('what is surely worse than what is live is not published, and staff read by how much', () => {
  const verdict = verdictOf(evaluation({ live: score(0.35), lead: lead(-0.05) }));
  expect(verdict).toMatchObject({ isPublished: false });
  expect(verdict.reason).toContain('0.050');
});

test('what chance may have made a little worse is published: it is newer', () => {
  expect(verdictOf(evaluation({ live: score(0.305), lead: lead(-0.005) })).isPublished).toBe(true);
});

test('too few shoppers, or too few to judge by, are not enough', () => {
  const gathered = { shoppers: 30, heldOut: 10, products: 5, interactions: 300 };
  expect(isEnough(gathered)).toBe(true);
  expect(isEnough({ ...gathered, shoppers: 29 })).toBe(false);
  expect(isEnough({ ...gathered, heldOut: 9 })).toBe(false);
});

test('five versions are kept to go back to, one after the other, and then there is none', () => {
  let live = NOTHING_LIVE;
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) live = published(live, id) ?? live;
  expect(live).toMatchObject({ versionId: 'g', history: ['g', 'f', 'e', 'd', 'c'] });
  expect(live.history).toHaveLength(KEPT_VERSIONS);
  for (const [rollback, expected] of [
    ['r1', 'f'],
    ['r2', 'e'],
    ['r3', 'd'],
    ['r4', 'c'],
  ] as const) {
    const back = rolledBack(live, rollback);
    if (back === null || back === 'none') throw new Error('there was a version to go back to');
    live = back;
    expect(live.versionId).toBe(expected);
  }
  expect(rolledBack(live, 'r5')).toBe('none');
});

test('a publication that is repeated after a rollback does not undo it', () => {
  const first = published(NOTHING_LIVE, 'a') ?? NOTHING_LIVE;
  const second = published(first, 'b') ?? first;
  const back = rolledBack(second, 'r');
  if (back === null || back === 'none') throw new Error('there was a version to go back to');
  expect(published(back, 'b')).toBeNull();
  expect(rolledBack(back, 'r')).toBeNull();
  expect(back.versionId).toBe('a');
});
