import {
  Schema,
  type Connection,
  type IndexDefinition,
  type IndexOptions,
  type Model,
  type SchemaDefinition,
} from 'mongoose';

/**
 * The model of a collection on one connection, made once however often it is asked for, so that a service can be
 * created twice on the same database (two services in one process, two tests). A field that is not named is refused.
 */
export function modelOf<Document>(
  connection: Connection,
  model: {
    name: string;
    collection: string;
    fields: object;
    indexes?: readonly (readonly [IndexDefinition, IndexOptions?])[];
  },
): Model<Document> {
  const existing = connection.models[model.name];
  if (existing) return existing as unknown as Model<Document>;
  const schema = new Schema(model.fields as SchemaDefinition, {
    versionKey: false,
    strict: 'throw',
    id: false,
  });
  for (const [index, options] of model.indexes ?? []) schema.index(index, options);
  return connection.model(model.name, schema, model.collection) as unknown as Model<Document>;
}

/** Whether a write was refused because its `_id`, or another unique value, is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}

/** Work that is done once, however many ask for it; when it fails, the next to ask tries again. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
