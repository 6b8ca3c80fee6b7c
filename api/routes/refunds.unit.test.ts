import { anOrder } from '../api.builders';
import { people, startApi, type Fakes, type RunningApi } from '../api.fixture';
import { DomainError } from '../../services/platform/errors';
import type { ApiServices } from '../deps';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const ask = (running: RunningApi, key: string, { as = people.buyer, ...more }: Asked = {}) =>
  running.call('POST', '/v1/orders/checkout-1-1/refunds', {
    as,
    body: { lines: [{ lineId: 'line-1', quantity: 1 }], reason: 'damaged', ...more },
    headers: { 'idempotency-key': key },
  });
type Asked = { as?: (typeof people)[keyof typeof people]; restock?: boolean };

const SMALL = { by: 'nobody', why: 'small' } as const;

async function scene(startRefund: NonNullable<Fakes['workflows']>['startRefund']) {
  const asked: Parameters<ApiServices['refund']['request']>[0][] = [];
  api = await startApi({
    services: {
      order: { get: () => Promise.resolve(anOrder({ capturedMinor: 3490 })) },
      refund: {
        request: (request) => {
          asked.push(request);
          return Promise.resolve({ id: request.refundId, approval: SMALL } as never);
        },
      },
    },
    workflows: { startRefund },
  });
  return { api, asked };
}

test('a refund is asked for in the name of the buyer, and its workflow starts', async () => {
  const started: unknown[] = [];
  const { api: running, asked } = await scene((input) => {
    started.push(input);
    return Promise.resolve();
  });
  const answer = await ask(running, 'key-1');
  expect(answer.status).toBe(201);
  expect(answer.headers.get('location')).toBe(`/v1/refunds/${answer.json.id}`);
  expect(asked[0]?.by).toEqual({ role: 'buyer', id: 'buyer-1' });
  expect(started).toEqual([
    {
      ...{ refundId: answer.json.id, orderId: 'checkout-1-1', paymentId: 'checkout-1' },
      ...{ sellerId: anOrder().sellerId, automatic: true, approval: SMALL },
    },
  ]);
});

test('a try after the engine was away is about the same refund; another key is about another', async () => {
  let isAway = true;
  const { api: running, asked } = await scene(() =>
    isAway
      ? Promise.reject(new DomainError('unavailable', 'workflow-engine-unavailable', 'away'))
      : Promise.resolve(),
  );
  expect((await ask(running, 'key-1')).status).toBe(503);
  isAway = false;
  expect((await ask(running, 'key-1')).status).toBe(201);
  expect((await ask(running, 'key-2')).status).toBe(201);
  const [first, second, third] = asked.map(({ refundId }) => refundId);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('a buyer does not agree to their own refund', async () => {
  const { api: running } = await scene(() => Promise.resolve());
  const answer = await running.call('POST', '/v1/refunds/refund-1/approvals', { as: people.buyer, body: {} });
  expect(answer.status).toBe(403);
});

test('whoever has the goods does not say that they are back on sale; their seller and staff do', async () => {
  const { api: running, asked } = await scene(() => Promise.resolve());
  const refused = await ask(running, 'key-1', { restock: true });
  expect([refused.status, refused.json.type]).toEqual([403, '/problems/restock-not-yours']);
  expect(asked).toEqual([]);
  for (const as of [people.seller, people.support])
    expect((await ask(running, 'key-2', { as, restock: true })).status).toBe(201);
  expect(asked.map(({ request }) => request.restock)).toEqual([true, true]);
});

test('staff list the refunds that support has to decide about', async () => {
  const wanted: unknown[] = [];
  api = await startApi({
    services: {
      refund: {
        list: (query) => {
          wanted.push(query);
          return Promise.resolve({ items: [], nextCursor: null });
        },
      },
    },
  });
  const path = '/v1/refunds?status=awaiting-approval&decider=support';
  expect((await api.call('GET', path, { as: people.support })).status).toBe(200);
  expect((await api.call('GET', '/v1/refunds?decider=nobody', { as: people.support })).status).toBe(400);
  expect(wanted).toEqual([{ status: 'awaiting-approval', decider: 'support', limit: 20 }]);
});
