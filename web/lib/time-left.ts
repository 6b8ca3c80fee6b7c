const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * A span of time as a person says it: `6 days and 4 hours`, `3 hours and 20 minutes`, `less than a minute`.
 * Rounded down, so that nobody counts on time that is not there.
 */
export function inWordsOfTime(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  if (ms < HOUR_MS) return many(ms, MINUTE_MS, 'minute');
  if (ms < DAY_MS) return both(many(ms, HOUR_MS, 'hour'), many(ms % HOUR_MS, MINUTE_MS, 'minute'));
  return both(many(ms, DAY_MS, 'day'), many(ms % DAY_MS, HOUR_MS, 'hour'));
}

function many(ms: number, unitMs: number, unit: string): string {
  const count = Math.floor(ms / unitMs);
  if (count === 0) return '';
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function both(large: string, small: string): string {
  return small ? `${large} and ${small}` : large;
}
