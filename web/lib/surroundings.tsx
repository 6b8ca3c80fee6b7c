'use client';

import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import * as format from './format';
import type { PublicConfig } from './types';

interface Surroundings {
  locale: string;
  config: PublicConfig;
}

const Context = createContext<Surroundings | null>(null);

/** Tells every component below the reader's locale and where the servers are. */
export function SurroundingsProvider({ children, ...surroundings }: Surroundings & { children: ReactNode }) {
  return <Context value={surroundings}>{children}</Context>;
}

/** Where the servers are, for the browser. */
export function usePublicConfig(): PublicConfig {
  return useSurroundings().config;
}

/** The reader's locale, such as `de-AT`. */
export function useLocale(): string {
  return useSurroundings().locale;
}

/** The formatting functions, bound to the reader's locale and time zone. */
export function useFormat() {
  const { locale } = useSurroundings();
  const timeZone = useTimeZone();
  return useMemo(
    () => ({
      money: (amountMinor: number, currency: string) => format.money(locale, amountMinor, currency),
      change: (amountMinor: number, currency: string) => format.change(locale, amountMinor, currency),
      count: (value: number) => format.count(locale, value),
      rating: (value: number) => format.rating(locale, value),
      date: (at: string | number, style: format.DateStyle) => format.date(locale, timeZone, at, style),
      dateRange: (from: string | number, until: string | number) =>
        format.dateRange(locale, timeZone, from, until),
      country: (code: string) => format.country(locale, code),
    }),
    [locale, timeZone],
  );
}

/** The server does not know the time zone: it writes UTC, and the browser corrects it without a mismatch. */
function useTimeZone(): string {
  return useSyncExternalStore(never, browserTimeZone, serverTimeZone);
}

const never = () => () => {};
const browserTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serverTimeZone = () => 'UTC';

function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) throw new Error('SurroundingsProvider is missing');
  return surroundings;
}
