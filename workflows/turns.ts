/** Runs one after the other, in the order of asking; a failure of one does not stop the next. */
export function queue(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Milliseconds until a moment (ISO 8601), at least one: a timer that is due already still is a timer. */
export function msUntil(iso: string): number {
  return Math.max(1, Date.parse(iso) - Date.now());
}
