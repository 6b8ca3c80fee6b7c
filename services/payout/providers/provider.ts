import type { Config } from '../../platform/config';
import { stripeOptionsOf } from '../../platform/stripe';
import type { PayoutProvider } from '../payout-provider.port';
import { createSimulatorPayouts } from './simulator';
import { createStripePayouts } from './stripe';

/** Who pays the sellers: whoever takes the buyers' money. */
export function createPayoutProvider(config: Config): PayoutProvider {
  if (config.PAYMENT_PROVIDER === 'stripe')
    return createStripePayouts(stripeOptionsOf(config, config.STRIPE_CONNECT_WEBHOOK_SECRET));
  return createSimulatorPayouts({
    baseUrl: config.PAYMENT_PROVIDER_URL,
    apiKey: config.PAYMENT_PROVIDER_KEY,
    webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  });
}
