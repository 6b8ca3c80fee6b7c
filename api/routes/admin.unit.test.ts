import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';

const account = {
  ...{ id: 'user-1', email: 'a@example.test', name: 'Ada', role: 'buyer' as const },
  ...{ emailVerified: true, version: 4, locked: null },
};
const done: unknown[] = [];
const act = (name: string) => (request: object) => {
  done.push([name, request]);
  return Promise.resolve(account);
};
const services: Fakes['services'] = {
  user: {
    searchAccounts: () => Promise.resolve({ items: [account], nextCursor: null }),
    setRole: act('role'),
    lockAccount: act('lock'),
  },
  seller: { get: (id) => Promise.resolve(id === 'loom' ? ({ id, name: 'Loom' } as never) : null) },
};
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ services });
});
afterAll(() => api.close());
beforeEach(() => {
  done.length = 0;
});

const put = (body: object, headers: Record<string, string> = { 'if-match': '"4"' }) =>
  api.call('PUT', '/v1/users/user-1/role', { as: people.admin, body: { note: 'asked', ...body }, headers });

test.each(['support', 'seller', 'buyer', 'guest'] as const)(
  'people, rates and categories are not for the role %s',
  async (who) => {
    for (const path of ['/v1/users', '/v1/commissions', '/v1/categories/all'])
      expect((await api.call('GET', path, { as: people[who] })).status).toBe(403);
    const lock = { as: people[who], body: { note: 'x' }, headers: { 'if-match': '"4"' } };
    expect((await api.call('POST', '/v1/users/user-1/locks', lock)).status).toBe(403);
    expect(done).toEqual([]);
  },
);

test('a lock is for the account as it was seen, with its reason and by whom', async () => {
  const body = { note: 'stolen card' };
  expect((await api.call('POST', '/v1/users/user-1/locks', { as: people.admin, body })).status).toBe(428);
  const headers = { 'if-match': '"4"' };
  const answer = await api.call('POST', '/v1/users/user-1/locks', { as: people.admin, body, headers });
  expect(answer.status).toBe(200);
  expect(done).toEqual([
    ['lock', { userId: 'user-1', expectedVersion: 4, by: people.admin.id, note: 'stolen card' }],
  ]);
});

test('who works for a shop needs one that exists, and nobody else has one', async () => {
  expect((await put({ role: 'seller' })).json.type).toContain('shop-mismatch');
  expect((await put({ role: 'support', sellerId: 'loom' })).json.type).toContain('shop-mismatch');
  expect((await put({ role: 'seller', sellerId: 'nowhere' })).json.type).toContain('no-such-shop');
  expect((await put({ role: 'guest' })).status).toBe(400);
  expect(done).toEqual([]);
  expect((await put({ role: 'seller', sellerId: 'loom' })).status).toBe(200);
});

test('a seller reads the own rate and nobody else’s', async () => {
  const answer = await api.call('GET', '/v1/sellers/seller-1/commission', { as: people.otherSeller });
  expect(answer.status).toBe(404);
});
