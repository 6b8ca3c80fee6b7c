import { novemberStory, storyTeller } from '../analytics.builders';
import { toldBy } from '../analytics.facts';
import type { AnalyticsStore } from '../analytics.port';
import { rowSchemas, type Question, type Report, type Rows } from '../analytics.schema';

/** What every store of figures promises; each test has a store of its own with nothing in it. */
export function describeAnalyticsStore(name: string, open: () => Promise<AnalyticsStore>): void {
  describe(`figures kept in ${name}`, () => {
    let store: AnalyticsStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const ask = async <Name extends Report>(report: Name, over: Partial<Question> = {}) => {
      const question = { from: '2026-11-01', to: '2026-11-15', sellerId: null, currency: 'EUR', ...over };
      const rows = await store.ask({ report, ...question });
      return rows.map((row) => rowSchemas[report].parse(row)) as Rows[Name];
    };
    const story = novemberStory().map(toldBy);
    const day = (date: string, over: Partial<Rows['days'][number]>) => ({
      ...{ day: `2026-11-${date}`, visits: 0, orders: 0, cancelled: 0 },
      ...{ capturedMinor: 0, refundedMinor: 0, chargedBackMinor: 0 },
      ...over,
    });

    test('answer with nothing while nothing is there', async () => {
      expect(await ask('days')).toEqual([]);
      expect(await ask('funnel')).toEqual([{ seen: 0, basket: 0, checkout: 0, paid: 0 }]);
      expect(await ask('sellers')).toEqual([]);
    });

    test('tell money, orders and visits by day, and a refund that came back is none', async () => {
      await store.append(story);
      expect(await ask('days')).toEqual([
        day('02', { visits: 2, orders: 1 }),
        day('03', { visits: 1, orders: 1, capturedMinor: 5000 }),
        day('04', { orders: 1, cancelled: 1 }),
        day('07', { refundedMinor: 1200 }),
        day('08', { chargedBackMinor: 70 }),
        day('10', { orders: 1 }),
        day('12', { chargedBackMinor: 1001 }),
      ]);
      expect(await ask('days', { sellerId: 'seller-b' })).toEqual([
        day('03', { visits: 1, orders: 1, capturedMinor: 2000 }),
        day('12', { chargedBackMinor: 527 }),
      ]);
      expect(await ask('days', { from: '2026-11-04', to: '2026-11-07' })).toEqual([
        day('04', { orders: 1, cancelled: 1 }),
      ]);
      expect(await ask('days', { currency: 'USD', from: '2026-11-07' })).toEqual([day('10', { orders: 1 })]);
    });

    test('tell what banks took back of each shop; of an old loss only what it was in all', async () => {
      await store.append(story.filter(({ topic }) => topic === 'disputes'));
      // Neither what is only disputed nor what was won is gone.
      expect(await ask('days')).toEqual([
        day('08', { chargedBackMinor: 70 }),
        day('12', { chargedBackMinor: 1001 }),
      ]);
      for (const [sellerId, chargedBackMinor] of [
        ['seller-a', 474],
        ['seller-b', 527],
      ] as const)
        expect(await ask('days', { sellerId })).toEqual([day('12', { chargedBackMinor })]);
      expect(await ask('days', { sellerId: 'seller-c' })).toEqual([]);
      expect(await ask('days', { currency: 'USD' })).toEqual([]);
    });

    test('tell how far visits came', async () => {
      await store.append(story);
      expect(await ask('funnel')).toEqual([{ seen: 3, basket: 1, checkout: 4, paid: 4 }]);
      expect(await ask('funnel', { sellerId: 'seller-a' })).toEqual([
        { seen: 2, basket: 1, checkout: 0, paid: 3 },
      ]);
    });

    test('tell what was looked at and ordered, under the name it has now', async () => {
      await store.append(story);
      expect(await ask('products')).toEqual([
        { productId: 'p-pot', title: 'Pot', visits: 2, units: 4, orderedMinor: 6000 },
        { productId: 'p-tea', title: 'Tea', visits: 1, units: 2, orderedMinor: 1500 },
        { productId: 'p-cup', title: 'Cup', visits: 1, units: 2, orderedMinor: 1000 },
      ]);
      expect(await ask('categories')).toEqual([
        { categoryId: 'ceramics', visits: 2, units: 6, orderedMinor: 7000 },
        { categoryId: 'tea', visits: 1, units: 2, orderedMinor: 1500 },
      ]);
    });

    test('tell where visits came from, and what was bought from there', async () => {
      await store.append(story);
      expect(await ask('sources')).toEqual(
        [
          { dimension: 'country', value: '', visits: 1, orders: 0 },
          { dimension: 'country', value: 'DE', visits: 1, orders: 0 },
          { dimension: 'country', value: 'FR', visits: 1, orders: 1 },
          { dimension: 'device', value: 'phone', visits: 2, orders: 0 },
          { dimension: 'device', value: 'desktop', visits: 1, orders: 1 },
          { dimension: 'referrer', value: '', visits: 2, orders: 0 },
          { dimension: 'referrer', value: 'blog.example', visits: 1, orders: 1 },
        ].sort(
          (a, b) =>
            a.dimension.localeCompare(b.dimension) ||
            b.visits - a.visits ||
            b.orders - a.orders ||
            a.value.localeCompare(b.value),
        ),
      );
    });

    test('tell searches that found nothing, and no others', async () => {
      await store.append(story);
      expect(await ask('searches')).toEqual([{ text: 'samovar', visits: 2, lastDay: '2026-11-03' }]);
    });

    test('tell who came back in which week', async () => {
      await store.append(story);
      // The second is a Monday, and so is the ninth.
      expect(await ask('cohorts', { from: '2026-11-02' })).toEqual([
        { cohort: '2026-11-02', daysLater: 0, buyers: 3 },
        { cohort: '2026-11-02', daysLater: 7, buyers: 1 },
      ]);
    });

    test('tell how sellers did: times, cancellations, stars of the reviews that are shown', async () => {
      await store.append(story);
      const hour = 3_600_000;
      expect(await ask('sellers')).toEqual([
        {
          ...{ sellerId: 'seller-a', name: 'Oleiro', orders: 3, cancelled: 1 },
          ...{ acceptMs: 2 * hour, shipMs: 24 * hour, arriveMs: 48 * hour, reviews: 2, stars: 9 },
        },
        {
          ...{ sellerId: 'seller-b', name: 'Chai & Co', orders: 1, cancelled: 0 },
          ...{ acceptMs: 3 * hour, shipMs: hour, arriveMs: null, reviews: 0, stars: 0 },
        },
      ]);
      expect(await ask('sellers', { sellerId: 'seller-b' })).toMatchObject([{ sellerId: 'seller-b' }]);
    });

    test('are the same when everything is told again, in parts and in another order of topics', async () => {
      await store.append(story);
      const before = await everything();
      await store.append(story);
      for (let at = 0; at < story.length; at += 7) await store.append(story.slice(at, at + 9));
      expect(await everything()).toEqual(before);
      await store.close();

      store = await open();
      const topics = [...new Set(story.map(({ topic }) => topic))].reverse();
      for (const topic of topics) await store.append(story.filter((one) => one.topic === topic));
      expect(await everything()).toEqual(before);
    });

    test('keep words as they are, hostile ones too', async () => {
      const text = `'; DROP TABLE facts; -- "\\ \n\t{a:String} مرحبا 🫖`;
      const { searches, told } = storyTeller();
      searches('2026-11-03T10:00:00.000Z', `s'1`, text, 0);
      await store.append(told.map(toldBy));
      expect(await ask('searches')).toEqual([{ text, visits: 1, lastDay: '2026-11-03' }]);
      expect(await ask('days', { sellerId: `' OR 1=1 --` })).toEqual([]);
    });

    test('say that they moved when something was added, and only then', async () => {
      const before = await store.mark();
      await store.append(story);
      const after = await store.mark();
      expect(after).not.toBe(before);
      expect(await store.mark()).toBe(after);
    });

    async function everything() {
      const reports = Object.keys(rowSchemas) as Report[];
      const answers = [];
      for (const report of reports)
        for (const sellerId of [null, 'seller-a', 'seller-b'])
          answers.push([report, sellerId, await ask(report, { sellerId })]);
      return answers;
    }
  });
}
