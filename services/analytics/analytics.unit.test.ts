import { novemberStory } from './analytics.builders';
import { toTable } from './analytics.csv';
import { toldBy } from './analytics.facts';
import type { AnalyticsReader } from './analytics.port';
import { cohortsOf, periodsOf } from './analytics.reckoning';
import { dashboardSchema } from './analytics.schema';
import { createAnalyticsService } from './analytics.service';
import { openDuckdbStore } from './stores/duckdb';

const NOON = Date.parse('2026-11-15T12:00:00Z');

/** The market of the story, with a clock that stands still and a count of what was asked. */
async function figures(over: Partial<AnalyticsReader> = {}) {
  const store = await openDuckdbStore({ file: null, memoryMb: 128 });
  await store.append(novemberStory().map(toldBy));
  const asked: string[] = [];
  let nowMs = NOON;
  const reader: AnalyticsReader = {
    ask(question) {
      asked.push(question.report);
      return store.ask(question);
    },
    mark: () => store.mark(),
    ...over,
  };
  const clock = { nowMs: () => nowMs };
  return {
    service: createAnalyticsService({ reader, clock, currency: 'EUR' }),
    ...{ store, asked },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a page of figures has both periods, every day, and rates of what is in it', async () => {
  const { service, store } = await figures();
  const page = dashboardSchema.parse(await service.dashboard({ sellerId: null, days: 7 }));
  expect([page.from, page.to, page.days.length]).toEqual(['2026-11-09', '2026-11-15', 7]);
  expect(page.figures).toEqual({
    // In the week before 5,000 were taken, 1,200 given back, and 70 taken back by a bank.
    revenueMinor: { now: -1001, before: 3730 },
    refundedMinor: { now: 0, before: 1200 },
    chargedBackMinor: { now: 1001, before: 70 },
    orders: { now: 1, before: 3 },
    cancelled: { now: 0, before: 1 },
    visits: { now: 0, before: 3 },
    conversionPoints: { now: 0, before: 10_000 },
  });
  expect(page.days.map(({ orders }) => orders)).toEqual([0, 1, 0, 0, 0, 0, 0]);
  expect(page.isEmpty).toBe(false);
  await store.close();
});

test('a shop is told of itself only, and not what people searched for', async () => {
  const { service, store } = await figures();
  const page = await service.dashboard({ sellerId: 'seller-b', days: 30 });
  expect(page.sellers.map(({ sellerId }) => sellerId)).toEqual(['seller-b']);
  expect(page.products.map(({ productId }) => productId)).toEqual(['p-tea']);
  expect(page.figures.revenueMinor.now).toBe(2000 - 527);
  expect(page.searches).toEqual([]);
  expect(await service.table('searches', { sellerId: 'seller-b', days: 30 })).toEqual([]);
  expect(page.funnel.map(({ step }) => step)).toEqual(['seen', 'basket', 'paid']);
  await store.close();
});

test('a shop that nobody has visited is empty', async () => {
  const { service, store } = await figures();
  const page = await service.dashboard({ sellerId: 'seller-c', days: 30 });
  expect([page.isEmpty, page.sellers, page.days.length]).toEqual([true, [], 30]);
  await store.close();
});

test('an answer is kept while nothing moved, and after that as long as it was dear', async () => {
  let mark = 1;
  let costMs = 0;
  const { service, store, asked, pass } = await figures({
    mark: () => {
      pass(costMs);
      return Promise.resolve(String(mark));
    },
  });
  const look = () => service.dashboard({ sellerId: null, days: 7 });
  await Promise.all([look(), look(), look()]);
  await look();
  const once = asked.length;
  expect(new Set(asked).size).toBe(8);
  mark += 1;
  costMs = 1;
  await look();
  expect(asked.length).toBe(2 * once);
  await store.close();
});

test('an answer that failed is asked for again', async () => {
  let fails = true;
  const { service, store } = await figures({
    ask: () => (fails ? Promise.reject(new Error('away')) : Promise.resolve([])),
  });
  await expect(service.dashboard({ sellerId: null, days: 7 })).rejects.toThrow('away');
  fails = false;
  expect((await service.dashboard({ sellerId: null, days: 7 })).isEmpty).toBe(true);
  await store.close();
});

test('weeks begin on Monday, and who came back is told up to the week that runs', () => {
  expect(periodsOf(NOON, 7, 15).weeks).toEqual({ from: '2026-10-26', to: '2026-11-16' });
  const cohorts = cohortsOf(
    [
      { cohort: '2026-10-26', daysLater: 0, buyers: 5 },
      { cohort: '2026-10-26', daysLater: 14, buyers: 2 },
      { cohort: '2026-11-09', daysLater: 0, buyers: 1 },
    ],
    '2026-11-15',
  );
  expect(cohorts).toEqual([
    { week: '2026-10-26', buyers: 5, returned: [0, 2] },
    { week: '2026-11-09', buyers: 1, returned: [] },
  ]);
});

test('a file has the columns of the report, and nothing where nothing is known', () => {
  const known = { sellerId: 's', name: 'Chai & Co', orders: 1, cancelled: 0, acceptMs: 5, shipMs: null };
  const { header, rows } = toTable('sellers', [{ ...known, arriveMs: null, reviews: 0, stars: 0 }]);
  expect(header.slice(0, 5)).toEqual(['sellerId', 'name', 'orders', 'cancelled', 'acceptMs']);
  expect(rows).toEqual([['s', 'Chai & Co', 1, 0, 5, '', '', 0, 0]]);
});
