import { z } from 'zod';
import { configSchema } from '../../../services/platform/config';
import { runUntilStopped } from '../lib/process';
import { startCarrier } from './server';

/** Settings of this process; the key and the secret are the shop's own. */
const settings = configSchema.pick({ CARRIER_KEY: true, CARRIER_WEBHOOK_SECRET: true }).extend({
  CARRIER_PORT: z.coerce.number().int().min(0).max(65535).default(4021),
  CARRIER_HOST: z.string().default('127.0.0.1'),
  CARRIER_PUBLIC_URL: z.url().optional(),
  CARRIER_WEBHOOK_URL: z.url().default('http://127.0.0.1:4000/v1/webhooks/carriers'),
  SIMULATOR_DATA_DIR: z.string().default('.caravan/data/simulators'),
  CARRIER_STEP_MS: z.coerce.number().int().positive().default(2000),
  CARRIER_LATENCY_MS: z.coerce.number().int().min(0).default(20),
});

runUntilStopped('carrier', async () => {
  const given = settings.parse(process.env);
  return startCarrier({
    port: given.CARRIER_PORT,
    host: given.CARRIER_HOST,
    apiKey: given.CARRIER_KEY,
    webhookSecret: given.CARRIER_WEBHOOK_SECRET,
    webhookUrl: given.CARRIER_WEBHOOK_URL,
    publicUrl: given.CARRIER_PUBLIC_URL,
    dataDir: given.SIMULATOR_DATA_DIR,
    stepMs: given.CARRIER_STEP_MS,
    latencyMs: given.CARRIER_LATENCY_MS,
  });
});
