export interface LoadResult<T> {
  done: T[];
  errors: Error[];
  elapsedMs: number;
}

/**
 * Does `count` pieces of work, `atOnce` at a time, each starting when another has ended (a closed loop). After
 * `limitMs` nothing new is started.
 */
export async function runLoad<T>(
  work: (index: number) => Promise<T>,
  { count, atOnce, limitMs }: { count: number; atOnce: number; limitMs: number },
): Promise<LoadResult<T>> {
  const done: T[] = [];
  const errors: Error[] = [];
  const startedMs = performance.now();
  let next = 0;
  const loop = async () => {
    while (next < count && performance.now() - startedMs < limitMs) {
      const index = next;
      next += 1;
      try {
        done.push(await work(index));
      } catch (error) {
        errors.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, loop));
  return { done, errors, elapsedMs: performance.now() - startedMs };
}
