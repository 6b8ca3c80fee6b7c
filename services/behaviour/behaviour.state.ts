import type { BehaviourBatch, Device, Sender } from './behaviour.schema';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const HOUR_MS = 3_600_000;
/** The browser begins a new visit sooner; an older id was not made for this one. */
const LONGEST_VISIT_MS = 24 * HOUR_MS;
const CLOCKS_DIFFER_MS = HOUR_MS;

/** Those who say that they are no person. */
const MACHINES =
  /bot\b|bots\b|crawl|spider|slurp|scrap|headless|lighthouse|preview|monitor|uptime|validator|archiver|facebookexternalhit|whatsapp|curl\/|wget|python|java\/|okhttp|go-http|axios|node-fetch|undici/i;

/** True where the sender is a machine, or says nothing of itself, as machines do. */
export function isMachine(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent.trim() === '' || MACHINES.test(userAgent);
}

/** The class of a device by its user agent; a tablet of Apple's calls itself a desktop and counts as one. */
export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent) return 'unknown';
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet';
  if (/Mobi|iPhone|iPod|Android/i.test(userAgent)) return 'phone';
  return /Windows|Macintosh|X11|Linux|CrOS/i.test(userAgent) ? 'desktop' : 'unknown';
}

/** An ISO 3166-1 code as proxies give it; they write XX and T1 where they do not know. */
export function countryOf(header: string | undefined): string | null {
  const code = header?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : null;
}

/** Host of the page that led here; null where it is ours, or no page of the web. */
export function referrerOf(address: string | undefined, ownHost: string): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return hostname === ownHost || hostname === '' ? null : hostname.slice(0, 253);
}

/** What was searched for, as it is kept: without words that may be somebody's address or number. Null when nothing is left. */
export function searchText(text: string): string | null {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !word.includes('@') && word.replaceAll(/\D/g, '').length < 7);
  return words.join(' ').trim() || null;
}

/** Who it is as far as they agreed: without consent the visit stands for itself and leads nowhere. */
export function identityOf(
  { sessionId, visitorId, consent }: Pick<BehaviourBatch, 'sessionId' | 'visitorId' | 'consent'>,
  { objects, userId }: Pick<Sender, 'objects' | 'userId'>,
): { visitorId: string; userId: string | null } {
  if (!consent || objects) return { visitorId: sessionId, userId: null };
  return { visitorId: visitorId ?? sessionId, userId };
}

/** Whether an id of a visit was made lately; what is older is over and has been cleaned away. */
export function isFresh(sessionId: string, nowMs: number): boolean {
  const madeMs = [...sessionId.slice(0, 10)].reduce((ms, digit) => ms * 32 + ALPHABET.indexOf(digit), 0);
  return madeMs > nowMs - LONGEST_VISIT_MS && madeMs < nowMs + CLOCKS_DIFFER_MS;
}
