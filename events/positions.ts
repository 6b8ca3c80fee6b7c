import mongoose, { type mongo } from 'mongoose';
import type { CaravanEvent } from './contract';

const DUPLICATE_KEY = 11000;
/** Another process can be ahead only while partitions change hands. */
const MOST_TRIES = 5;

/** How far a document of a projection has followed one subject. */
interface Position {
  /** The highest version that was applied. */
  version: number;
  /** How many were. */
  count: number;
  /** Lower versions that were passed over, and can still come. */
  missed: number[];
}

/** A document of a projection. `at` belongs to `applyOnce`. */
export interface Positioned extends mongo.BSON.Document {
  _id: string;
  at?: Record<string, Position>;
}

export interface Change {
  event: Pick<CaravanEvent, 'source' | 'subject' | 'version'>;
  /** The document that it changes; made when it is not there. */
  id: string;
  update: Record<string, unknown> & { $set?: Record<string, unknown> };
}

/**
 * Applies events to documents of a projection, each once: what was applied is written into the document with the
 * change itself. A document should follow one subject or few; what counts many needs another way.
 * @returns how many changed something
 */
export async function applyOnce<Shape extends { _id: string }>(
  collection: mongo.Collection<Shape>,
  changes: readonly Change[],
): Promise<number> {
  const documents = collection as unknown as mongo.Collection<Positioned>;
  let applied = 0;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const writes = writesOf(changes, await positionsOf(documents, changes));
    if (writes.length === 0) return applied;
    try {
      const { matchedCount, upsertedCount } = await documents.bulkWrite(writes);
      applied += matchedCount + upsertedCount;
      if (matchedCount + upsertedCount === writes.length) return applied;
    } catch (error) {
      // Somebody else wrote this position since it was read.
      if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
    }
  }
  throw new Error('the documents of a projection change faster than they can be read');
}

async function positionsOf(
  documents: mongo.Collection<Positioned>,
  changes: readonly Change[],
): Promise<Map<string, Record<string, Position>>> {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const found = await documents.find({ _id: { $in: ids } }, { projection: { at: 1 } }).toArray();
  return new Map(found.map(({ _id, at }) => [_id, { ...at }]));
}

function writesOf(changes: readonly Change[], known: Map<string, Record<string, Position>>) {
  return changes.flatMap(({ event, id, update }) => {
    const positions = known.get(id) ?? {};
    const key = keyOf(event);
    const before = positions[key];
    const after = advance(before, event.version);
    if (!after) return [];
    known.set(id, { ...positions, [key]: after });
    return [
      {
        updateOne: {
          filter: {
            _id: id,
            ...(before ? { [`at.${key}.count`]: before.count } : { [`at.${key}`]: { $exists: false } }),
          },
          update: {
            ...update,
            $set: { ...update.$set, [`at.${key}`]: after },
          } as mongo.UpdateFilter<Positioned>,
          upsert: before === undefined,
        },
      },
    ];
  });
}

/** The position after a version, or null when it was applied before. */
export function advance(before: Position | undefined, version: number): Position | null {
  if (!before) return { version, count: 1, missed: [] };
  const count = before.count + 1;
  if (version <= before.version)
    return before.missed.includes(version)
      ? { ...before, count, missed: before.missed.filter((missed) => missed !== version) }
      : null;
  const passedOver = Array.from({ length: version - before.version - 1 }, (_, n) => before.version + 1 + n);
  return { version, count, missed: [...before.missed, ...passedOver] };
}

/** A name of a field: without the characters that mean something in one. */
function keyOf({ source, subject }: Change['event']): string {
  return encodeURIComponent(`${source ?? ''}/${subject}`).replaceAll('.', '%2E');
}
