import { disputeIdOf } from '../services/dispute/dispute.ids';
import type { Dispute } from '../services/dispute/dispute.schema';
import type { ProviderEvent } from '../services/payment/provider.port';
import { aPayment } from './api.builders';
import { memoryWebhooks, startApi, type RunningApi } from './api.fixture';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const ref = { paymentId: 'checkout-1', providerPaymentId: 'pp-1', providerDisputeId: 'dis_1' };

function opened(over: Record<string, unknown> = {}) {
  return {
    type: 'dispute.opened',
    id: 'event-1',
    occurredAt: '2030-01-01T00:00:00.000Z',
    amountMinor: 1000,
    currency: 'EUR',
    reason: 'It did not arrive.',
    evidenceDueAt: '2030-01-08T00:00:00.000Z',
    ...ref,
    ...over,
  } as ProviderEvent;
}

async function report(event: ProviderEvent, known: Partial<Dispute> | null = null) {
  const told: unknown[] = [];
  const webhooks = memoryWebhooks();
  api = await startApi({
    webhooks,
    provider: { parseWebhook: () => event },
    services: {
      payment: { get: () => Promise.resolve(aPayment()) },
      dispute: { get: () => Promise.resolve(known as Dispute | null) },
    },
    workflows: {
      reportToDispute: (...message) => {
        told.push(message);
        return Promise.resolve();
      },
    },
  });
  const answer = await api.call('POST', '/v1/webhooks/payments', { body: {} });
  return { answer, told, webhooks };
}

test.each(['dispute.opened', 'dispute.won', 'dispute.lost'])(
  'a report %s opens the one workflow of its dispute',
  async (type) => {
    const { answer, told, webhooks } = await report(opened({ type }));
    expect(answer.status).toBe(204);
    expect(told).toEqual([[{ disputeId: disputeIdOf(ref), ...ref }, { eventId: 'event-1' }]]);
    expect([...webhooks.processed]).toEqual(['payments:event-1']);
  },
);

test.each([
  ['dispute.opened', 'lost'],
  ['dispute.lost', 'lost'],
])('a report %s about a dispute that is %s already wakes nobody', async (type, status) => {
  const { answer, told } = await report(opened({ type }), { status: status as Dispute['status'] });
  expect([answer.status, told]).toEqual([204, []]);
});

test('a verdict that is not the one we know is looked into', async () => {
  const { told } = await report(opened({ type: 'dispute.won' }), { status: 'lost' });
  expect(told).toHaveLength(1);
});

test.each([
  ['more than the payment', { amountMinor: 3491 }, 'amount'],
  ['another currency', { currency: 'USD' }, 'currency'],
  ['a charge of another', { providerPaymentId: 'pp-2' }, 'attempt'],
])('a dispute of %s is 409 and told to nobody', async (_what, over, what) => {
  const { answer, told } = await report(opened(over));
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ type: '/problems/webhook-mismatch', what });
  expect(told).toEqual([]);
});
