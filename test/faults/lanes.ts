/**
 * Runs jobs, so many at once, in their order; each job has a lane to itself while it runs. What became of each is
 * asked for by its name, so that one that fails does not keep the others from being run.
 */
export function inLanes<Job>(
  lanes: number,
  jobs: readonly Job[],
  nameOf: (job: Job) => string,
  run: (job: Job, lane: number) => Promise<void>,
): { outcomeOf(name: string): Promise<void>; all: Promise<void> } {
  const settle = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>();
  const outcomes = new Map<string, Promise<void>>();
  for (const job of jobs) {
    const outcome = new Promise<void>((resolve, reject) => settle.set(nameOf(job), { resolve, reject }));
    // Nobody may be waiting for it yet when it fails.
    outcome.catch(() => undefined);
    outcomes.set(nameOf(job), outcome);
  }
  const waiting = [...jobs];
  const work = async (lane: number): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const { resolve, reject } = settle.get(nameOf(job)) ?? {};
      const startedMs = Date.now();
      await run(job, lane).then(
        () => say('ok', nameOf(job), startedMs) && resolve?.(),
        (error: unknown) => say('FAILED', nameOf(job), startedMs, error) && reject?.(error),
      );
    }
  };
  const all = Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane))).then(() => undefined);
  return { outcomeOf: (name) => outcomes.get(name) ?? Promise.reject(new Error(`${name} was not run`)), all };
}

/** Told at once: jest says nothing until a whole file is done. */
function say(how: string, name: string, startedMs: number, error?: unknown): boolean {
  const why = error instanceof Error ? `: ${error.message}` : '';
  process.stdout.write(`  ${how}  ${name} (${Math.round((Date.now() - startedMs) / 1000)} s)${why}\n`);
  return true;
}
