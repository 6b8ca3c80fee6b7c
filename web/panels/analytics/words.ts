import type { Compared, Dashboard } from '../../../services/analytics/analytics.schema';

export type { Compared, Dashboard, Report } from '../../../services/analytics/analytics.schema';

/** The periods that can be looked at, in days. */
export const PERIODS = [7, 30, 90] as const;
export type PeriodDays = (typeof PERIODS)[number];

/** The period that an address asks for. */
export function periodIn(text: string | null): PeriodDays {
  return PERIODS.find((days) => String(days) === text) ?? 30;
}

export const STEP_WORDS: Record<Dashboard['funnel'][number]['step'], string> = {
  seen: 'Saw a product',
  basket: 'Put one into the basket',
  checkout: 'Began to check out',
  paid: 'Paid',
};

export const DEVICE_WORDS: Readonly<Record<string, string>> = {
  phone: 'Phone',
  tablet: 'Tablet',
  desktop: 'Computer',
};

/**
 * How a figure stands to that of the period before.
 * @param days length of the period
 */
export function changeWords({ now, before }: Compared, days: number): string {
  const period = `the ${days} days before`;
  if (now === before) return `as in ${period}`;
  if (before <= 0) return before === 0 ? `nothing in ${period}` : `it was below zero in ${period}`;
  const percent = Math.round(((now - before) / before) * 100);
  if (percent === 0) return `nearly as in ${period}`;
  return percent > 0 ? `${percent} % more than in ${period}` : `${-percent} % less than in ${period}`;
}

/** Whether a figure went up, down or stayed. */
export function directionOf({ now, before }: Compared): 'up' | 'down' | 'same' {
  return now > before ? 'up' : now < before ? 'down' : 'same';
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A span of time in its largest unit: `40 min`, `5 h`, `2.5 days`; a dash where none is known. */
export function spanWords(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} min`;
  if (ms < 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round((ms / DAY_MS) * 10) / 10} days`;
}

/** A share as a percentage with at most one digit after the point; a dash of nothing. */
export function shareWords(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 1000) / 10}\u00a0%`;
}

type Day = Dashboard['days'][number];

/** Some days in a row, from the first of them on. */
export interface Bucket extends Day {
  length: number;
}

/** More bars than this are not told apart at a glance. */
const MOST_BARS = 31;

/** Days as they are drawn: each of its own, or, where they are many, seven together; the last seven end today. */
export function bucketsOf(days: readonly Day[]): Bucket[] {
  const length = days.length > MOST_BARS ? 7 : 1;
  const buckets: Bucket[] = [];
  for (let end = days.length; end > 0; end -= length) {
    const some = days.slice(Math.max(0, end - length), end);
    const sum = (of: Exclude<keyof Day, 'day'>) => some.reduce((total, day) => total + day[of], 0);
    buckets.unshift({
      ...{ day: some[0]?.day ?? '', length: some.length, visits: sum('visits'), orders: sum('orders') },
      ...{ cancelled: sum('cancelled'), capturedMinor: sum('capturedMinor') },
      ...{ refundedMinor: sum('refundedMinor'), chargedBackMinor: sum('chargedBackMinor') },
    });
  }
  return buckets;
}

/** What a bar stands for. */
export function bucketWords(locale: string, { day, length }: Pick<Bucket, 'day' | 'length'>): string {
  return length === 1 ? dayWords(locale, day, 'long') : `${length} days from ${dayWords(locale, day)}`;
}

/** An amount on an axis, short: `€1.2K`. */
export function axisMoney(locale: string, amountMinor: number, currency: string): string {
  const plain = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = plain.resolvedOptions().maximumFractionDigits ?? 2;
  const options = { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(amountMinor / 10 ** digits);
}

/** A day of UTC as it is written, whatever the reader's time zone. */
export function dayWords(locale: string, day: string, style: 'short' | 'long' = 'short'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short'
      ? { day: 'numeric', month: 'short' }
      : { weekday: 'short', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
