import { z } from 'zod';
import { configSchema } from '../../../services/platform/config';
import { runUntilStopped } from '../lib/process';
import { startPaymentProvider } from './server';

/** Settings of this process; the key and the secret are the shop's own. */
const settings = configSchema.pick({ PAYMENT_PROVIDER_KEY: true, PAYMENT_WEBHOOK_SECRET: true }).extend({
  PAYMENT_PROVIDER_PORT: z.coerce.number().int().min(0).max(65535).default(4020),
  PAYMENT_PROVIDER_HOST: z.string().default('127.0.0.1'),
  PAYMENT_PROVIDER_PUBLIC_URL: z.url().optional(),
  PAYMENT_WEBHOOK_URL: z.url().default('http://127.0.0.1:4000/v1/webhooks/payments'),
  PAYOUT_WEBHOOK_URL: z.url().optional(),
  SIMULATOR_DATA_DIR: z.string().default('.caravan/data/simulators'),
  PAYMENT_LATENCY_MS: z.coerce.number().int().min(0).default(20),
  PAYMENT_AUTHORISATION_HOURS: z.coerce.number().positive().default(168),
  PAYMENT_EVIDENCE_HOURS: z.coerce.number().positive().default(168),
});

const HOUR_MS = 3_600_000;

runUntilStopped('payment provider', async () => {
  const given = settings.parse(process.env);
  return startPaymentProvider({
    port: given.PAYMENT_PROVIDER_PORT,
    host: given.PAYMENT_PROVIDER_HOST,
    apiKey: given.PAYMENT_PROVIDER_KEY,
    webhookSecret: given.PAYMENT_WEBHOOK_SECRET,
    webhookUrl: given.PAYMENT_WEBHOOK_URL,
    payoutWebhookUrl: given.PAYOUT_WEBHOOK_URL,
    publicUrl: given.PAYMENT_PROVIDER_PUBLIC_URL,
    dataDir: given.SIMULATOR_DATA_DIR,
    latencyMs: given.PAYMENT_LATENCY_MS,
    authorisationMs: given.PAYMENT_AUTHORISATION_HOURS * HOUR_MS,
    evidenceMs: given.PAYMENT_EVIDENCE_HOURS * HOUR_MS,
  });
});
