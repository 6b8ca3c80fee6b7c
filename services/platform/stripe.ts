import Stripe from 'stripe';
import { ConfigError, type Config } from './config';
import { DomainError, NotFoundError } from './errors';
import { ProviderUnavailableError } from './http-client';
import { forgedWebhook, malformedWebhook, staleWebhook } from './webhook-refusals';
import type { WebhookHeaders } from './webhook-signature';

/** What the adapters were written against; Stripe keeps answering in its shape whatever the account's default is. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

/** How long a signed webhook is good for, in seconds. */
const WEBHOOK_TOLERANCE_S = 300;

export interface StripeOptions {
  secretKey: string;
  /** One signing secret of the webhook endpoint, or several while one is being replaced. */
  webhookSecret: string | readonly string[];
  /** Another address than Stripe's own, for tests. */
  apiUrl?: string;
  /** How long one request may take, in ms. */
  timeoutMs: number;
}

/**
 * How Stripe is reached.
 * @throws ConfigError when a key is missing, which `loadConfig` refuses already
 */
export function stripeOptionsOf(config: Config, webhookSecret: string | undefined): StripeOptions {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: apiUrl, PAYMENT_TIMEOUT_MS: timeoutMs } = config;
  if (secretKey === undefined || webhookSecret === undefined)
    throw new ConfigError(
      'STRIPE_SECRET_KEY and the secrets of its webhooks are needed to pay through Stripe',
    );
  return { secretKey, webhookSecret, timeoutMs, ...(apiUrl !== undefined && { apiUrl }) };
}

/** A client that asks once: whoever calls repeats under the same key, and knows how long it may take. */
export function createStripeClient(options: Omit<StripeOptions, 'webhookSecret'>): Stripe {
  const url = options.apiUrl === undefined ? undefined : new URL(options.apiUrl);
  return new Stripe(options.secretKey, {
    apiVersion: STRIPE_API_VERSION,
    timeout: options.timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    ...(url && {
      host: url.hostname,
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      protocol: url.protocol === 'https:' ? 'https' : 'http',
    }),
  });
}

/**
 * Runs a request to Stripe and turns its errors into ours.
 * @param service how the other side is called in errors, such as `payment provider`
 * @param refusalOf our error for a refusal that repeating does not mend
 * @throws ProviderUnavailableError when there is no usable answer; NotFoundError; what `refusalOf` makes
 */
export async function askStripe<T>(
  service: string,
  refusalOf: (error: Stripe.errors.StripeError) => Error,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw silenceOf(service, error) ?? knownRefusalOf(error) ?? refusalOf(error);
  }
}

/** Stripe's own code of a refusal, the most telling one first. */
export function stripeReasonOf({ decline_code, code, type }: Stripe.errors.StripeError): string {
  return decline_code ?? code ?? type;
}

/** The error for an answer that settles nothing, or undefined when it is a refusal. */
function silenceOf(service: string, error: Stripe.errors.StripeError): ProviderUnavailableError | undefined {
  const silence = (outcome: 'unknown' | 'not-done', reason: string) =>
    new ProviderUnavailableError(service, outcome, reason, { cause: error });
  const { statusCode = 0, code } = error;
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const reason = networkCodeOf(error);
    return silence(isNeverSent(reason) ? 'not-done' : 'unknown', `could not be reached (${reason})`);
  }
  if (statusCode === 429) return silence('not-done', 'asks us to slow down');
  if (statusCode === 401 || statusCode === 403) return silence('not-done', 'does not accept our API key');
  // Under this key a request like ours is at work right now; its answer is there a moment later.
  if (statusCode === 409 || code === 'idempotency_key_in_use')
    return silence('unknown', 'is still at work on the same request');
  return statusCode >= 400 && statusCode < 500
    ? undefined
    : silence('unknown', `answered with status ${statusCode}`);
}

const isNeverSent = (code: string) => ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);

function networkCodeOf({ detail, code, type }: Stripe.errors.StripeError): string {
  if (typeof detail === 'object' && 'code' in detail && typeof detail.code === 'string') return detail.code;
  return code ?? type;
}

function knownRefusalOf(error: Stripe.errors.StripeError): Error | undefined {
  if (error.statusCode === 404) return new NotFoundError('thing at the provider');
  if (!(error instanceof Stripe.errors.StripeIdempotencyError)) return undefined;
  return new DomainError(
    'conflict',
    'idempotency-key-reused',
    'This key was used for another request. Nothing was done.',
  );
}

/**
 * Checks the signature of a webhook of Stripe over its bytes, and that it is not older than five minutes.
 * @throws DomainError `webhook-signature`, `webhook-timestamp` or `webhook-malformed`
 */
export function verifyStripeWebhook(
  stripe: Stripe,
  secrets: readonly string[],
  { rawBody, headers }: { rawBody: string | Uint8Array; headers: WebhookHeaders },
  nowMs: number,
): Stripe.Event {
  const signature = headers['stripe-signature'];
  // Given twice it is ambiguous, and counts as missing.
  if (typeof signature !== 'string') throw forgedWebhook();
  // The package compares in one direction only: a signature of tomorrow would pass for fresh.
  const sentAtS = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN);
  if (Math.abs(nowMs / 1000 - sentAtS) > WEBHOOK_TOLERANCE_S) throw staleWebhook();
  const bytes = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody);
  for (const secret of secrets.filter((one) => one !== '')) {
    try {
      return stripe.webhooks.constructEvent(bytes, signature, secret, WEBHOOK_TOLERANCE_S, undefined, nowMs);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw malformedWebhook();
    }
  }
  throw forgedWebhook();
}

/** Stripe counts these in hundredths although ISO 4217 gives them no decimals (https://docs.stripe.com/currencies). */
const HUNDREDTHS = new Set(['ISK', 'UGX']);
/** ISO 4217 gives it two decimals and Stripe none: an amount would come out a hundredfold. */
const UNFIT = new Set(['MGA']);

/** An amount of ours, in minor units, as Stripe counts it. */
export function toStripeAmount(amountMinor: number, currency: string): number {
  if (UNFIT.has(currency))
    throw new DomainError('invalid', 'currency-not-supported', `${currency} cannot be paid through Stripe.`);
  return HUNDREDTHS.has(currency) ? amountMinor * 100 : amountMinor;
}

/** An amount of Stripe's in our minor units; `currency` in either case. */
export function fromStripeAmount(amount: number, currency: string): number {
  return HUNDREDTHS.has(currency.toUpperCase()) ? Math.round(amount / 100) : amount;
}

/** Seconds since 1970 as ISO 8601. */
export const fromStripeTime = (seconds: number) => new Date(seconds * 1000).toISOString();
