import { apiInternalUrl } from './config';

const TIMEOUT_MS = 1500;
const KEPT_MS = 30_000;
const MOST_KEPT = 1000;
const OWN = 'http://localhost:3000';

const kept = new Map<string, { slug: string | null; untilMs: number }>();

/** The name without its port, lower case; null for addresses and names without a dot, which no shop can have. */
export function domainOf(host: string | null): string | null {
  const name = (host ?? '').split(',')[0]?.trim().toLowerCase().replace(/:\d+$/, '') ?? '';
  return /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/.test(name) ? name : null;
}

/**
 * The slug of the shop that lives at a domain of its own; null for the market's own address, for unknown ones, and
 * while the API is silent: then the market is shown.
 */
export async function shopAtDomain(host: string | null, nowMs = Date.now()): Promise<string | null> {
  const domain = domainOf(host);
  if (domain === null || domain === new URL(process.env.WEB_PUBLIC_URL ?? OWN).hostname) return null;
  const known = kept.get(domain);
  if (known && known.untilMs > nowMs) return known.slug;
  const slug = await ask(domain);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(domain, { slug, untilMs: nowMs + KEPT_MS });
  return slug;
}

async function ask(domain: string): Promise<string | null> {
  try {
    const response = await fetch(`${apiInternalUrl()}/v1/shops/by-host?host=${encodeURIComponent(domain)}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) return null;
    return ((await response.json()) as { slug: string }).slug;
  } catch {
    return null;
  }
}
