import type { SearchDocument, SearchEngine, SearchQuery } from './search.port';

/** A product that can be found; what a test does not say is plain. */
export function aDocument(id: string, over: Partial<SearchDocument> = {}): SearchDocument {
  return {
    ...{ id, version: 1, title: `Thing ${id}`, description: '', tags: [], priceFromMinor: 1000 },
    ...{ category: { id: 'home', name: 'Home' }, seller: { id: 'shop', name: 'Corner' } },
    ...{ rating: { average: 4, count: 5 }, createdAtMs: 1, inStock: true, sold: 0, options: [] },
    ...over,
  };
}

const colour = (...values: string[]) => [{ name: 'Colour', values }];
const lighting = { id: 'lighting', name: 'Lighting' };
const GOODS = [
  aDocument('lantern', {
    ...{
      title: 'Copper lantern',
      category: lighting,
      priceFromMinor: 9000,
      options: colour('Copper', 'Black'),
    },
    rating: { average: 4.6, count: 30 },
  }),
  aDocument('sconce', {
    ...{ title: 'Brass sconce', category: lighting, priceFromMinor: 4000, options: colour('Black') },
    ...{ inStock: false, seller: { id: 'other', name: 'Lumiera' } },
  }),
  aDocument('carpet', {
    title: 'Berber carpet',
    description: 'Beside a lantern it glows.',
    priceFromMinor: 30_000,
  }),
  aDocument('earring', { title: 'Silver earrings', tags: ['jewellery'], rating: { average: 3.2, count: 9 } }),
  aDocument('throw', { title: 'Wool throw', description: 'A throw of Merino wool.', createdAtMs: 5 }),
];

const HOSTILE: [string, string][] = [
  ['10,000 characters', 'lantern '.repeat(1250)],
  ['one word of 10,000 letters', 'l'.repeat(10_000)],
  ['operators', '+lantern -copper "brass sconce" title:lantern AND (OR NOT) ~2 ^9 *?'],
  ['a regular expression', '/.*(a+)+$/ [a-z]{1,99999}'],
  ['a query of the database', '{"$where":"sleep(9999)"} \'; DROP TABLE--'],
  ['right-to-left text', '\u202Eمصباح نحاسي\u202C שלום'],
  ['emoji', '🏮🕯️👩‍👩‍👧‍👦'],
  ['null bytes and half a character', 'lan\u0000tern \uD83D'],
  ['nothing but spaces', ' \t\n\u00A0'],
  ['names of an object', '__proto__ constructor toString'],
];

/** What every search engine keeps to; `settle` waits until what was written is found. */
export function describeSearch(
  name: string,
  open: () => Promise<{ engine: SearchEngine; settle(): Promise<void>; close(): Promise<void> }>,
): void {
  describe(`search in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let engine: SearchEngine;
    beforeEach(async () => {
      opened = await open();
      ({ engine } = opened);
      await engine.put(GOODS);
      await opened.settle();
    });
    afterEach(() => opened.close());

    const ask = (over: Partial<SearchQuery>) =>
      engine.find({ filters: {}, sort: 'relevance', limit: 10, ...over });
    const idsOf = async (text: string) => (await ask({ text })).ids;
    const sortedIds = async (text: string) => (await idsOf(text)).sort();

    test('a word is found by itself, in capitals, in the plural and by its beginning', async () => {
      for (const text of ['lantern', 'LANTERN', 'Lanterns', 'lant'])
        expect(await sortedIds(text)).toEqual(['carpet', 'lantern']);
    });

    test('a title says more than a description', async () => {
      expect(await idsOf('lantern')).toEqual(['lantern', 'carpet']);
    });

    test.each([
      ['one wrong letter of four', 'wqol', ['throw']],
      ['two of nine', 'jxwellerx', ['earring']],
      ['two neighbours exchanged', 'owol', ['throw']],
      ['two of four', 'wqql', []],
      ['one of three', 'brx', []],
    ])('forgives typos by length: %s', async (_what, text, expected) => {
      expect(await sortedIds(text)).toEqual(expected);
    });

    test('words that mean the same find the same', async () => {
      expect(await idsOf('rug')).toEqual(['carpet']);
      expect(await idsOf('jewelry')).toEqual(['earring']);
    });

    test('all words have to fit, and only when nothing has them all is one enough', async () => {
      expect(await idsOf('copper lantern')).toEqual(['lantern']);
      expect(await idsOf('sconce bicycle')).toEqual(['sconce']);
      expect(await idsOf('bicycle')).toEqual([]);
    });

    test('of two that fit alike the one in stock is first, then the one that is liked and bought more', async () => {
      const same = (id: string, over: Partial<SearchDocument>) =>
        aDocument(id, { title: 'Tin box', ...over });
      await engine.put([
        same('a-sold-out', { inStock: false, sold: 900, rating: { average: 5, count: 99 } }),
        same('b-plain', {}),
        same('c-bought', { sold: 20 }),
        same('d-liked', { rating: { average: 5, count: 200 } }),
      ]);
      await opened.settle();
      expect(await idsOf('tin box')).toEqual(['d-liked', 'c-bought', 'b-plain', 'a-sold-out']);
    });

    test.each(HOSTILE)('%s gets an answer at once', async (_what, text) => {
      const before = process.cpuUsage();
      const [found, facets, suggested] = await Promise.all([
        ask({ text }),
        engine.facets({ text, filters: {} }),
        engine.suggest(text, 8),
      ]);
      expect(found.total).toBeGreaterThanOrEqual(0);
      expect(facets.total).toBe(found.total);
      expect(suggested.length).toBeLessThanOrEqual(8);
      // Work, not time: that would be as much about what else the machine does.
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(600);
    });

    test('a text without any word finds nothing, and no text everything', async () => {
      expect((await ask({ text: '🏮 ?!' })).total).toBe(0);
      expect((await ask({ text: '  ' })).total).toBe(5);
    });

    test('filters narrow, each by any of its choices', async () => {
      const ids = async (filters: SearchQuery['filters']) => (await ask({ filters, sort: 'price-up' })).ids;
      expect(await ids({ categories: ['lighting'] })).toEqual(['sconce', 'lantern']);
      expect(await ids({ categories: ['lighting', 'home'], maxPriceMinor: 1000 })).toEqual([
        'earring',
        'throw',
      ]);
      expect(await ids({ sellers: ['other'] })).toEqual(['sconce']);
      expect(await ids({ minPriceMinor: 4000, maxPriceMinor: 9000 })).toEqual(['sconce', 'lantern']);
      expect(await ids({ minRating: 4.5 })).toEqual(['lantern']);
      expect(await ids({ categories: ['lighting'], inStock: true })).toEqual(['lantern']);
      expect(await ids({ options: { Colour: ['Black'] } })).toEqual(['sconce', 'lantern']);
      expect(await ids({ options: { Colour: ['Copper', 'Red'] } })).toEqual(['lantern']);
      expect(await ids({ options: { Size: ['L'] } })).toEqual([]);
    });

    test('counts say what each choice would show, and a choice does not hide its alternatives', async () => {
      const open = await engine.facets({ filters: {} });
      expect(open).toMatchObject({ total: 5, inStock: 4, didYouMean: null });
      expect(open.categories).toEqual([
        { id: 'home', count: 3 },
        { id: 'lighting', count: 2 },
      ]);
      const chosen = await engine.facets({
        filters: { categories: ['lighting'], options: { Colour: ['Copper'] } },
      });
      expect(chosen.total).toBe(1);
      expect(chosen.categories).toEqual([{ id: 'lighting', count: 1 }]);
      expect(chosen.options).toEqual([
        {
          name: 'Colour',
          values: [
            { value: 'Black', count: 2 },
            { value: 'Copper', count: 1 },
          ],
        },
      ]);
      const rich = await engine.facets({ filters: { minPriceMinor: 20_000, minRating: 4 } });
      expect(rich.prices.map(({ count }) => count)).toEqual([1, 1, 1, 0, 1]);
      expect(rich.ratings.map(({ count }) => count)).toEqual([1, 1]);
    });

    test('facets of a text count what the text finds', async () => {
      const { total, categories } = await engine.facets({ text: 'lantern', filters: {} });
      expect([total, categories.length]).toEqual([2, 2]);
    });

    test('of a misspelt word it says what was perhaps meant', async () => {
      expect((await engine.facets({ text: 'coper lantern', filters: {} })).didYouMean).toBe('copper lantern');
      expect((await engine.facets({ text: 'copper lantern', filters: {} })).didYouMean).toBeNull();
    });

    test('suggests by titles and categories, the last word unfinished', async () => {
      expect(await engine.suggest('bras', 8)).toEqual(['sconce']);
      expect((await engine.suggest('ligh', 8)).sort()).toEqual(['lantern', 'sconce']);
      expect(await engine.suggest('merino', 8)).toEqual([]);
    });

    test('pages follow each other without a gap or a repeat, in every order', async () => {
      for (const sort of ['relevance', 'newest', 'price-up', 'price-down', 'rating'] as const) {
        const whole = (await ask({ sort })).ids;
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await ask({ sort, limit: 2, ...(cursor ? { cursor } : {}) });
          seen.push(...page.ids);
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen).toEqual(whole);
        expect(new Set(seen).size).toBe(5);
      }
    });

    test('a cursor that we did not make, or made for another order, is refused', async () => {
      const { nextCursor } = await ask({ sort: 'newest', limit: 1 });
      for (const cursor of [nextCursor ?? '', 'e30', 'x'.repeat(400)])
        await expect(ask({ sort: 'rating', cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
    });

    test('what is changed, restocked or removed is found as it is now', async () => {
      await engine.put([aDocument('throw', { title: 'Linen throw', priceFromMinor: 77, version: 2 })]);
      await engine.restock([
        { id: 'sconce', inStock: true, sold: 3 },
        { id: 'nobody', inStock: true, sold: 1 },
      ]);
      await engine.remove(['carpet', 'nobody']);
      await opened.settle();
      expect(await idsOf('linen')).toEqual(['throw']);
      expect(await idsOf('wool')).toEqual([]);
      expect((await ask({ sort: 'price-up' })).ids[0]).toBe('throw');
      expect((await ask({ filters: { inStock: true, sellers: ['other'] } })).ids).toEqual(['sconce']);
      expect(await idsOf('lantern')).toEqual(['lantern']);
      expect((await ask({})).total).toBe(4);
    });
  });
}
