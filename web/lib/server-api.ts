import { apiInternalUrl } from './config';

/** What asking the API for a page's content came to. */
export type Fetched<Body> = { ok: true; body: Body } | { ok: false; reason: 'not-found' | 'unreachable' };

const TIMEOUT_MS = 6000;

/**
 * Asks the API for something public, from the server. It never throws: a page says itself what is missing.
 * @param path with query, such as `/v1/products?limit=8`
 */
export async function fetchPublic<Body>(path: string): Promise<Fetched<Body>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  // An answer that is aborted while it comes in may stay pending for good (nodejs/node#56917): the page does not.
  const late = new Promise<Fetched<Body>>((resolve) => {
    signal.addEventListener('abort', () => resolve({ ok: false, reason: 'unreachable' }), { once: true });
  });
  return Promise.race([ask<Body>(path, signal), late]);
}

async function ask<Body>(path: string, signal: AbortSignal): Promise<Fetched<Body>> {
  try {
    const response = await fetch(apiInternalUrl() + path, {
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal,
    });
    if (response.ok) return { ok: true, body: (await response.json()) as Body };
    return {
      ok: false,
      reason: response.status === 404 || response.status === 400 ? 'not-found' : 'unreachable',
    };
  } catch {
    return { ok: false, reason: 'unreachable' };
  }
}

/** The same for what a page can do without: null when it is not to be had. */
export async function fetchOptional<Body>(path: string): Promise<Body | null> {
  const fetched = await fetchPublic<Body>(path);
  return fetched.ok ? fetched.body : null;
}
