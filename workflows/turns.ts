/** Runs one after the other, in the order of asking; a failure of one does not stop the next. */
export function queue(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const LOOK_AGAIN_SECONDS = [5, 30, 300, 3600];
const LONGEST_SECONDS = 21_600;

/** Between two looks whether somebody has decided, growing, in ms; for when nobody tells. @param looks before this one */
export function lookAgainMs(looks: number): number {
  return (LOOK_AGAIN_SECONDS[looks] ?? LONGEST_SECONDS) * 1000;
}

/** Milliseconds until a moment (ISO 8601), at least one: a timer that is due already still is a timer. */
export function msUntil(iso: string): number {
  return Math.max(1, Date.parse(iso) - Date.now());
}
