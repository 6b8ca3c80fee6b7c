import { signWebhook } from '../../platform/webhook-signature';
import { ConfigError, loadConfig } from '../../platform/config';
import { createPaymentProvider } from './provider';
import { aStripeWebhook, anEvent } from './stripe.objects.fixture';

const KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_123',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_123',
  STRIPE_WEBHOOK_SECRET: 'whsec_account',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
};
const news = anEvent('customer.created', {});

test('without a setting the simulator moves the money, and no key is needed', async () => {
  const config = loadConfig({});
  const body = JSON.stringify({ type: 'news', timestamp: new Date().toISOString(), data: {} });
  const headers = signWebhook({
    id: 'e',
    timestampMs: Date.now(),
    body,
    secret: config.PAYMENT_WEBHOOK_SECRET,
  });
  expect(await createPaymentProvider(config).parseWebhook({ rawBody: body, headers })).toMatchObject({
    type: 'ignored',
  });
});

test('Stripe is chosen by one setting and takes the webhooks signed for its account', async () => {
  const provider = createPaymentProvider(loadConfig({ PAYMENT_PROVIDER: 'stripe', ...KEYS }));
  expect(await provider.parseWebhook(aStripeWebhook(news, 'whsec_account'))).toMatchObject({
    type: 'ignored',
  });
  await expect(provider.parseWebhook(aStripeWebhook(news, 'whsec_connect'))).rejects.toMatchObject({
    code: 'webhook-signature',
  });
});

test.each(Object.keys(KEYS))('Stripe without %s is refused by its name', (missing) => {
  const env = { PAYMENT_PROVIDER: 'stripe', ...KEYS, [missing]: undefined };
  expect(() => loadConfig(env)).toThrow(ConfigError);
  expect(() => loadConfig(env)).toThrow(missing);
});
