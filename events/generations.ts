import type { Databases } from '../services/platform/mongo';
import type { Topic } from './contract';
import type { Projection } from './projection';

/** Which generation of a projection is read, and which is on its way. */
export interface Generations {
  _id: string;
  active: number;
  /** The one that is built from the first event, while the active one serves. */
  building: number | null;
  /** Those that nobody reads any more, and since when, epoch ms. */
  leaving: { generation: number; sinceMs: number }[];
  /** The highest number that was ever given. */
  last: number;
  topics: readonly Topic[];
  rebuilds: boolean;
  /** When it first ran, ISO 8601. */
  beganAt: string;
}

/** A projection as the process that runs it has written it down. */
export interface ConsumerFacts {
  name: string;
  generation: number;
  building: number | null;
  topics: readonly Topic[];
  rebuilds: boolean;
  beganAt: string;
}

/** How long an answer of `activeGeneration` is good for, in ms; one that left is kept for longer than that. */
const REMEMBERED_MS = 1_000;
export const KEPT_AFTER_SWITCH_MS = 5_000;

const collectionOf = (databases: Databases) => databases.of('event').collection<Generations>('generations');

/** Remembers which generation of each projection readers are to use. */
export function createActiveGenerations(databases: Databases): (name: string) => Promise<number> {
  const known = new Map<string, { active: number; untilMs: number }>();
  return async (name) => {
    const remembered = known.get(name);
    if (remembered && Date.now() < remembered.untilMs) return remembered.active;
    const found = await collectionOf(databases).findOne({ _id: name }, { projection: { active: 1 } });
    const active = found?.active ?? 1;
    known.set(name, { active, untilMs: Date.now() + REMEMBERED_MS });
    return active;
  };
}

/** Every projection that ever ran, by name. */
export async function listConsumers(databases: Databases): Promise<ConsumerFacts[]> {
  const found = await collectionOf(databases).find().sort({ _id: 1 }).toArray();
  return found.map(({ _id, active, building, topics, rebuilds, beganAt }) => ({
    ...{ name: _id, generation: active, building },
    ...{ topics, rebuilds, beganAt },
  }));
}

/** The documents about generations. */
export function openGenerations(databases: Databases) {
  const generations = collectionOf(databases);
  return {
    get: (name: string) => generations.findOne({ _id: name }),
    /** Writes down what a projection is; its first generation begins when it is new. */
    async introduce({
      name,
      topics,
      rebuilds,
    }: Pick<Projection, 'name' | 'topics' | 'rebuilds'>): Promise<void> {
      const beganAt = new Date().toISOString();
      const first = { active: 1, building: null, leaving: [], last: 1, beganAt };
      await generations.updateOne(
        { _id: name },
        { $setOnInsert: first, $set: { topics: [...topics], rebuilds } },
        { upsert: true },
      );
    },
    /** Asks for a new generation; answers its number, or null when one is being built already. */
    async begin({ _id, last }: Pick<Generations, '_id' | 'last'>): Promise<number | null> {
      const { matchedCount } = await generations.updateOne(
        { _id, building: null, last },
        { $set: { building: last + 1, last: last + 1 } },
      );
      return matchedCount === 1 ? last + 1 : null;
    },
    /** Readers go over to the one that was built. */
    async switchTo(
      name: string,
      { active, building, nowMs }: { active: number; building: number; nowMs: number },
    ) {
      await generations.updateOne(
        { _id: name, active, building },
        {
          $set: { active: building, building: null },
          $push: { leaving: { generation: active, sinceMs: nowMs } },
        },
      );
    },
    /** One that was dropped. */
    async forget(name: string, generation: number): Promise<void> {
      await generations.updateOne({ _id: name }, { $pull: { leaving: { generation } } });
    },
  };
}
