/** The middle of three repeats, and how far they are apart. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0] ?? 0, median: percentile(values, 50), max: sorted.at(-1) ?? 0 };
}

export function percentilesOf(values: readonly number[]): Percentiles {
  return { p50: percentile(values, 50), p95: percentile(values, 95), p99: percentile(values, 99) };
}

/** The smallest value that at least `percent` of the values do not exceed (nearest rank); 0 when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}

/** One digit after the point is all that a measurement on a shared machine can mean. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

export function roundedAll<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value]),
  ) as T;
}
