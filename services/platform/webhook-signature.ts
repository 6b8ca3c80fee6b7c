import { createHmac, timingSafeEqual } from 'node:crypto';
import { forgedWebhook, staleWebhook } from './webhook-refusals';

/** How far a webhook's time may lie from ours, in ms (the Standard Webhooks specification recommends five minutes). */
export const WEBHOOK_TOLERANCE_MS = 5 * 60_000;

/** More signatures than a rotation ever needs; a longer list is only there to make us work. */
const MAX_SIGNATURES = 10;

/** Header names are lower case, as Node gives them. */
export type WebhookHeaders = Record<string, string | readonly string[] | undefined>;

/** The three headers of a signed webhook. */
export interface SignedWebhookHeaders extends Record<string, string> {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * Signs a webhook by the Standard Webhooks specification (https://www.standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body`. With several secrets it carries one signature each, so that a secret can be replaced
 * while both sides still work. A secret that starts with `whsec_` is base64, any other is taken as it stands.
 * @param input.timestampMs when this attempt is sent; a repeated attempt keeps the id and has a new time
 */
export function signWebhook(input: {
  id: string;
  timestampMs: number;
  body: string;
  secret: string | readonly string[];
}): SignedWebhookHeaders {
  const timestamp = String(Math.floor(input.timestampMs / 1000));
  const secrets = typeof input.secret === 'string' ? [input.secret] : input.secret;
  const signatures = secrets.map(
    (secret) => `v1,${digest(secret, input.id, timestamp, input.body).toString('base64')}`,
  );
  return {
    'webhook-id': input.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * Checks that a webhook comes from who holds one of the secrets, is unchanged and is fresh.
 * @param input.rawBody the bytes as they came, before any parsing
 * @param input.secrets every secret that is accepted now; two or more while one is being replaced
 * @returns the webhook's id, which is the same each time it is sent, and when this attempt was sent, in ms
 * @throws DomainError `webhook-signature` or `webhook-timestamp`
 */
export function verifyWebhook(input: {
  headers: WebhookHeaders;
  rawBody: string | Uint8Array;
  secrets: readonly string[];
  nowMs: number;
}): { id: string; timestampMs: number } {
  const id = single(input.headers, 'webhook-id');
  const timestamp = single(input.headers, 'webhook-timestamp');
  const given = single(input.headers, 'webhook-signature');
  if (!id || !timestamp || !given || id.includes('.')) throw forgedWebhook();
  if (!/^\d{1,12}$/.test(timestamp)) throw staleWebhook();
  const timestampMs = Number(timestamp) * 1000;
  if (Math.abs(input.nowMs - timestampMs) > WEBHOOK_TOLERANCE_MS) throw staleWebhook();

  const candidates = given
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  const genuine = input.secrets
    .filter((secret) => secret !== '')
    .map((secret) => digest(secret, id, timestamp, input.rawBody))
    .some((expected) => candidates.some((candidate) => equal(expected, candidate)));
  if (!genuine) throw forgedWebhook();
  return { id, timestampMs };
}

function digest(secret: string, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice(6), 'base64')
    : Buffer.from(secret, 'utf8');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Takes as long whether the first or the last byte differs. */
function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A header given twice is ambiguous and counts as missing. */
function single(headers: WebhookHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
