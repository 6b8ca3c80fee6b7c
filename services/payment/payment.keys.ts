const HOUR_MS = 3_600_000;

/**
 * Providers keep idempotency keys for a day (Stripe: "after at least 24 hours", docs.stripe.com/api/idempotent_requests).
 * After this long a key is not trusted any more: what it may have done is asked, and a new one is taken.
 */
export const KEY_TRUSTED_MS = 20 * HOUR_MS;

/** Whether a request that was made under a key may be repeated under it. Times in ms since 1970. */
export function isKeyTrusted(askedAtMs: number, nowMs: number): boolean {
  return nowMs - askedAtMs < KEY_TRUSTED_MS;
}

/** The key after this one, for the same thing: `k`, `k.2`, `k.3`. */
export function nextKey(key: string): string {
  const [, base = key, number] = /^(.*?)(?:\.(\d+))?$/.exec(key) ?? [];
  return `${base}.${number === undefined ? 2 : Number(number) + 1}`;
}
