import { LRUCache } from 'lru-cache';
import type { NoticeFacts } from './notification.facts';
import type { Locale, NoticeKind } from './notification.schema';
import type { MessageRow } from './channel';

/** A notice in words. */
export interface Worded {
  /** One line. */
  title: string;
  /** Sentences; the first says the most and stands alone where there is room for one. */
  lines: string[];
  rows?: MessageRow[];
  action: { label: string; path: string };
}

/** How a language writes amounts, dates and lists. */
export interface Formats {
  money(of: { amountMinor: number; currency: string }): string;
  /** Weekday, day and month. */
  day(iso: string): string;
  /** Day and time, in the reader's time zone. */
  moment(iso: string): string;
  list(items: readonly string[]): string;
}

/** What is said of each kind of notice in one language. */
export type Words = { [Kind in NoticeKind]: (facts: NoticeFacts[Kind], write: Formats) => Worded } & {
  /** What each kind is called where one chooses. */
  names: Record<NoticeKind, string>;
  digest(count: number): { title: string; intro: string; action: string };
  mail: { greeting: string; why: string; choose: string };
};

const TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };
/** Where nothing is known of the reader: the zone is then named beside each time. */
export const ASSUMED_ZONE = 'Europe/Berlin';

/** To make a format costs a hundred times what it costs to use it; there are few languages, zones and currencies. */
const made = new LRUCache<string, Formats>({ max: 500 });

/** @param timeZone IANA; null where the reader's is not known */
export function formatsFor(locale: Locale, timeZone: string | null): Formats {
  const name = `${locale} ${timeZone ?? ''}`;
  const known = made.get(name) ?? makeFormats(locale, timeZone);
  made.set(name, known);
  return known;
}

function makeFormats(locale: Locale, timeZone: string | null): Formats {
  const tag = TAGS[locale];
  const zone = { timeZone: timeZone ?? ASSUMED_ZONE };
  const format = once((style: string) => {
    const options = STYLES[style as keyof typeof STYLES];
    const named = style === 'moment' && timeZone === null ? { timeZoneName: 'short' as const } : {};
    return new Intl.DateTimeFormat(tag, { ...options, ...named, ...zone });
  });
  const currencies = once((currency) => new Intl.NumberFormat(tag, { style: 'currency', currency }));
  const list = new Intl.ListFormat(tag);
  const date = (iso: string, style: keyof typeof STYLES) =>
    Number.isNaN(Date.parse(iso)) ? iso : format(style).format(Date.parse(iso));
  return {
    money({ amountMinor, currency }) {
      const amounts = currencies(currency);
      return amounts.format(amountMinor / 10 ** (amounts.resolvedOptions().maximumFractionDigits ?? 2));
    },
    day: (iso) => date(iso, 'day'),
    moment: (iso) => date(iso, 'moment'),
    list: (items) => list.format(items),
  };
}

const STYLES = {
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  moment: { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Makes each thing once. */
function once<Thing>(make: (name: string) => Thing): (name: string) => Thing {
  const known = new Map<string, Thing>();
  return (name) => {
    const thing = known.get(name) ?? make(name);
    known.set(name, thing);
    return thing;
  };
}
