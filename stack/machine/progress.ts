/** Tells the person at the terminal what goes on. */
export interface Progress {
  /** One line. */
  say(line: string): void;
  /** Runs a step; one that takes long says so every ten seconds, and every one says how long it took. */
  step<T>(title: string, work: () => Promise<T>, hint?: string): Promise<T>;
}

/** A step that is still running says so this often, in ms. */
const STILL_RUNNING_MS = 10_000;

/** Seconds with one digit below ten, whole seconds below two minutes, then minutes and seconds. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = elapsedMs / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (Math.round(seconds) < 120) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * @param print takes one finished line
 * @param quick steps shorter than this many ms are not mentioned
 */
export function createProgress(print: (line: string) => void = console.log, quick = 0): Progress {
  return {
    say: print,
    async step(title, work, hint) {
      const startedMs = Date.now();
      const elapsed = () => formatElapsed(Date.now() - startedMs);
      const ticker = setInterval(() => {
        print(`  ... ${title}, ${elapsed()}${hint ? ` (${hint})` : ''}`);
      }, STILL_RUNNING_MS);
      try {
        const result = await work();
        if (Date.now() - startedMs >= quick) print(`  ok  ${title} (${elapsed()})`);
        return result;
      } finally {
        clearInterval(ticker);
      }
    },
  };
}

export const silentProgress: Progress = { say: () => undefined, step: (_title, work) => work() };
