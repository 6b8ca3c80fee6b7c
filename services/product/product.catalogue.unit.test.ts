import { createEmbeddedSearch } from '../search/embedded/engine';
import { aCategory, aProduct, aSeller } from './product.builder';
import { createCatalogue, type Catalogue } from './product.catalogue';
import { productQuerySchema, type Product } from './product.schema';

const opened: Catalogue[] = [];
afterEach(() => opened.splice(0).forEach((catalogue) => catalogue.close()));

/** A catalogue over lists that the test changes. */
function shelf(products: Product[], stock: Record<string, number> = {}) {
  const source = {
    products,
    sellers: [aSeller()],
    stock: Object.entries(stock).map(([sku, available]) => ({ id: `${sku}@w`, sku, available })),
  };
  const catalogue = createCatalogue({
    clock: { nowMs: () => 0 },
    search: createEmbeddedSearch(),
    source: {
      products: () => portions(source.products),
      productsById: (ids) => Promise.resolve(source.products.filter(({ id }) => ids.includes(id))),
      categories: () => Promise.resolve([aCategory(), aCategory({ id: 'tea', name: 'Tea', position: 2 })]),
      sellers: () => Promise.resolve(source.sellers),
      stock: () => Promise.resolve(source.stock),
    },
  });
  opened.push(catalogue);
  const find = async (query: Record<string, unknown>) =>
    (await catalogue.list(productQuerySchema.parse(query))).items.map(({ id }) => id);
  return { catalogue, source, find };
}

async function* portions(products: Product[]): AsyncGenerator<Product[]> {
  yield products;
}

test('a typo, a plural and the beginning of a word all find the thing', async () => {
  const { find } = shelf([
    aProduct('one', { title: 'Copper lantern' }),
    aProduct('two', { title: 'Wool throw', categoryId: 'tea' }),
  ]);
  for (const query of ['copper', 'COPER', 'lanterns', 'lant', 'copper lantern'])
    expect(await find({ query })).toEqual(['one']);
  expect(await find({ query: 'xylophone' })).toEqual([]);
});

test('all words have to fit, and only when nothing has them all is one enough', async () => {
  const { find } = shelf([
    aProduct('one', { title: 'Copper lantern' }),
    aProduct('two', { title: 'Copper kettle' }),
  ]);
  expect(await find({ query: 'copper kettle' })).toEqual(['two']);
  expect(await find({ query: 'kettle bicycle' })).toEqual(['two']);
});

test('of things that fit equally well what is left comes before what is sold out', async () => {
  const { find } = shelf([aProduct('one'), aProduct('two')], { TWO: 4 });
  expect(await find({ query: 'brass lamp' })).toEqual(['two', 'one']);
  expect(await find({ query: 'brass lamp', inStock: 'true' })).toEqual(['two']);
});

test.each([
  ['price-up', ['a', 'c', 'b']],
  ['price-down', ['b', 'c', 'a']],
  ['newest', ['c', 'b', 'a']],
  ['rating', ['b', 'a', 'c']],
])('sorted by %s', async (sort, expected) => {
  const { find } = shelf([
    aProduct('a', {
      priceFromMinor: 100,
      createdAt: '2026-01-01T00:00:00Z',
      rating: { average: 4.5, count: 2 },
    }),
    aProduct('b', {
      priceFromMinor: 900,
      createdAt: '2026-01-02T00:00:00Z',
      rating: { average: 4.5, count: 9 },
    }),
    aProduct('c', {
      priceFromMinor: 500,
      createdAt: '2026-01-03T00:00:00Z',
      rating: { average: 4.1, count: 99 },
    }),
  ]);
  expect(await find({ sort })).toEqual(expected);
});

test('filters narrow by category, seller and price', async () => {
  const { find } = shelf([
    aProduct('a', { priceFromMinor: 100 }),
    aProduct('b', { priceFromMinor: 900, categoryId: 'tea' }),
  ]);
  expect(await find({ category: 'tea' })).toEqual(['b']);
  expect(await find({ seller: 'another' })).toEqual([]);
  expect(await find({ minPriceMinor: '101' })).toEqual(['b']);
  expect(await find({ maxPriceMinor: '100' })).toEqual(['a']);
});

test('pages follow each other without a gap or a repeat, also when a product of the last page goes', async () => {
  const ids = Array.from({ length: 23 }, (_, index) => `p${String(index).padStart(2, '0')}`);
  const { catalogue, source } = shelf(ids.map((id) => aProduct(id)));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalogue.list(productQuerySchema.parse({ sort: 'price-up', limit: 5, cursor }));
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    if (seen.length === 5) {
      source.products = [aProduct('p04', { status: 'archived', version: 2 })];
      await catalogue.refresh();
    }
  } while (cursor);
  expect(seen).toEqual(ids);
});

test('a cursor that we did not make, or made for another order, is refused', async () => {
  const { catalogue } = shelf(['a', 'b', 'c'].map((id) => aProduct(id)));
  const { nextCursor } = await catalogue.list(productQuerySchema.parse({ sort: 'newest', limit: 1 }));
  const refused = { kind: 'invalid', code: 'invalid-cursor' };
  await expect(
    catalogue.list(productQuerySchema.parse({ sort: 'rating', cursor: nextCursor })),
  ).rejects.toMatchObject(refused);
  await expect(catalogue.list(productQuerySchema.parse({ cursor: 'e30' }))).rejects.toMatchObject(refused);
});

test('a sale shows after the next refresh, on the card, on the page and in its tag', async () => {
  const { catalogue, source } = shelf([aProduct('one')], { ONE: 20 });
  const before = await catalogue.detailJson('one');
  expect((await catalogue.list(productQuerySchema.parse({}))).items[0]?.left).toBeNull();
  source.stock = [{ id: 'ONE@w', sku: 'ONE', available: 3 }];
  await catalogue.refresh();
  expect((await catalogue.list(productQuerySchema.parse({}))).items[0]?.left).toBe(3);
  expect((await catalogue.detail('one'))?.available).toEqual({ ONE: 3 });
  expect((await catalogue.detailJson('one'))?.etag).not.toBe(before?.etag);
});

test('stock in two places is one number', async () => {
  const { catalogue, source } = shelf([aProduct('one')], { ONE: 1 });
  source.stock.push({ id: 'ONE@other', sku: 'ONE', available: 2 });
  expect((await catalogue.detail('one'))?.available).toEqual({ ONE: 3 });
});

test('the body to send is the same as the list', async () => {
  const { catalogue } = shelf([aProduct('one'), aProduct('two')], { ONE: 2 });
  const query = productQuerySchema.parse({ limit: 1 });
  expect(JSON.parse((await catalogue.listJson(query)).json)).toEqual(await catalogue.list(query));
  expect(JSON.parse((await catalogue.detailJson('one'))?.json ?? '')).toEqual(await catalogue.detail('one'));
});

test('a product can be found by its address and by its id, and a new address takes the place of the old', async () => {
  const { catalogue, source } = shelf([aProduct('one', { slug: 'old-name' })]);
  expect((await catalogue.detail('old-name'))?.id).toBe('one');
  expect((await catalogue.detail('one'))?.slug).toBe('old-name');
  source.products = [aProduct('one', { slug: 'new-name', version: 2 })];
  await catalogue.refresh();
  expect(await catalogue.detail('old-name')).toBeNull();
  expect((await catalogue.detail('new-name'))?.id).toBe('one');
});

test('an archived product and the goods of a suspended shop are gone from lists, search and pages', async () => {
  const { catalogue, source, find } = shelf([aProduct('one'), aProduct('two')]);
  await catalogue.start();
  source.products = [aProduct('one', { status: 'archived', version: 2 })];
  await catalogue.refresh();
  expect(await find({ query: 'lamp' })).toEqual(['two']);
  source.sellers = [aSeller({ status: 'suspended', version: 2 })];
  await catalogue.refresh();
  expect(await find({})).toEqual([]);
  expect((await catalogue.suggest('lamp')).filter(({ kind }) => kind !== 'category')).toEqual([]);
  expect(await catalogue.detail('two')).toBeNull();
});

test('a source that fails at the start is asked again with the next question', async () => {
  const sellers = jest.fn().mockRejectedValueOnce(new Error('the database is away')).mockResolvedValue([]);
  const none = () => Promise.resolve([]);
  const catalogue = createCatalogue({
    clock: { nowMs: () => 0 },
    search: createEmbeddedSearch(),
    source: { products: () => portions([]), productsById: none, categories: none, sellers, stock: none },
  });
  opened.push(catalogue);
  await expect(catalogue.detail('one')).rejects.toThrow('the database is away');
  await expect(catalogue.detail('one')).resolves.toBeNull();
});

test('a change is looked for again and again, and seen within a second', async () => {
  jest.useFakeTimers();
  try {
    const { find, source } = shelf([aProduct('one', { title: 'Copper lantern' })], { ONE: 1 });
    expect(await find({ query: 'kettle' })).toEqual([]);
    source.products = [aProduct('one', { title: 'Copper kettle', version: 2 })];
    await jest.advanceTimersByTimeAsync(900);
    expect(await find({ query: 'kettle', inStock: 'true' })).toEqual(['one']);
    source.stock = [{ id: 'ONE@w', sku: 'ONE', available: 0 }];
    await jest.advanceTimersByTimeAsync(900);
    expect(await find({ query: 'kettle', inStock: 'true' })).toEqual([]);
    source.sellers = [aSeller({ status: 'suspended', version: 2 })];
    await jest.advanceTimersByTimeAsync(900);
    expect(await find({ query: 'kettle' })).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});

test('a rating is seen although the product has no new version', async () => {
  const { catalogue, source, find } = shelf([aProduct('one'), aProduct('two')]);
  expect(await find({ minRating: 4.5 })).toEqual([]);
  source.products = [aProduct('two', { rating: { average: 4.8, count: 9 } })];
  await catalogue.refresh();
  expect(await find({ minRating: 4.5 })).toEqual(['two']);
  expect((await catalogue.detail('two'))?.rating.count).toBe(9);
});

test('of a catalogue larger than what is kept the rest is read when it is looked at', async () => {
  const many = Array.from({ length: 4010 }, (_, index) =>
    aProduct(`p${index}`, { priceFromMinor: index + 1 }),
  );
  const { catalogue } = shelf(many, { P4009: 2 });
  const { items, total } = await catalogue.list(
    productQuerySchema.parse({ sort: 'price-down', query: 'lamp', limit: 12 }),
  );
  expect(total).toBe(4010);
  expect(items.map(({ id }) => id)).toEqual(
    many
      .slice(-12)
      .map(({ id }) => id)
      .reverse(),
  );
  expect(items[0]?.left).toBe(2);
  expect((await catalogue.detail('p4005'))?.priceFromMinor).toBe(4006);
});

test('suggests categories and shops by their names, then products', async () => {
  const { catalogue } = shelf([aProduct('one', { title: 'Lamp oil' })]);
  expect(await catalogue.suggest('lam')).toEqual([
    { kind: 'category', slug: 'lamps', title: 'Lamps' },
    { kind: 'product', slug: 'one', title: 'Lamp oil' },
  ]);
  expect((await catalogue.suggest('sho'))[0]).toEqual({ kind: 'shop', slug: 'shop', title: 'The Shop' });
});

test('facets carry names, and options may hold any sign', async () => {
  const options = [{ name: 'Size, of it', values: ['L:1', 'a%b'] }];
  const { catalogue } = shelf([aProduct('one', { options })], { ONE: 1 });
  const chosen = `${encodeURIComponent('Size, of it')}:${encodeURIComponent('L:1')}`;
  const facets: unknown = JSON.parse((await catalogue.facetsJson({ options: chosen })).json);
  expect(facets).toMatchObject({
    total: 1,
    categories: [{ id: 'lamps', name: 'Lamps', count: 1 }],
    sellers: [{ slug: 'shop', name: 'The Shop', count: 1 }],
    options: [{ name: 'Size, of it' }],
  });
  const broken: unknown = JSON.parse((await catalogue.facetsJson({ options: '%:%,,::,a' })).json);
  expect(broken).toMatchObject({ total: 0 });
});
