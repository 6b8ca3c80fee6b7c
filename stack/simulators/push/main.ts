import { z } from 'zod';
import { runUntilStopped } from '../lib/process';
import { startPushService } from './server';

const settings = z.object({
  PUSH_PORT: z.coerce.number().int().min(0).max(65535).default(4022),
  PUSH_HOST: z.string().default('127.0.0.1'),
});

runUntilStopped('push stand-in', async () => {
  const given = settings.parse(process.env);
  return startPushService({ port: given.PUSH_PORT, host: given.PUSH_HOST });
});
