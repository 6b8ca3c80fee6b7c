import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const NAMES = [
  'AUTH_SECRET',
  'PAYMENT_PROVIDER_KEY',
  'PAYMENT_WEBHOOK_SECRET',
  'CARRIER_KEY',
  'CARRIER_WEBHOOK_SECRET',
  'ANALYTICS_SECRET',
] as const;
const secretsSchema = z.record(z.string(), z.string());

/**
 * The secrets of a shop on this machine: made once, kept in its data folder, readable by this user only.
 * A name that joined the list later is added to those that are kept.
 */
export function localSecrets(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const missing = NAMES.filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  const secrets = {
    ...kept,
    ...Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('hex')])),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
