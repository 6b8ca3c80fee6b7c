import { startApi, type Fakes, type RunningApi } from '../api.fixture';

let api: RunningApi;
const prepared = { json: '{"id":"p1",  "slug":"cup"}', etag: '"v1"' };
const product: NonNullable<Fakes['services']>['product'] = {
  catalogue: {
    detailJson: (slug) => Promise.resolve(slug === 'cup' ? prepared : null),
    listJson: (query) => Promise.resolve({ json: JSON.stringify(query), etag: '"l1"' }),
    list: () => Promise.resolve({ total: 0 }),
    facetsJson: (query) => Promise.resolve({ json: JSON.stringify(query), etag: '"f1"' }),
    suggest: () => Promise.resolve([]),
    itemsForSkus: () => Promise.resolve([]),
    availability: () => Promise.resolve({}),
    categories: () => Promise.resolve([]),
  },
};
beforeAll(async () => {
  api = await startApi({ services: { product } });
});
afterAll(() => api.close());

test('a product is sent as it was prepared, with its tag', async () => {
  const answer = await api.call('GET', '/v1/products/cup');
  expect(answer.text).toBe(prepared.json);
  expect(answer.headers.get('etag')).toBe('"v1"');
});

test.each(['"v1"', '"v0", "v1"', 'W/"v1"'])(
  'who has it already (%s) gets 304 without a body',
  async (tag) => {
    const answer = await api.call('GET', '/v1/products/cup', { headers: { 'if-none-match': tag } });
    expect([answer.status, answer.text]).toEqual([304, '']);
  },
);

test('a product that is not there is 404', async () => {
  expect((await api.call('GET', '/v1/products/none')).status).toBe(404);
});

test('filters reach the catalogue as numbers, with the default length of a page', async () => {
  const answer = await api.call('GET', '/v1/products?query=%20cup%20&minPriceMinor=100&sort=price-up');
  expect(answer.json).toEqual({ query: 'cup', minPriceMinor: 100, sort: 'price-up', limit: 24 });
});

test.each([
  ['10,000 characters', 'x'.repeat(10_000), 'x'.repeat(200)],
  ['a null byte', 'cup\u0000board', 'cup board'],
  ['marks of direction', '\u202Ecup\u202C', 'cup'],
  ['operators', '+cup -"tea" $ne', '+cup -"tea" $ne'],
])('a search of %s is cut and answered, by lists, facets and suggestions', async (_what, text, query) => {
  const asked = `query=${encodeURIComponent(text)}`;
  expect((await api.call('GET', `/v1/products?${asked}`)).json).toEqual({ query, limit: 24 });
  expect((await api.call('GET', `/v1/products/facets?${asked}`)).json).toEqual({ query });
  expect((await api.call('GET', `/v1/products/suggestions?${asked}`)).status).toBe(200);
});

test.each(['limit=0', 'limit=101', 'minPriceMinor=-1', 'sort=best', 'minPriceMinor=1.5'])(
  'a list with %s is 400',
  async (query) => {
    expect((await api.call('GET', `/v1/products?${query}`)).status).toBe(400);
  },
);

test('however many ask for the sellers at once, they are read once', async () => {
  let reads = 0;
  const busy = await startApi({
    services: {
      seller: {
        list: () => {
          reads += 1;
          return Promise.resolve([]);
        },
      },
    },
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => busy.call('GET', '/v1/sellers')));
  await busy.close();
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"items":[]}']));
  expect(reads).toBe(1);
});

test('a seller that is not there is 404', async () => {
  const empty = await startApi({ services: { seller: { getBySlug: () => Promise.resolve(null) } } });
  expect((await empty.call('GET', '/v1/sellers/none')).status).toBe(404);
  await empty.close();
});
