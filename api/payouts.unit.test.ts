import { NoPayoutError, PayoutNotOverError } from '../services/payout/payout.errors';
import { payoutEventSchema, type PayoutEvent } from '../services/payout/payout-provider.port';
import type { Payout, PayoutAccount } from '../services/payout/payout.schema';
import { signWebhook, verifyWebhook } from '../services/platform/webhook-signature';
import { memoryWebhooks, people, startApi, type RunningApi } from './api.fixture';
import { liveMessageOf } from './live-events';

const SECRET = 'a-webhook-secret-of-thirty-two-letters';
const NOW = '2030-01-01T00:00:00.000Z';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const aPayout = (over: Partial<Payout> = {}): Payout => ({
  ...{ id: 'seller-1-eur-1', sellerId: 'seller-1', currency: 'EUR', number: 1 },
  ...{ amountMinor: 5000, reserveMinor: 0, status: 'in-transit', last4: '6819' },
  ...{ providerAccountId: 'acct_1', providerTransferId: 'tr_1', accountChange: 1, asked: true },
  ...{ reason: null, createdAt: NOW, paidAt: null, returnedAt: null, version: 2 },
  ...over,
});
const anAccount: PayoutAccount = {
  ...{ id: 'seller-1', providerAccountId: 'acct_1', holder: 'Ada Lind', last4: '6819' },
  ...{ status: 'verified', problem: null, changes: 1, negativeSince: {}, version: 1 },
};

async function scene(payout: Payout | null = aPayout(), refusal?: Error) {
  const told: unknown[] = [];
  const webhooks = memoryWebhooks();
  const next = () =>
    refusal
      ? Promise.reject(refusal)
      : Promise.resolve({
          ...{ payoutId: 'seller-1-eur-2', sellerId: 'seller-1', currency: 'EUR', amountMinor: 700 },
        });
  const note = (input: unknown) => {
    told.push(input);
    return Promise.resolve();
  };
  const running = await startApi({
    webhooks,
    payoutProvider: {
      parseWebhook({ rawBody, headers }) {
        verifyWebhook({ rawBody, headers, secrets: [SECRET], nowMs: Date.now() });
        return payoutEventSchema.parse(JSON.parse(Buffer.from(rawBody).toString('utf8')));
      },
    },
    services: {
      payout: {
        get: () => Promise.resolve(payout),
        list: () => Promise.resolve({ items: payout ? [payout] : [], nextCursor: null }),
        accounts: {
          get: () => Promise.resolve(anAccount),
          save: (request: unknown) => note(request).then(() => anAccount),
          refresh: (sellerId: string) => note(sellerId).then(() => anAccount),
        } as never,
      },
      payoutPlanning: { nextFor: next, retryOf: next },
    },
    workflows: { startPayout: note, reportToPayout: note },
  });
  api = running;
  return {
    ...{ told, webhooks, call: running.call.bind(running) },
    send: (event: object, options: { secret?: string; ageMs?: number } = {}) => {
      const { secret = SECRET, ageMs = 0 } = options;
      const body = JSON.stringify(event);
      const headers = signWebhook({ id: 'delivery-1', timestampMs: Date.now() - ageMs, body, secret });
      return running.call('POST', '/v1/webhooks/payouts', { body, headers });
    },
  };
}

const paid = (over: Partial<PayoutEvent> = {}) => ({
  ...{ type: 'payout.paid', id: 'event-1', occurredAt: NOW, providerTransferId: 'tr_1' },
  ...{ payoutId: 'seller-1-eur-1', providerAccountId: 'acct_1', amountMinor: 5000, currency: 'EUR' },
  ...over,
});

test('a seller sees the own account and payouts, without what is between shop and provider', async () => {
  const { call } = await scene();
  const account = await call('GET', '/v1/sellers/seller-1/payout-account', { as: people.seller });
  expect(account.json).toEqual({
    ...{ sellerId: 'seller-1', status: 'verified', holder: 'Ada Lind', last4: '6819', problem: null },
  });
  const list = await call('GET', '/v1/sellers/seller-1/payouts', { as: people.seller });
  expect(list.text).toContain('seller-1-eur-1');
  expect(list.text).not.toMatch(/acct_1|tr_1|asked|temporal/);
});

test.each([
  '/v1/sellers/seller-1/payout-account',
  '/v1/sellers/seller-1/payouts',
  '/v1/payouts/seller-1-eur-1',
])("another seller's %s is not there", async (path) => {
  const { call } = await scene();
  expect((await call('GET', path, { as: people.otherSeller })).status).toBe(404);
  expect((await call('GET', path, { as: people.buyer })).status).toBe(403);
  expect((await call('GET', path, { as: people.support })).status).toBe(200);
});

test('a bank account is named by a token; a number is not taken, and nobody names one for another', async () => {
  const { call, told } = await scene();
  const put = (body: unknown, as: (typeof people)[keyof typeof people]) =>
    call('PUT', '/v1/sellers/seller-1/payout-account', { as, body });
  expect(
    (await put({ holder: 'Ada Lind', bankToken: 'PT50000201231234567890154' }, people.seller)).status,
  ).toBe(400);
  expect((await put({ holder: 'Eve Other', bankToken: 'ba_ok' }, people.otherSeller)).status).toBe(404);
  expect((await put({ holder: 'Eve Other', bankToken: 'ba_ok' }, people.admin)).status).toBe(403);
  expect(told).toEqual([]);
  expect((await put({ holder: 'Ada Lind', bankToken: 'ba_ok' }, people.seller)).status).toBe(200);
  expect(told).toEqual([{ sellerId: 'seller-1', holder: 'Ada Lind', bankToken: 'ba_ok' }]);
});

test('staff start a payout with a key, sellers cannot', async () => {
  const { call, told } = await scene();
  const request = { body: { sellerId: 'seller-1', currency: 'EUR' } };
  expect((await call('POST', '/v1/payouts', { ...request, as: people.seller })).status).toBe(403);
  expect((await call('POST', '/v1/payouts', { ...request, as: people.support })).status).toBe(400);
  const headers = { 'idempotency-key': 'once' };
  for (let n = 0; n < 2; n += 1) {
    const answer = await call('POST', '/v1/payouts', { ...request, headers, as: people.support });
    expect(answer).toMatchObject({ status: 202, json: { payoutId: 'seller-1-eur-2', amountMinor: 700 } });
  }
  expect(told).toEqual([
    { payoutId: 'seller-1-eur-2', sellerId: 'seller-1', currency: 'EUR', byStaff: true },
  ]);
});

test('a payout to a seller without a verified account is refused by its own type, and nothing is started', async () => {
  const { call, told } = await scene(null, new NoPayoutError('account-unverified'));
  const answer = await call('POST', '/v1/payouts', {
    ...{ as: people.support, headers: { 'idempotency-key': 'once' } },
    body: { sellerId: 'seller-1', currency: 'EUR' },
  });
  expect(answer).toMatchObject({ status: 409, json: { type: '/problems/payout-account-unverified' } });
  expect(told).toEqual([]);
});

test('only a payout that failed is tried again, with a note', async () => {
  const { call, told } = await scene(aPayout(), new PayoutNotOverError('in-transit'));
  const retry = (body: unknown) =>
    call('POST', '/v1/payouts/seller-1-eur-1/retries', {
      ...{ as: people.support, headers: { 'idempotency-key': `key-${Object.keys(body as object).length}` } },
      body,
    });
  expect((await retry({})).status).toBe(400);
  expect(await retry({ note: 'The seller called.' })).toMatchObject({
    ...{ status: 409, json: { type: '/problems/payout-not-failed' } },
  });
  expect(told).toEqual([]);
});

test('a report that fits wakes the payout, and the same again is only acknowledged', async () => {
  const { send, told } = await scene();
  expect((await send(paid())).status).toBe(204);
  expect((await send(paid())).status).toBe(204);
  expect(told).toEqual([{ payoutId: 'seller-1-eur-1', sellerId: 'seller-1', currency: 'EUR' }]);
});

test('a report of what is booked already wakes nobody; a later return does', async () => {
  const { send, told } = await scene(aPayout({ status: 'paid', paidAt: NOW }));
  expect((await send(paid())).status).toBe(204);
  expect(told).toEqual([]);
  const returned = { ...paid({ id: 'event-2' }), type: 'payout.returned', reason: 'account-closed' };
  expect((await send(returned)).status).toBe(204);
  expect(told).toHaveLength(1);
});

test('a report that comes before the answer to the transfer is taken', async () => {
  const { send, told } = await scene(aPayout({ status: 'set-aside', providerTransferId: null }));
  expect((await send(paid())).status).toBe(204);
  expect(told).toHaveLength(1);
});

test.each([
  ['amount', { amountMinor: 5001 }],
  ['currency', { currency: 'USD' }],
  ['recipient', { providerAccountId: 'acct_2' }],
  ['transfer', { providerTransferId: 'tr_2' }],
])('an authentic report of another %s is refused and wakes nobody', async (what, over) => {
  const { send, told } = await scene();
  expect(await send(paid(over))).toMatchObject({
    ...{ status: 409, json: { type: '/problems/webhook-mismatch', what } },
  });
  expect(told).toEqual([]);
});

test('a report of a payout that is not ours is refused', async () => {
  const { send } = await scene(null);
  expect((await send(paid())).status).toBe(409);
});

test('a forged or old report is refused', async () => {
  const { send, told, webhooks } = await scene();
  const forged = await send(paid(), { secret: 'another-secret-of-thirty-two-letters-xx' });
  expect(forged).toMatchObject({ status: 400, json: { type: '/problems/webhook-signature' } });
  const old = await send(paid(), { ageMs: 6 * 60_000 });
  expect(old).toMatchObject({ status: 400, json: { type: '/problems/webhook-timestamp' } });
  expect({ told, received: webhooks.received }).toEqual({ told: [], received: [] });
});

test("news of a seller's account is read from the provider", async () => {
  const { send, told } = await scene();
  const news = { type: 'account.updated', id: 'event-3', occurredAt: NOW, providerAccountId: 'acct_1' };
  expect((await send({ ...news, sellerId: 'seller-1' })).status).toBe(204);
  expect(told).toEqual(['seller-1']);
});

test("a seller's page hears of a payout, and nobody else's", () => {
  const event = { id: 'e', topic: 'payouts', subject: 'seller-1-eur-1', time: NOW, version: 3 } as const;
  const data = { payoutId: 'seller-1-eur-1', sellerId: 'seller-1', amountMinor: 5000, currency: 'EUR' };
  expect(liveMessageOf({ ...event, type: 'payout.paid', data })).toEqual({
    name: 'payout.changed',
    rooms: ['seller:seller-1'],
    payload: { id: 'seller-1-eur-1', status: 'paid', version: 3 },
  });
  expect(liveMessageOf({ ...event, type: 'payee.changed', data })).toBeNull();
});
