import {
  aDispute,
  aStripeWebhook,
  anEvent,
  anIntent,
} from '../services/payment/providers/stripe.objects.fixture';
import { createStripeProvider } from '../services/payment/providers/stripe';
import { aPayment } from './api.builders';
import { memoryWebhooks, startApi, type RunningApi } from './api.fixture';

const SECRET = 'whsec_test_secret';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** The API with Stripe behind it, and a payment that Stripe's event is about. */
async function scene() {
  const told: unknown[] = [];
  const tell = (...report: unknown[]) => {
    told.push(report);
    return Promise.resolve();
  };
  const webhooks = memoryWebhooks();
  const payment = aPayment();
  const running = await startApi({
    provider: createStripeProvider({
      secretKey: 'sk_test_123',
      webhookSecret: SECRET,
      apiUrl: 'http://127.0.0.1:1',
      timeoutMs: 1000,
    }),
    webhooks,
    services: { payment: { get: () => Promise.resolve(payment) } },
    workflows: { reportToPayment: tell, reportToCheckout: tell },
  });
  api = running;
  const attempt = payment.attempts.at(-1);
  const intent = anIntent({
    id: attempt?.providerPaymentId,
    amount: payment.amountMinor,
    amount_capturable: payment.amountMinor,
    currency: payment.currency.toLowerCase(),
    metadata: { caravan_payment: payment.id },
  });
  const event = anEvent('payment_intent.amount_capturable_updated', intent);
  const post = (body: string, headers: Record<string, string>) =>
    running.call('POST', '/v1/webhooks/payments', { body, headers });
  return { told, webhooks, event, post };
}

test('a webhook that Stripe signed over its bytes is stored and told to the workflow that decides', async () => {
  const { told, webhooks, event, post } = await scene();
  const { rawBody, headers } = aStripeWebhook(event, SECRET);
  expect((await post(rawBody, headers)).status).toBe(204);
  expect(told).toHaveLength(1);
  expect([...webhooks.processed]).toEqual(['payments:evt_1']);
  expect((await post(rawBody, headers)).status).toBe(204);
  expect(told).toHaveLength(1);
});

test('the same event in other bytes is refused', async () => {
  const { told, webhooks, event, post } = await scene();
  const { headers } = aStripeWebhook(event, SECRET);
  const answer = await post(JSON.stringify(event, null, 1), headers);
  expect(answer.status).toBe(400);
  expect(answer.json.type).toBe('/problems/webhook-signature');
  expect([told, webhooks.received]).toEqual([[], []]);
});

test('a webhook signed with another secret, by another scheme or six minutes ago is refused', async () => {
  const { told, event, post } = await scene();
  const another = aStripeWebhook(event, 'whsec_another_secret');
  const old = aStripeWebhook(event, SECRET, Date.now() - 6 * 60_000);
  const genuine = aStripeWebhook(event, SECRET);
  const scheme = genuine.headers['stripe-signature'].replace('v1=', 'v0=');
  const types = [];
  for (const [body, headers] of [
    [another.rawBody, another.headers],
    [old.rawBody, old.headers],
    [genuine.rawBody, { 'stripe-signature': scheme }],
    [genuine.rawBody, {}],
  ] as const)
    types.push((await post(body, headers)).json.type);
  expect(types).toEqual([
    '/problems/webhook-signature',
    '/problems/webhook-timestamp',
    '/problems/webhook-signature',
    '/problems/webhook-signature',
  ]);
  expect(told).toEqual([]);
});

test('what is authentic and names another amount is 409', async () => {
  const { told, event, post } = await scene();
  const intent = { ...(event.data.object as object), amount: 1, amount_capturable: 1 };
  const { rawBody, headers } = aStripeWebhook({ ...event, data: { object: intent } }, SECRET);
  expect((await post(rawBody, headers)).status).toBe(409);
  expect(told).toEqual([]);
});

test('a dispute is asked for again while Stripe cannot be asked which payment it is about', async () => {
  const { told, webhooks, post } = await scene();
  const { rawBody, headers } = aStripeWebhook(anEvent('charge.dispute.created', aDispute()), SECRET);
  expect((await post(rawBody, headers)).status).toBe(503);
  expect([told, webhooks.received]).toEqual([[], []]);
});
