import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { novemberStory } from '../analytics.builders';
import { toldBy } from '../analytics.facts';
import type { Told } from '../analytics.port';
import type { Question } from '../analytics.schema';
import { describeAnalyticsStore } from './analytics-store.contract';
import { openDuckdbStore } from './duckdb';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-analytics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (file: string | null) => openDuckdbStore({ file, memoryMb: 128 });
const question: Question = {
  ...{ report: 'days', from: '2026-11-01', to: '2026-11-15', sellerId: null, currency: 'EUR' },
};

describeAnalyticsStore('DuckDB', () => open(null));

test('a file that is opened again knows what it was told, and what it need not be told again', async () => {
  const file = join(folder, 'again.duckdb');
  const story = novemberStory().map(toldBy);
  const first = await open(file);
  await first.append(story.slice(0, 30));
  await first.close();
  const second = await open(file);
  await second.append(story);
  const whole = await open(null);
  await whole.append(story);
  expect(await second.ask(question)).toEqual(await whole.ask(question));
  await second.close();
  await whole.close();
});

test('a batch that fails in its middle leaves nothing, so that it can be told again', async () => {
  const store = await open(null);
  const story = novemberStory().map(toldBy);
  const [first] = story.flatMap(({ facts }) => facts);
  if (!first) throw new Error('the story has facts');
  const broken: Told = {
    ...{ topic: 'orders', subject: 'x', version: 1 },
    facts: [first, { ...first, at: Number.NaN }],
  };
  await expect(store.append([...story, broken])).rejects.toThrow();
  expect(await store.ask(question)).toEqual([]);
  await store.append(story);
  expect(await store.ask(question)).toHaveLength(7);
  await store.close();
});
