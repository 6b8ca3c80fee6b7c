import type { Config } from '../../platform/config';
import { stripeOptionsOf } from '../../platform/stripe';
import type { PaymentProvider } from '../provider.port';
import { createSimulatorProvider } from './simulator';
import { createStripeProvider } from './stripe';

/** The payment provider that the configuration names. */
export function createPaymentProvider(config: Config): PaymentProvider {
  if (config.PAYMENT_PROVIDER === 'stripe')
    return createStripeProvider(stripeOptionsOf(config, config.STRIPE_WEBHOOK_SECRET));
  return createSimulatorProvider({
    baseUrl: config.PAYMENT_PROVIDER_URL,
    apiKey: config.PAYMENT_PROVIDER_KEY,
    webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  });
}
