import { novemberStory } from '../analytics.builders';
import { toldBy } from '../analytics.facts';
import type { Question } from '../analytics.schema';
import { describeAnalyticsStore } from './analytics-store.contract';
import { dropClickhouseStore, openClickhouseStore } from './clickhouse';
import { startClickhouse } from './clickhouse.fixture';

let clickhouse: Awaited<ReturnType<typeof startClickhouse>>;
beforeAll(async () => {
  clickhouse = await startClickhouse();
});
afterAll(() => clickhouse.close());

let opened = 0;
const open = () => openClickhouseStore({ url: clickhouse.url, database: `figures_${(opened += 1)}` });
const question: Question = {
  ...{ report: 'days', from: '2026-11-01', to: '2026-11-15', sellerId: null, currency: 'EUR' },
};

describeAnalyticsStore('ClickHouse (its stand-in)', open);

test('rows whose answer was lost and that are sent again are there once', async () => {
  const story = novemberStory().map(toldBy);
  const store = await open();
  clickhouse.loseNextAnswer();
  await expect(store.append(story)).rejects.toThrow();
  await store.append(story);
  const clean = await open();
  await clean.append(story);
  expect(await store.ask(question)).toEqual(await clean.ask(question));
  await store.close();
  await clean.close();
});

test('a database that is dropped is empty when it is opened again', async () => {
  const database = 'figures_dropped';
  const first = await openClickhouseStore({ url: clickhouse.url, database });
  await first.append(novemberStory().map(toldBy));
  await first.close();
  await dropClickhouseStore({ url: clickhouse.url, database });
  const second = await openClickhouseStore({ url: clickhouse.url, database });
  expect(await second.ask(question)).toEqual([]);
  await second.close();
});
