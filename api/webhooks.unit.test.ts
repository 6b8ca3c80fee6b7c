import { memoryWebhooks, startApi, type Fakes, type RunningApi } from './api.fixture';
import { aPayment } from './api.builders';
import { DomainError } from '../services/platform/errors';
import { signWebhook, verifyWebhook } from '../services/platform/webhook-signature';
import { providerEventSchema, type ProviderEvent } from '../services/payment/provider.port';
import type { Delivery } from '../services/delivery/delivery.schema';
import type { Payment } from '../services/payment/payment.schema';

const SECRET = 'a-webhook-secret-of-thirty-two-letters';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const ended = () => Promise.reject(new DomainError('conflict', 'workflow-ended', 'over'));

/** A provider that checks signatures as the real one does. */
const provider: Fakes['provider'] = {
  parseWebhook({ rawBody, headers }) {
    verifyWebhook({ rawBody, headers, secrets: [SECRET], nowMs: Date.now() });
    return providerEventSchema.parse(JSON.parse(Buffer.from(rawBody).toString('utf8')));
  },
};

function authorised(over: Record<string, unknown> = {}) {
  return {
    type: 'payment.authorised',
    id: 'event-1',
    occurredAt: '2030-01-01T00:00:00.000Z',
    authorisedUntil: '2030-01-08T00:00:00.000Z',
    providerPaymentId: 'pp-1',
    paymentId: 'checkout-1',
    amountMinor: 3490,
    currency: 'EUR',
    ...over,
  } as ProviderEvent;
}

interface Scene {
  payment?: Payment | null;
  toPayment?: () => Promise<void>;
  toCheckout?: () => Promise<void>;
}

async function scene({ payment = aPayment(), toPayment, toCheckout }: Scene = {}) {
  const told: string[] = [];
  const webhooks = memoryWebhooks();
  const note = (where: string, act?: () => Promise<void>) => () => {
    told.push(where);
    return act ? act() : Promise.resolve();
  };
  const running = await startApi({
    provider,
    webhooks,
    services: { payment: { get: () => Promise.resolve(payment) } },
    workflows: {
      reportToPayment: note('payment', toPayment),
      reportToCheckout: note('checkout', toCheckout),
    },
  });
  api = running;
  return {
    told,
    webhooks,
    send: (event: object, secret = SECRET) => {
      const body = JSON.stringify(event);
      const headers = signWebhook({ id: 'delivery-1', timestampMs: Date.now(), body, secret });
      return running.call('POST', '/v1/webhooks/payments', { body, headers });
    },
  };
}

/** Its orders are written. */
const placed = aPayment({
  ...{ status: 'authorised', authorisedMinor: 3490, providerPaymentId: 'pp-1' },
  parts: [
    { orderId: 'checkout-1-1', amountMinor: 3490, capturedMinor: 0, refundedMinor: 0, released: false },
  ],
});
const lapsed = { type: 'payment.voided', reason: 'expired', authorisedUntil: undefined };

test('a genuine report is stored, told to the checkout and answered with 204', async () => {
  const { send, told, webhooks } = await scene();
  expect((await send(authorised())).status).toBe(204);
  expect(told).toEqual(['checkout']);
  expect([...webhooks.processed]).toEqual(['payments:event-1']);
});

test('a report about money whose orders are written goes to the payment', async () => {
  const { send, told } = await scene({ payment: placed });
  expect((await send(authorised(lapsed))).status).toBe(204);
  expect(told).toEqual(['payment']);
});

test('a forged report is 400, and neither stored nor told', async () => {
  const { send, told, webhooks } = await scene();
  const answer = await send(authorised(), 'another-secret-of-thirty-two-letters!');
  expect(answer.status).toBe(400);
  expect(answer.json.type).toBe('/problems/webhook-signature');
  expect([told, webhooks.received]).toEqual([[], []]);
});

test('a body that was changed on its way is refused', async () => {
  const { told } = await scene();
  const headers = signWebhook({
    id: 'd',
    timestampMs: Date.now(),
    body: JSON.stringify(authorised()),
    secret: SECRET,
  });
  const body = JSON.stringify(authorised({ amountMinor: 1 }));
  const answer = await api?.call('POST', '/v1/webhooks/payments', { body, headers });
  expect(answer?.status).toBe(400);
  expect(told).toEqual([]);
});

test('a report that comes twice is told once', async () => {
  const { send, told } = await scene();
  await send(authorised());
  expect((await send(authorised())).status).toBe(204);
  expect(told).toEqual(['checkout']);
});

test('a report that could not be dealt with is 503, and dealt with when it comes again', async () => {
  let isThere = false;
  const { send, told } = await scene({
    toCheckout: () => (isThere ? Promise.resolve() : ended()),
  });
  expect((await send(authorised())).status).toBe(503);
  isThere = true;
  expect((await send(authorised())).status).toBe(204);
  expect(told).toEqual(['checkout', 'checkout']);
});

test('an engine that is away is 503, so that the report comes again', async () => {
  const away = () => Promise.reject(new DomainError('unavailable', 'workflow-engine-unavailable', 'away'));
  const { send, webhooks } = await scene({ payment: placed, toPayment: away });
  expect((await send(authorised(lapsed))).status).toBe(503);
  expect(webhooks.processed.size).toBe(0);
});

test.each([
  ['another amount', { amountMinor: 1 }, 'amount'],
  ['another currency', { currency: 'USD' }, 'currency'],
  ['a charge that is not one of ours', { providerPaymentId: 'pp-of-another' }, 'attempt'],
  [
    'a capture for an order of another',
    { type: 'payment.captured', providerCaptureId: 'c', reference: 'o' },
    'amount',
  ],
  [
    'a refund that nobody asked for',
    { type: 'refund.succeeded', providerRefundId: 'r', reference: 'x' },
    'amount',
  ],
])('a genuine report of %s is 409 and told to nobody', async (_what, over, what) => {
  const { send, told, webhooks } = await scene();
  const answer = await send(authorised(over));
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ type: '/problems/webhook-mismatch', what });
  expect([told, webhooks.processed.size]).toEqual([[], 0]);
});

test('a report of a payment that we do not know is 409', async () => {
  const { send } = await scene({ payment: null });
  expect((await send(authorised())).status).toBe(409);
});

test('what our record shows already wakes nobody', async () => {
  const attempts = aPayment().attempts.map((attempt) => ({ ...attempt, status: 'authorised' as const }));
  const { send, told, webhooks } = await scene({ payment: aPayment({ status: 'authorised', attempts }) });
  expect((await send(authorised())).status).toBe(204);
  expect(told).toEqual([]);
  expect(webhooks.processed.size).toBe(1);
});

describe('the carrier', () => {
  const delivery: Delivery = {
    id: 'delivery-1',
    orderId: 'checkout-1-1',
    buyerId: 'buyer-1',
    sellerId: 'seller-1',
    status: 'booked',
    trackingId: 'track-1',
    labelUrl: null,
    estimatedAt: null,
    tracking: [],
    createdAt: '2030-01-01T00:00:00.000Z',
    version: 1,
  };
  const event = {
    id: 'event-1',
    trackingId: 'track-1',
    deliveryId: 'delivery-1',
    sequence: 2,
    type: 'collected' as const,
    description: 'Collected from the seller.',
    occurredAt: '2030-01-01T00:00:00.000Z',
    estimatedAt: '2030-01-03T00:00:00.000Z',
  };

  async function report(over: Partial<typeof event> = {}, known: Delivery | null = delivery) {
    const told: unknown[] = [];
    api = await startApi({
      carrier: { parseWebhook: () => ({ ...event, ...over }) },
      services: {
        delivery: { findByTracking: () => Promise.resolve(null), get: () => Promise.resolve(known) },
      },
      workflows: {
        reportToDelivery: (id, tracking) => {
          told.push([id, tracking]);
          return Promise.resolve();
        },
      },
    });
    const answer = await api.call('POST', '/v1/webhooks/carriers', { body: {} });
    return { answer, told };
  }

  test("has its report told to the delivery in the shop's words", async () => {
    const { answer, told } = await report();
    expect(answer.status).toBe(204);
    const { occurredAt: at, description: text, sequence } = event;
    expect(told).toEqual([['delivery-1', { id: 'track-1-2', sequence, status: 'in-transit', at, text }]]);
  });

  test('cannot report about a parcel under the number of another', async () => {
    const { answer, told } = await report({ trackingId: 'track-of-another' });
    expect([answer.status, told]).toEqual([409, []]);
  });

  test('cannot report about a parcel that is not there', async () => {
    const { answer } = await report({}, null);
    expect(answer.status).toBe(404);
  });
});
