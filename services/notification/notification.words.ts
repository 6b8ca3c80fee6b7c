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

/** @param timeZone IANA; null where the reader's is not known */
export function formatsFor(locale: Locale, timeZone: string | null): Formats {
  const tag = TAGS[locale];
  const zone = { timeZone: timeZone ?? ASSUMED_ZONE };
  const date = (iso: string, options: Intl.DateTimeFormatOptions) =>
    Number.isNaN(Date.parse(iso))
      ? iso
      : new Intl.DateTimeFormat(tag, { ...options, ...zone }).format(Date.parse(iso));
  return {
    money({ amountMinor, currency }) {
      const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
      return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    day: (iso) => date(iso, { weekday: 'long', day: 'numeric', month: 'long' }),
    moment: (iso) =>
      date(iso, {
        ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
        ...(timeZone === null && { timeZoneName: 'short' }),
      }),
    list: (items) => new Intl.ListFormat(tag).format(items),
  };
}
