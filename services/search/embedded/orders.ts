import type { SearchSort } from '../search.port';
import { standing } from '../search.ranking';
import type { Table } from './table';

/**
 * All products in one order, for lists without words: made once, and afterwards what has changed is put in its new
 * place when the order is looked at.
 */
export function createOrder(table: Table, sort: SearchSort) {
  let ordered: number[] | null = null;
  const moved = new Set<number>();

  return {
    /** This product is new, has other facts, or has gone. */
    touch(number: number): void {
      if (ordered) moved.add(number);
    },

    /** Everything is to be put in order again. */
    forget(): void {
      ordered = null;
      moved.clear();
    },

    /** The numbers of the products that are there, first first. */
    numbers(): readonly number[] {
      if (!ordered) ordered = sorted(everyNumber(table));
      else if (moved.size > 0) ordered = merged(ordered);
      moved.clear();
      return ordered;
    },
  };

  function sorted(numbers: number[]): number[] {
    const places = new Float64Array(table.length);
    for (const number of numbers) places[number] = standing(sort, table.meritsOf(number), 0);
    return numbers.sort((a, b) => compare(table, a, places[a] ?? 0, b, places[b] ?? 0));
  }

  function merged(before: number[]): number[] {
    const placeOf = (number: number) => standing(sort, table.meritsOf(number), 0);
    const { alive } = table.columns;
    const coming = sorted([...moved].filter((number) => alive[number] === 1));
    const after: number[] = [];
    let next = 0;
    for (const number of before) {
      if (moved.has(number)) continue;
      let first = coming[next];
      if (first !== undefined) {
        const place = placeOf(number);
        while (first !== undefined && compare(table, first, placeOf(first), number, place) < 0) {
          after.push(first);
          next += 1;
          first = coming[next];
        }
      }
      after.push(number);
    }
    return after.concat(coming.slice(next));
  }
}

/** The higher standing first; of equal ones the smaller id. */
export function compare(table: Table, a: number, aStanding: number, b: number, bStanding: number): number {
  if (aStanding !== bStanding) return bStanding - aStanding;
  return table.idOf(a) < table.idOf(b) ? -1 : 1;
}

/** The numbers of all products that are there. */
export function everyNumber({ length, columns }: Table): number[] {
  const numbers: number[] = [];
  for (let number = 0; number < length; number += 1) if (columns.alive[number] === 1) numbers.push(number);
  return numbers;
}
