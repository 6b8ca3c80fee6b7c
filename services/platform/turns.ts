/**
 * Runs the works of one key one after the other, in this process; works of different keys do not wait for each other.
 * Spares guarded writes from losing races against themselves; between processes the guard decides.
 */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    const leave = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  };
}

/**
 * One look at a time for each key; who asks while one is under way shares the next one with all who asked meanwhile,
 * because the one under way may have begun before what they ask for was written.
 */
export function createSharedLooks<T>(look: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  const waiting = new Map<string, Promise<T>>();
  const begin = (key: string): Promise<T> => {
    const mine = look(key);
    running.set(key, mine);
    const leave = () => {
      if (running.get(key) === mine) running.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  };
  return (key) => {
    const shared = waiting.get(key);
    if (shared) return shared;
    const current = running.get(key);
    if (!current) return begin(key);
    const next = () => {
      waiting.delete(key);
      return begin(key);
    };
    const mine = current.then(next, next);
    waiting.set(key, mine);
    return mine;
  };
}
