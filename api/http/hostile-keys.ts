import { InvalidRequestError } from './problem';

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** Nothing of ours is nested deeper. */
const MAX_DEPTH = 20;

/**
 * Refuses keys that a database or a prototype would take for more than a name, wherever they stand. Schemas refuse
 * what they do not know; this also covers records, whose keys are free.
 * @throws InvalidRequestError
 */
export function refuseHostileKeys(value: unknown, pointer = '#', depth = 0): void {
  if (value === null || typeof value !== 'object') return;
  if (depth > MAX_DEPTH) throw new InvalidRequestError([{ pointer, detail: 'This is nested too deeply.' }]);
  for (const key of Object.keys(value)) {
    const here = `${pointer}/${encodeURIComponent(key.slice(0, 100))}`;
    if (!Array.isArray(value) && (PROTOTYPE_KEYS.has(key) || key.startsWith('$') || key.includes('.')))
      throw new InvalidRequestError([{ pointer: here, detail: 'This name is not allowed.' }]);
    refuseHostileKeys((value as Record<string, unknown>)[key], here, depth + 1);
  }
}
