/** Amounts, dates and counts in the reader's own way of writing them. */

const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** An amount of money from integer minor units; knows that yen have none. */
export function money(locale: string, amountMinor: number, currency: string): string {
  const format = cached(
    `money ${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency }),
  );
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

/** A change of money, with its sign: `+€12.00`, `−€3.10`, `€0.00`. */
export function change(locale: string, amountMinor: number, currency: string): string {
  const format = cached(
    `change ${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency, signDisplay: 'exceptZero' }),
  );
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A count, grouped. */
export function count(locale: string, value: number): string {
  return cached(`count ${locale}`, () => new Intl.NumberFormat(locale)).format(value);
}

/** A rating out of five, with one digit. */
export function rating(locale: string, value: number): string {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return cached(`rating ${locale}`, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** How a moment is written. */
export type DateStyle = 'day' | 'weekday' | 'time' | 'moment' | 'long';

const DATE_STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  time: { hour: '2-digit', minute: '2-digit' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
};

/** A moment, in the reader's time zone. */
export function date(locale: string, timeZone: string, at: string | number, style: DateStyle): string {
  return dateFormat(locale, timeZone, style).format(new Date(at));
}

/** A span of days, with what both share written once. */
export function dateRange(
  locale: string,
  timeZone: string,
  from: string | number,
  until: string | number,
): string {
  return dateFormat(locale, timeZone, 'weekday').formatRange(new Date(from), new Date(until));
}

/** The name of a country in the reader's language. */
export function country(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word, a large one in figures: `three`, `12`. */
export function inWords(value: number): string {
  return NUMBERS[value] ?? String(value);
}

/** `one shop`, `three shops`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${inWords(value)} ${value === 1 ? one : many}`;
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The first locale of an Accept-Language header that Intl knows.
 * @param header such as `de-AT,de;q=0.9,en;q=0.8`
 */
export function localeOf(header: string | null): string {
  const wanted = (header ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '');
  return wanted.find((tag) => tag !== '' && tag !== '*' && isLocale(tag)) ?? 'en-GB';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
}

function dateFormat(locale: string, timeZone: string, style: DateStyle): Intl.DateTimeFormat {
  return cached(
    `date ${locale} ${timeZone} ${style}`,
    () => new Intl.DateTimeFormat(locale, { ...DATE_STYLES[style], timeZone }),
  );
}

/** Making a formatter costs a hundred times what using it does. */
function cached<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const known = formatters.get(key);
  if (known) return known as Format;
  const made = make();
  formatters.set(key, made);
  return made;
}
