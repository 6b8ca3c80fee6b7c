import type { Services } from '../../services/compose';

/** What the shop said yes to, and how one sees that it is so still. */
interface Acknowledged {
  what: string;
  isThere: (services: Services) => Promise<boolean>;
}

/** Kept by the clients alone: whatever they saw acknowledged has to be there afterwards, whatever failed meanwhile. */
export interface ClientLog {
  /** @param what a sentence with its ids, such as `order c1-1 is cancelled` */
  acknowledged(what: string, isThere: Acknowledged['isThere']): void;
  readonly size: number;
  /** Sentences that are not true. */
  missing(services: Services): Promise<string[]>;
}

export function createClientLog(): ClientLog {
  const entries: Acknowledged[] = [];
  return {
    acknowledged: (what, isThere) => void entries.push({ what, isThere }),
    get size() {
      return entries.length;
    },
    async missing(services) {
      const there = await Promise.all(entries.map(({ isThere }) => isThere(services)));
      return entries.filter((_entry, index) => !there[index]).map(({ what }) => what);
    },
  };
}
