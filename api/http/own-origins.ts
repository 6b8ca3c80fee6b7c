import { LRUCache } from 'lru-cache';
import type { Clock } from '../../services/platform/clock';
import type { Config } from '../../services/platform/config';
import { DomainError } from '../../services/platform/errors';
import { hostSchema } from '../../services/seller/seller.schema';

/** How long a host that was a shop's counts as one without another look, in ms. */
const FRESH_MS = 60_000;
/** The same for one that was nobody's: short, because its shop may just have proven it. */
const NOBODYS_MS = 5000;
const MOST_KEPT = 1000;

export type OwnOrigins = ReturnType<typeof createOwnOrigins>;

/**
 * Which pages are ours: those of the market, and the same pages at a domain that a shop has proven. Told by `Origin`,
 * which the browser writes and which nginx and Next.js pass on as it came; `Host` says only whom a request was sent to.
 * @param deps.shopAt the open shop that has a host of its own, or null
 */
export function createOwnOrigins({
  config,
  clock,
  shopAt,
}: {
  config: Pick<Config, 'NODE_ENV' | 'WEB_PUBLIC_URL' | 'API_PUBLIC_URL'>;
  clock: Clock;
  shopAt(host: string): Promise<object | null>;
}) {
  const isStrict = config.NODE_ENV === 'production';
  const market = new Set([config.WEB_PUBLIC_URL, config.API_PUBLIC_URL].map((url) => new URL(url).origin));
  const shops = new LRUCache<string, boolean>({
    max: MOST_KEPT,
    ttl: FRESH_MS,
    ttlResolution: 0,
    perf: { now: () => clock.nowMs() },
    fetchMethod: async (host, _before, { options }) => {
      const isShops = (await shopAt(host)) !== null;
      if (!isShops) options.ttl = NOBODYS_MS;
      return isShops;
    },
  });

  /** The origin, when a shop is there at a domain of its own; null for the market's, for unknown ones and for none. */
  async function shopsOwn(origin: string | undefined): Promise<string | null> {
    if (origin === undefined || market.has(origin)) return null;
    const host = shopHostOf(origin, isStrict);
    return host !== null && (await shops.fetch(host)) === true ? origin : null;
  }

  return {
    shopsOwn,

    /**
     * Refuses a call that carries the cookie from a page that is not ours. SameSite=Lax covers other sites; this covers
     * other ports and subdomains of our own site. Programs send no origin.
     * @throws DomainError `foreign-origin`
     */
    async require(origin: string | undefined): Promise<void> {
      if (origin === undefined || market.has(origin) || (await shopsOwn(origin)) !== null) return;
      throw new DomainError(
        'forbidden',
        'foreign-origin',
        'This page may not use your session. Nothing was changed.',
      );
    },
  };
}

/**
 * The host of an origin at which a shop may be, or null. Anything but the text that browsers write is refused, because
 * it becomes the beginning of an address. Laptops have neither certificates nor free ports: there, http and any port do.
 */
function shopHostOf(origin: string, isStrict: boolean): string | null {
  if (!URL.canParse(origin)) return null;
  const { origin: written, protocol, hostname, port } = new URL(origin);
  if (written !== origin) return null;
  if (isStrict && (protocol !== 'https:' || port !== '')) return null;
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return hostSchema.safeParse(hostname).data ?? null;
}
