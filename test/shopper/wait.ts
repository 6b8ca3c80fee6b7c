import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 150;

/**
 * Reads until it is as expected. Nothing is slept away: it returns at once when it is.
 * @param what named in the message, such as `the parcel to be delivered`
 * @throws Error with what was read last, when it is not so within `withinMs`
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  isSo: (value: T) => boolean,
  options: { withinMs?: number; everyMs?: number; show?: (value: T) => string } = {},
): Promise<T> {
  const { withinMs = 30_000, everyMs = PAUSE_MS } = options;
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() + everyMs > deadlineMs) {
      const last = options.show?.(value);
      throw new Error(`Waited ${withinMs / 1000} s for ${what}${last ? `; it is ${last}` : ''}.`);
    }
    await sleep(everyMs);
  }
}
