import { anOrder } from '../api.builders';
import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';
import type { RefundPlan } from '../../services/refund/refund.state';
import type { LedgerEntry, StatementLine } from '../../services/ledger/ledger.schema';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});
const start = async (fakes: Fakes) => (api = await startApi(fakes));

const leg = (
  account: LedgerEntry['legs'][number]['account'],
  side: 'debit' | 'credit',
  amountMinor: number,
) => ({
  ...{ account, side, amountMinor },
  currency: 'EUR',
});
const SALE: LedgerEntry = {
  ...{ id: 'sale:checkout-1-1', kind: 'sale', at: '2030-01-01T00:00:00.000Z', text: 'Sold' },
  about: { orderId: 'checkout-1-1' },
  legs: [
    leg('buyer-receivable', 'debit', 100),
    leg('seller-pending:seller-1', 'credit', 90),
    leg('tax', 'credit', 10),
  ],
};
const LINE: StatementLine = {
  ...{ entryId: 'sale:checkout-1-1', kind: 'adjustment', at: '2030-01-01T00:00:00.000Z', currency: 'EUR' },
  ...{ text: '=HYPERLINK("evil"), or so', about: {} },
  ...{ pendingMinor: 0, payableMinor: -5, reservedMinor: 0 },
  after: { pendingMinor: 90, payableMinor: -5, reservedMinor: 0 },
};

test('staff see the entries of an order, their sums, and where its workflows are', async () => {
  const running = await start({
    services: {
      order: { get: () => Promise.resolve(anOrder()) },
      ledger: { entriesAbout: () => Promise.resolve([SALE]) },
    },
  });
  const answer = await running.call('GET', '/v1/orders/checkout-1-1/ledger', { as: people.support });
  expect(answer.status).toBe(200);
  expect(answer.json.entries).toEqual([SALE]);
  expect(answer.json.accounts).toContainEqual({ account: 'tax', currency: 'EUR', balanceMinor: 10 });
  expect(answer.json.links).toEqual({
    order: expect.stringContaining('order-checkout-1-1'),
    payment: expect.stringContaining('payment-'),
  });
});

test.each([
  ['a buyer', people.buyer],
  ['a seller', people.seller],
])('%s does not see the books of an order', async (_who, as) => {
  const running = await start({});
  expect((await running.call('GET', '/v1/orders/checkout-1-1/ledger', { as })).status).toBe(403);
  expect((await running.call('GET', '/v1/ledger/balances', { as })).status).toBe(403);
});

test('staff see whether the books balance', async () => {
  const items = [
    { account: 'provider-clearing' as const, currency: 'EUR', balanceMinor: 100 },
    { account: 'seller-pending:seller-1' as const, currency: 'EUR', balanceMinor: 90 },
    { account: 'tax' as const, currency: 'EUR', balanceMinor: 10 },
  ];
  const running = await start({ services: { ledger: { balances: () => Promise.resolve(items) } } });
  const { json } = await running.call('GET', '/v1/ledger/balances', { as: people.admin });
  expect(json.totals).toEqual([{ currency: 'EUR', debitMinor: 100, creditMinor: 100 }]);
});

test.each(['balance', 'statement', 'statement.csv'])(
  "another seller's %s is not there, nor is it for a buyer",
  async (page) => {
    const running = await start({});
    const path = `/v1/sellers/seller-1/${page}`;
    expect((await running.call('GET', path, { as: people.otherSeller })).status).toBe(404);
    expect((await running.call('GET', path, { as: people.buyer })).status).toBe(403);
  },
);

test('a seller reads a page of their statement, with the period in UTC', async () => {
  const asked: unknown[] = [];
  const running = await start({
    services: {
      ledger: {
        statement: (request) => {
          asked.push(request);
          return Promise.resolve({ items: [LINE], nextCursor: '7' });
        },
      },
    },
  });
  const query = `from=${encodeURIComponent('2030-01-01T02:00:00+02:00')}&cursor=9&limit=5`;
  const answer = await running.call('GET', `/v1/sellers/seller-1/statement?${query}`, { as: people.seller });
  expect(answer.json).toEqual({ items: [LINE], nextCursor: '7' });
  expect(asked).toEqual([{ sellerId: 'seller-1', from: '2030-01-01T00:00:00.000Z', cursor: '9', limit: 5 }]);
});

test.each([
  ['a day that is none', 'from=2030-02-30T00:00:00Z'],
  ['a cursor of another list', 'cursor=abc'],
  ['a field that is not known', 'seller=seller-2'],
])('a statement with %s is refused', async (_what, query) => {
  const running = await start({});
  const answer = await running.call('GET', `/v1/sellers/seller-1/statement?${query}`, { as: people.seller });
  expect(answer.status).toBe(400);
});

test.each([
  ['by its address', '/v1/sellers/seller-1/statement.csv', {}],
  ['by Accept', '/v1/sellers/seller-1/statement', { accept: 'text/csv' }],
])(
  'asked for as a file %s, a statement is all its pages in CSV without formulas',
  async (_how, path, headers) => {
    const running = await start({
      services: {
        ledger: {
          statement: ({ cursor }) =>
            Promise.resolve({ items: [LINE], nextCursor: cursor === undefined ? '7' : null }),
        },
      },
    });
    const answer = await running.call('GET', path, { as: people.seller, headers });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="statement-seller-1.csv"');
    const [head, first, second, end] = answer.text.split('\r\n');
    expect(head).toMatch(/^at,kind,text,/);
    expect(first).toBe(
      `2030-01-01T00:00:00.000Z,adjustment,"'=HYPERLINK(""evil""), or so",,,,,EUR,0,-5,0,90,-5,0`,
    );
    expect([second, end]).toEqual([first, '']);
  },
);

const ADJUSTMENT = { direction: 'credit', amountMinor: 500, currency: 'EUR', note: 'Goodwill' };
const adjust = (running: RunningApi, body: unknown, headers = { 'idempotency-key': 'k1' }) =>
  running.call('POST', '/v1/sellers/seller-1/adjustments', { as: people.support, body, headers });

test('staff adjust a balance once a key', async () => {
  const booked: unknown[] = [];
  const running = await start({
    services: {
      seller: { get: () => Promise.resolve({ id: 'seller-1' } as never) },
      ledger: { get: (id) => Promise.resolve({ ...SALE, id }) },
      books: {
        adjust: (adjustment) => {
          booked.push(adjustment);
          return Promise.resolve();
        },
      },
    },
  });
  const answer = await adjust(running, ADJUSTMENT);
  expect(answer.status).toBe(201);
  expect((await adjust(running, ADJUSTMENT)).text).toBe(answer.text);
  expect(booked).toEqual([{ ...ADJUSTMENT, sellerId: 'seller-1', adjustmentId: expect.any(String) }]);
});

test.each([
  ['an amount of 0', { amountMinor: 0 }, 400],
  ['a negative amount', { amountMinor: -1 }, 400],
  ['an amount that is not an integer', { amountMinor: 1.5 }, 400],
  ['no note', { note: ' ' }, 400],
  ['a field that is not known', { account: 'tax' }, 400],
  ['another currency', { currency: 'USD' }, 422],
])('an adjustment with %s is refused', async (_what, over, status) => {
  const running = await start({
    services: { seller: { get: () => Promise.resolve({ id: 'seller-1' } as never) } },
  });
  expect((await adjust(running, { ...ADJUSTMENT, ...over })).status).toBe(status);
});

test('an adjustment for a seller who is not there is refused', async () => {
  const running = await start({ services: { seller: { get: () => Promise.resolve(null) } } });
  expect((await adjust(running, ADJUSTMENT)).status).toBe(404);
});

test('a seller does not adjust their own balance', async () => {
  const running = await start({});
  const answer = await running.call('POST', '/v1/sellers/seller-1/adjustments', {
    as: people.seller,
    body: ADJUSTMENT,
    headers: { 'idempotency-key': 'k1' },
  });
  expect(answer.status).toBe(403);
});

const PLAN: RefundPlan = { ok: true, amountMinor: 100, lines: [], shippingMinor: 0, plainMinor: 100 };
const previewing = (order: ReturnType<typeof anOrder>) => ({
  services: {
    order: { get: () => Promise.resolve(order) },
    refund: { plan: () => Promise.resolve(PLAN), planRequest: () => Promise.resolve(PLAN) },
    books: { previewRefunds: () => Promise.resolve([SALE]) },
  },
});
const preview = (running: RunningApi, as: (typeof people)[keyof typeof people], body: object) =>
  running.call('POST', '/v1/orders/checkout-1-1/refunds/preview', { as, body });

test('a preview shows staff and the seller each leg, and the buyer what they would get', async () => {
  const running = await start(previewing(anOrder({ capturedMinor: 3490 })));
  const shown = await preview(running, people.support, { amountMinor: 100 });
  expect(shown.json).toMatchObject({ refundMinor: 100, entries: [{ kind: 'sale', legs: SALE.legs }] });
  const buyers = await preview(running, people.buyer, { amountMinor: 100 });
  expect(buyers.json).toMatchObject({ refundMinor: 100 });
  expect(buyers.json).not.toHaveProperty('entries');
  expect((await preview(running, people.otherBuyer, { amountMinor: 100 })).status).toBe(404);
});

test('a preview is refused for the reason for which the refund would be', async () => {
  const running = await start({
    services: {
      order: { get: () => Promise.resolve(anOrder()) },
      refund: { planRequest: () => Promise.resolve({ ok: false, reason: 'currency', leftMinor: 0 }) },
    },
  });
  const answer = await preview(running, people.buyer, { amountMinor: 100, currency: 'USD' });
  expect([answer.status, answer.json.type]).toEqual([409, expect.stringContaining('refund-currency')]);
});
