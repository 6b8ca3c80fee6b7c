/** Something that must never be, and the ids of what it is true of. */
export interface Finding {
  /** A sentence that should hold, such as `the parts of a payment sum to it`. */
  invariant: string;
  ids: string[];
}

/** One id that breaks an invariant. */
export interface Breach {
  invariant: string;
  id: string;
}

/** The ids of those for which the sentence does not hold. */
export function breaches<T>(
  invariant: string,
  things: readonly T[],
  idOf: (thing: T) => string,
  holds: (thing: T) => boolean,
): Breach[] {
  return things.filter((thing) => !holds(thing)).map((thing) => ({ invariant, id: idOf(thing) }));
}

/** The ids of each invariant together, in the order in which they were found. */
export function grouped(found: readonly Breach[]): Finding[] {
  const ids = new Map<string, Set<string>>();
  for (const { invariant, id } of found) ids.set(invariant, (ids.get(invariant) ?? new Set()).add(id));
  return [...ids].map(([invariant, of]) => ({ invariant, ids: [...of] }));
}

/** What both readings found: what is only on its way is in one of them. */
export function inBoth(first: readonly Breach[], second: readonly Breach[]): Breach[] {
  const seen = new Set(first.map(({ invariant, id }) => `${invariant} ${id}`));
  return second.filter(({ invariant, id }) => seen.has(`${invariant} ${id}`));
}

export const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** True when nothing stands in it twice. */
export function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** Things by what they have in common; `Map.groupBy` is not there yet in Node 20. */
export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}
