import { type Connection, type IndexDefinition, type Model, Schema, type SchemaDefinition } from 'mongoose';
import { LRUCache } from 'lru-cache';
import type { OutboxEntry } from '../../events/contract';
import { bornWith, carrying, outboxFields } from '../../events/outbox';
import { NotFoundError, StaleVersionError } from './errors';

/** A document as it is stored: its id is `_id`, and it carries an outbox. */
export type Stored<Shape extends { id: string; version: number }> = Omit<Shape, 'id'> & {
  _id: string;
  outbox: OutboxEntry[];
  outboxAt?: number;
  /** Counts every change, with or without events; guards against writes in between. */
  revision: number;
};

/** What a caller is shown of a stored document: `id` for `_id`, no outbox, and none of the private fields. */
export function present<Shape extends { id: string; version: number }>(
  stored: Stored<Shape>,
  privateFields: readonly string[] = [],
): Shape {
  const shown = Object.fromEntries(
    Object.entries(stored).filter(([name]) => !HIDDEN.has(name) && !privateFields.includes(name)),
  );
  return { id: stored._id, ...shown } as unknown as Shape;
}

const HIDDEN = new Set(['_id', '__v', 'outbox', 'outboxAt', 'revision']);

/**
 * The model of documents that carry an outbox; made once a connection. Their shape is the zod schema's: mongoose
 * keeps unknown fields out and builds the indexes.
 */
export function outboxModel<Doc extends { _id: string }>(
  connection: Connection,
  name: string,
  collection: string,
  fields: SchemaDefinition,
  indexes: IndexDefinition[] = [],
): Model<Doc> {
  const known = connection.models[name];
  if (known) return known as unknown as Model<Doc>;
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      revision: Number,
      ...fields,
      ...outboxFields,
    } as SchemaDefinition,
    { collection, minimize: false, versionKey: false, id: false },
  );
  for (const index of indexes) schema.index(index);
  return connection.model(name, schema) as unknown as Model<Doc>;
}

/** Inserts a document with its first events; false when one with this id is there already. */
export async function insertOnce<Doc extends { _id: string }>(
  model: Model<Doc>,
  document: object,
  nowMs: number,
  ...events: OutboxEntry[]
): Promise<boolean> {
  try {
    await model.collection.insertOne(asInserted(document, nowMs, ...events) as never);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Inserts each document with its first event, in one request; those that are there already stay as they are. */
export async function insertEachOnce<Doc extends { _id: string }>(
  model: Model<Doc>,
  documents: readonly { document: object; event: OutboxEntry }[],
  nowMs: number,
): Promise<void> {
  try {
    await model.collection.insertMany(
      documents.map(({ document, event }) => asInserted(document, nowMs, event) as never),
      { ordered: false },
    );
  } catch (error) {
    const failed = (error as { writeErrors?: { code?: unknown }[] }).writeErrors ?? [];
    const areThere = failed.length > 0 ? failed.every(({ code }) => code === 11000) : isDuplicateKey(error);
    if (!areThere) throw error;
  }
}

/** A document as it is stored when it is inserted with its first events. */
export function asInserted<Fields extends object>(document: Fields, nowMs: number, ...events: OutboxEntry[]) {
  return { ...document, revision: 0, ...bornWith(nowMs, ...events) };
}

/** True for MongoDB's error that a unique key exists already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 11000;
}

/** What a change does to the document it found: the fields, and the events that tell of it. */
export interface Change {
  set?: Record<string, unknown>;
  push?: Record<string, unknown>;
  events: OutboxEntry[];
}

/**
 * Documents as this process saw them last. Good for deciding a change, because the change is written only where the
 * document still has the revision that was seen; never good for answering somebody.
 */
export interface LastSeen<Doc> {
  get(id: string): Doc | undefined;
  set(id: string, seen: Doc): unknown;
}

/** Room for the documents of the purchases that one process has under way. */
export function rememberLastSeen<Doc extends object>(): LastSeen<Doc> {
  return new LRUCache<string, Doc>({ max: 500 });
}

/**
 * One change of one document, decided on what is read and written only if nobody wrote in between; on a lost race
 * it is read and decided again. `decide` answers with the change, with null when it is done already, or throws the
 * refusal. Repeating a change whose answer was lost is safe when `decide` recognises its own result.
 * @param lastSeen spares the read where the document is as it was seen last; 'done' and refusals are decided only on
 * what is read now
 * @returns the document after the change
 * @throws NotFoundError
 */
export async function changeDocument<Doc extends { _id: string; version: number; revision: number }>(
  model: Model<Doc>,
  what: string,
  id: string,
  nowMs: number,
  decide: (current: Doc) => Change | null,
  lastSeen?: LastSeen<Doc>,
): Promise<Doc> {
  // What is written was made by us and has its types: casting it to the schema again costs more than all the rest.
  const { collection } = model;
  const write = async (current: Doc, change: Change): Promise<Doc | null> => {
    const after = (await collection.findOneAndUpdate(
      { _id: { $eq: id }, revision: current.revision ?? null } as never,
      updateOf(change, nowMs) as never,
      { returnDocument: 'after', ignoreUndefined: true },
    )) as Doc | null;
    if (after) lastSeen?.set(id, after);
    return after;
  };

  const seen = lastSeen?.get(id);
  const hoped = seen && unlessRefused(() => decide(seen));
  const written = seen && hoped ? await write(seen, hoped) : null;
  if (written) return written;

  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const current = (await collection.findOne({ _id: { $eq: id } } as never)) as Doc | null;
    if (!current) throw new NotFoundError(what);
    lastSeen?.set(id, current);
    const change = decide(current);
    if (!change) return current;
    const after = await write(current, change);
    if (after) return after;
  }
  throw new StaleVersionError(what);
}

/** The update of a change and its events; an operator without a field is not one. */
function updateOf({ set, push, events }: Change, nowMs: number): Record<string, object> {
  const carried = events.length > 0 ? carrying(nowMs, ...events) : undefined;
  const update = {
    $inc: { revision: 1, ...carried?.$inc },
    $push: { ...push, ...carried?.$push },
    $set: { ...set, ...carried?.$set },
  };
  return Object.fromEntries(Object.entries(update).filter(([, fields]) => Object.keys(fields).length > 0));
}

/** What is decided on a document that may be out of date; null where that would be a refusal, which it may not be now. */
export function unlessRefused<Decided>(decide: () => Decided | null): Decided | null {
  try {
    return decide();
  } catch {
    return null;
  }
}

/** Ten lost races in a row on one order or payment is not contention but a fault. */
const MAX_ROUNDS = 10;
