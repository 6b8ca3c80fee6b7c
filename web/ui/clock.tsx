'use client';

import { useEffect, useState } from 'react';
import type { DateStyle } from '@/lib/format';
import { useFormat } from '@/lib/surroundings';
import { inWordsOfTime } from '@/lib/time-left';
import { classes } from './classes';

/** A moment, in the reader's locale and time zone. */
export function Moment({ at, style = 'moment' }: { at: string; style?: DateStyle }) {
  const format = useFormat();
  return (
    <time suppressHydrationWarning dateTime={at}>
      {format.date(at, style)}
    </time>
  );
}

/** A span of days, in the reader's locale and time zone. */
export function Days({ from, until }: { from: string; until: string }) {
  const format = useFormat();
  return <span suppressHydrationWarning>{format.dateRange(from, until)}</span>;
}

/** How long there is until `until`, counting down: `12:04`, `3 h 20 min`, `2 days`. Turns to alarm near its end. */
export function Clock({
  until,
  over = 'time is up',
  className,
}: {
  until: string;
  over?: string;
  className?: string;
}) {
  const now = useNow(1000);
  if (now === null) return <span className={className}>…</span>;
  const leftMs = Date.parse(until) - now;
  const near = leftMs < 60_000;
  return (
    <time dateTime={until} role="timer" className={classes('figures', near && 'text-alarm', className)}>
      {leftMs <= 0 ? over : leftIn(leftMs)}
    </time>
  );
}

/**
 * How long there is, in words: `6 days and 4 hours left`. Turns to alarm within a day of its end.
 * @param over what is said once it is over
 */
export function TimeLeft({
  until,
  over = 'time is up',
  className,
}: {
  until: string;
  over?: string;
  className?: string;
}) {
  const now = useNow(10_000);
  if (now === null) return <span className={className}>…</span>;
  const leftMs = Date.parse(until) - now;
  return (
    <time dateTime={until} className={classes('figures', leftMs < DAY_MS && 'text-alarm', className)}>
      {leftMs <= 0 ? over : `${inWordsOfTime(leftMs)} left`}
    </time>
  );
}

/** The time, renewed every `stepMs`; null until the browser has taken over from the server. */
export function useNow(stepMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, stepMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [stepMs]);
  return now;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function leftIn(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days`;
  if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)} h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} min`;
  const seconds = Math.floor((ms % MINUTE_MS) / 1000);
  return `${Math.floor(ms / MINUTE_MS)}:${String(seconds).padStart(2, '0')}`;
}
