import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** A contract as it was published. */
export const publishedSchema = z.object({
  type: z.string(),
  version: z.number().int(),
  topic: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Published = z.infer<typeof publishedSchema>;

type Schema = Record<string, unknown>;

/**
 * Why consumers of a published contract could not read what is written now; nothing when they can. Events that were
 * written before have to be readable as well, so a field may not become required either.
 */
export function incompatibilities(published: Published, now: Published): string[] {
  return [
    ...(published.topic === now.topic ? [] : [`topic was ${published.topic}, is ${now.topic}`]),
    ...differences(published.data, now.data, 'data'),
  ];
}

function differences(before: Schema, now: Schema, path: string): string[] {
  const branchesBefore = branchesOf(before);
  const branchesNow = branchesOf(now);
  if (branchesBefore.length > 1 || branchesNow.length > 1)
    return branchDifferences(branchesBefore, branchesNow, path);
  if (before.type === 'object' && now.type === 'object') return objectDifferences(before, now, path);
  if (before.type === 'array' && now.type === 'array')
    return differences(schemaOf(before.items), schemaOf(now.items), `${path}[]`);
  return valueDifferences(before, now, path);
}

function branchesOf(schema: Schema): Schema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return Array.isArray(branches) ? branches.map(schemaOf) : [schema];
}

/** Every branch that was there has one today that is compatible, and the other way round. */
function branchDifferences(before: readonly Schema[], now: readonly Schema[], path: string): string[] {
  const fits = (one: Schema, all: readonly Schema[], turn: boolean) =>
    all.some((other) => differences(turn ? one : other, turn ? other : one, path).length === 0);
  return [
    ...before.flatMap((branch) => (fits(branch, now, true) ? [] : [`${path} lost one of its shapes`])),
    ...now.flatMap((branch) => (fits(branch, before, false) ? [] : [`${path} has a new shape`])),
  ];
}

function objectDifferences(before: Schema, now: Schema, path: string): string[] {
  const fieldsBefore = schemaOf(before.properties);
  const fieldsNow = schemaOf(now.properties);
  const required = (schema: Schema) => new Set(Array.isArray(schema.required) ? schema.required : []);
  const requiredBefore = required(before);
  const requiredNow = required(now);
  const kept = Object.keys(fieldsBefore).flatMap((field) => {
    const at = `${path}.${field}`;
    if (!(field in fieldsNow)) return [`${at} is gone`];
    if (requiredBefore.has(field) && !requiredNow.has(field)) return [`${at} may be missing now`];
    if (!requiredBefore.has(field) && requiredNow.has(field)) return [`${at} is required now`];
    return differences(schemaOf(fieldsBefore[field]), schemaOf(fieldsNow[field]), at);
  });
  const added = [...requiredNow]
    .filter((field) => typeof field === 'string' && !(field in fieldsBefore))
    .map((field) => `${path}.${String(field)} is new and required`);
  return [...kept, ...added];
}

/** Annotations change nothing. Everything else that limits a value has to stay as it was. */
function valueDifferences(before: Schema, now: Schema, path: string): string[] {
  const limits = ({ title: _title, description: _description, default: _default, ...rest }: Schema) => rest;
  const [old, current] = [limits(before), limits(now)];
  return [...new Set([...Object.keys(old), ...Object.keys(current)])]
    .filter((limit) => !isDeepStrictEqual(old[limit], current[limit]))
    .map(
      (limit) => `${path} had ${limit} ${JSON.stringify(old[limit])}, has ${JSON.stringify(current[limit])}`,
    );
}

function schemaOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}
