import { aDelivery, anOrder } from '../api.builders';
import { people, startApi, type RunningApi } from '../api.fixture';

const ada = { email: 'ada@example.test' };
/** Newest first, as the service lists them. */
const kept = [
  anOrder({ id: 'checkout-3-1', ...ada, status: 'shipped' }),
  anOrder({ id: 'checkout-2-1', email: 'bo@example.test' }),
  anOrder({ id: 'checkout-1-1', ...ada }),
];
const parcel = aDelivery({ orderId: 'checkout-2-1', trackingId: 'CRV0123456789ABCDEF' });

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({
    services: {
      order: {
        listAll({ id, email, status, cursor, limit }) {
          const fitting = kept.filter(
            (order) =>
              order.id === (id ?? order.id) &&
              order.email === (email ?? order.email) &&
              order.status === (status ?? order.status) &&
              (cursor === undefined || order.id < cursor),
          );
          const items = fitting.slice(0, limit);
          const nextCursor = fitting.length > limit ? (items.at(-1)?.id ?? null) : null;
          return Promise.resolve({ items, nextCursor });
        },
        listForBuyer: () => Promise.resolve({ items: [anOrder()], nextCursor: null }),
      },
      delivery: {
        findByTracking: (trackingId) => Promise.resolve(trackingId === parcel.trackingId ? parcel : null),
      },
    },
  });
});
afterAll(() => api.close());

const find = (query: string, as: (typeof people)[keyof typeof people] = people.support) =>
  api.call('GET', `/v1/orders?${query}`, { as });
const idsOf = ({ json }: { json: Record<string, unknown> }) =>
  (json.items as { id: string }[]).map(({ id }) => id);

test.each([
  ['as it was typed at checkout', 'ada@example.test'],
  ['in capitals', 'ADA@Example.TEST'],
  ['with spaces around it', '%20ada@example.test%20'],
])('staff find the orders of an e-mail address, newest first: %s', async (_how, email) => {
  for (const as of [people.support, people.admin])
    expect(idsOf(await find(`scope=all&email=${email}`, as))).toEqual(['checkout-3-1', 'checkout-1-1']);
});

test('an address without orders has an empty list', async () => {
  const answer = await find('email=nobody@example.test');
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ items: [], nextCursor: null });
});

test('an address is looked for page by page, and within a state', async () => {
  const first = await find('email=ada@example.test&limit=1');
  expect(idsOf(first)).toEqual(['checkout-3-1']);
  const next = await find(`email=ada@example.test&limit=1&cursor=${String(first.json.nextCursor)}`);
  expect(idsOf(next)).toEqual(['checkout-1-1']);
  expect(next.json.nextCursor).toBeNull();
  expect(idsOf(await find('email=ada@example.test&status=shipped'))).toEqual(['checkout-3-1']);
});

test("staff find an order by the carrier's number of a parcel", async () => {
  expect(idsOf(await find('scope=all&trackingId=CRV0123456789ABCDEF'))).toEqual(['checkout-2-1']);
});

test('a number that no parcel has finds nothing, and so does one of another address', async () => {
  const unknown = await find('trackingId=CRV0000000000000000');
  expect(unknown.json).toEqual({ items: [], nextCursor: null });
  expect(idsOf(await find('trackingId=CRV0123456789ABCDEF&email=ada@example.test'))).toEqual([]);
});

describe.each(['email=ada@example.test', 'trackingId=CRV0123456789ABCDEF'])('%s', (query) => {
  test.each(['guest', 'buyer', 'seller'] as const)('is not looked for by a %s', async (who) => {
    for (const scope of ['', 'scope=own&', 'scope=all&']) {
      const answer = await find(scope + query, people[who]);
      expect(answer.status).toBe(403);
      expect(answer.json.type).toBe('/problems/role-not-allowed');
    }
  });
});

test.each([
  'email[$gt]=',
  'email[$regex]=.*',
  'email=$gt',
  'email=.*@.*',
  'email=',
  'email=ada@example.test&email=bo@example.test',
  'trackingId[$ne]=x',
  'trackingId=',
  'trackingId=a&trackingId=b',
])('"%s" is refused: an operator or a pattern is no address and no number', async (query) => {
  const answer = await find(`scope=all&${query}`);
  expect(answer.status).toBe(400);
  expect(answer.json.type).toBe('/problems/invalid-request');
});

test("a buyer's own list asks for no staff", async () => {
  expect(idsOf(await find('scope=own', people.buyer))).toEqual(['checkout-1-1']);
});
