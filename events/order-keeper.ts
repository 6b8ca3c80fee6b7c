import type { CaravanEvent } from './contract';

/** Subjects of a partition whose last version is remembered. */
const MOST_SUBJECTS = 5_000;

/** An event with what came with it. */
export interface Arrival {
  event: CaravanEvent;
  /** The topic, without its prefix, and the partition that it came by. */
  topic: string;
  partition: number;
  offset: bigint;
  /** What it was, for a dead letter. */
  content: string;
  /** What sets it aside if it waits too long; filled in when it is. */
  reason?: string;
}

/**
 * Keeps the events of each document of one partition in order: one that comes before its predecessor waits for it,
 * for a while. It knows what it has seen since it began; what came before that, the projections recognise.
 */
export interface OrderKeeper {
  /** What can be applied now that this one came, in order; `late` when its time is over. */
  arrive(arrival: Arrival): { ready: Arrival[]; late: boolean };
  /** A version came that cannot be used: nobody waits for it. */
  skip(envelope: { source: string | undefined; subject: string; version: number }): Arrival[];
  /** Something of this subject came that cannot even be read: the next gap may be its. */
  skipUnknown(subject: string): void;
  /** Gives up waiting: those to set aside, and what can be applied after them. */
  expire(): { aside: Arrival[]; ready: Arrival[] };
  /** The first offset that is not done with, or null when nothing waits. */
  waitsAt(): bigint | null;
}

interface Known {
  /** The last version that was passed on. */
  version: number;
  /** Versions below this are not known to have been seen. */
  base: number;
  /** Versions before it that were given up. */
  missed: Set<number>;
  waiting: Map<number, { arrival: Arrival; sinceMs: number }>;
}

/**
 * @param options.whole whether reading began at the first event of the partition: then a document begins with version 1
 * @param options.waitMs how long an event waits for those before it
 * @param options.most how many may wait; of more, the oldest are given up
 */
export function createOrderKeeper(options: {
  whole: boolean;
  waitMs: number;
  most: number;
  nowMs: () => number;
}): OrderKeeper {
  const { waitMs, most, nowMs } = options;
  let { whole } = options;
  const subjects = new Map<string, Known>();
  const unreadable = new Map<string, number>();
  const gaps = new Set<Known>();

  function knownOf(event: Pick<CaravanEvent, 'source' | 'subject' | 'version'>): Known {
    const key = `${event.source ?? ''}/${event.subject}`;
    const known = subjects.get(key) ?? begin(event.version);
    // What was seen last is forgotten last.
    subjects.delete(key);
    subjects.set(key, known);
    if (subjects.size > MOST_SUBJECTS) forgetOne();
    return known;
  }

  function begin(version: number): Known {
    const before = whole ? 0 : version - 1;
    return { version: before, base: before + 1, missed: new Set(), waiting: new Map() };
  }

  function forgetOne(): void {
    for (const [key, known] of subjects) {
      if (known.waiting.size > 0) continue;
      subjects.delete(key);
      // From now on an unknown document may be one that was forgotten.
      whole = false;
      return;
    }
  }

  /** Whether what is missing before a version is what could not be read. */
  function isExcused(subject: string, missing: number): boolean {
    const count = unreadable.get(subject) ?? 0;
    if (count < missing) return false;
    unreadable.delete(subject);
    return true;
  }

  function passOn(known: Known, version: number): Arrival[] {
    known.version = version;
    const ready: Arrival[] = [];
    for (let next = known.waiting.get(known.version + 1); next; next = known.waiting.get(known.version + 1)) {
      known.version += 1;
      known.waiting.delete(known.version);
      ready.push(next.arrival);
    }
    if (known.waiting.size === 0) gaps.delete(known);
    return ready;
  }

  function giveUp(known: Known): { aside: Arrival; ready: Arrival[] } | null {
    const version = Math.min(...known.waiting.keys());
    const first = known.waiting.get(version);
    if (!first) return null;
    known.waiting.delete(version);
    const reason = `version ${known.version + 1} did not come before it within ${Math.round(waitMs / 1000)} s`;
    for (let missing = known.version + 1; missing < version; missing += 1) known.missed.add(missing);
    return { aside: { ...first.arrival, reason }, ready: passOn(known, version) };
  }

  const oldestOf = (known: Known) => Math.min(...[...known.waiting.values()].map(({ sinceMs }) => sinceMs));

  return {
    arrive(arrival) {
      const { event } = arrival;
      const known = knownOf(event);
      const { version } = event;
      if (version < known.base) return { ready: [arrival], late: false };
      if (version <= known.version) return { ready: [], late: known.missed.delete(version) };
      const missing = version - known.version - 1;
      if (missing === 0 || isExcused(event.subject, missing))
        return { ready: [arrival, ...passOn(known, version)], late: false };
      if (!known.waiting.has(version)) known.waiting.set(version, { arrival, sinceMs: nowMs() });
      gaps.add(known);
      return { ready: [], late: false };
    },
    skip(envelope) {
      const known = knownOf(envelope);
      return envelope.version === known.version + 1 ? passOn(known, envelope.version) : [];
    },
    skipUnknown(subject) {
      unreadable.set(subject, (unreadable.get(subject) ?? 0) + 1);
    },
    expire() {
      const aside: Arrival[] = [];
      const ready: Arrival[] = [];
      let count = [...gaps].reduce((sum, known) => sum + known.waiting.size, 0);
      for (const known of [...gaps].sort((a, b) => oldestOf(a) - oldestOf(b))) {
        while (known.waiting.size > 0 && (count > most || nowMs() - oldestOf(known) >= waitMs)) {
          const given = giveUp(known);
          if (!given) break;
          aside.push(given.aside);
          ready.push(...given.ready);
          count -= 1 + given.ready.length;
        }
      }
      return { aside, ready };
    },
    waitsAt() {
      let first: bigint | null = null;
      for (const known of gaps)
        for (const { arrival } of known.waiting.values())
          if (first === null || arrival.offset < first) first = arrival.offset;
      return first;
    },
  };
}
