import type { Clock } from './clock';

const REFRESH_MS = 1000;
/** A write carries the time at which it set out; a slow one, or one by a clock that is behind, is found still. */
const OVERLAP_MS = 5000;
/** All is read again now and then, so that whatever slipped through is put right. */
const RELOAD_MS = 300_000;

/**
 * A small collection in the memory of one process, at most about a second old, so that who prices a basket asks no
 * database. Read for the first time when it is first asked for; then it keeps itself fresh until `close`.
 */
export function keepFresh<Item>({
  changedSince,
  idOf,
  clock,
  onError = () => undefined,
}: {
  /** What changed since then (epoch ms, inclusive); everything since 0. */
  changedSince(sinceMs: number): Promise<Item[]>;
  idOf(item: Item): string;
  clock: Clock;
  /** A refresh failed: what was read last is used until one succeeds. */
  onError?: (error: unknown) => void;
}) {
  let items = new Map<string, Item>();
  let readUntilMs = 0;
  let reloadAtMs = 0;
  let started: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function refresh(): Promise<void> {
    const nowMs = clock.nowMs();
    const isWhole = nowMs >= reloadAtMs;
    const found = await changedSince(isWhole ? 0 : readUntilMs - OVERLAP_MS);
    // A new map: whoever holds the old one goes on with what they saw.
    const next = isWhole ? new Map<string, Item>() : new Map(items);
    for (const item of found) next.set(idOf(item), item);
    items = next;
    readUntilMs = nowMs;
    if (isWhole) reloadAtMs = nowMs + RELOAD_MS;
  }

  function scheduleNext(): void {
    if (isClosed) return;
    timer = setTimeout(() => void refresh().catch(onError).finally(scheduleNext), REFRESH_MS);
    timer.unref();
  }

  function start(): Promise<void> {
    started ??= refresh().then(scheduleNext, (error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  }

  return {
    /** What there is, by id. @throws what the first read throws; then the next question tries again */
    async all(): Promise<ReadonlyMap<string, Item>> {
      await start();
      return items;
    },
    /** Takes in a change of this very process at once. */
    put(item: Item): void {
      items = new Map(items).set(idOf(item), item);
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
