import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many ms, or until the signal is given; never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** The n-th pause (from 1) of a series that doubles up to a longest, in ms. */
export function backoffMs(nth: number, first: number, longest: number): number {
  return Math.min(longest, first * 2 ** (nth - 1));
}
