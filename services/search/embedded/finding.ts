import { MOST_WEIGHT, isNamed, numberOf, weightOf, type Dictionary, type Reading } from './dictionary';
import type { Table } from './table';

/** What words have found: products by their numbers, and how well each fits, between 0 and 1. */
export interface Matches {
  numbers: Int32Array;
  fits: Float32Array;
  /** By word of the question: what was perhaps meant. */
  meant: ReadonlyMap<string, string>;
}

/** Looks words up. What it notes per product while it does is kept between questions, so that none costs an allocation. */
export function createFinder(table: Table, dictionary: Dictionary) {
  // Which words a product has, one bit each, and what that comes to.
  let has = new Uint8Array(0);
  let sums = new Float32Array(0);

  /**
   * The products that have all words; only when none has them all, those that have any.
   * @param onlyNamed a word counts only in a title or category
   */
  return (terms: readonly string[], onlyNamed = false): Matches => {
    if (has.length < table.length) {
      has = new Uint8Array(2 * table.length);
      sums = new Float32Array(2 * table.length);
    }
    const touched: number[] = [];
    const meant = new Map<string, string>();
    for (const [index, term] of terms.entries()) {
      const { readings, meant: instead } = dictionary.understand(term);
      if (instead !== null) meant.set(term, instead);
      note(readings, 1 << index, touched, onlyNamed);
    }
    const all = (1 << terms.length) - 1;
    const whole = touched.filter((number) => has[number] === all);
    const numbers = Int32Array.from(whole.length > 0 ? whole : touched);
    const fits = fitsOf(numbers, sums);
    for (const number of touched) {
      has[number] = 0;
      sums[number] = 0;
    }
    return { numbers, fits, meant };
  };

  function note(readings: readonly Reading[], bit: number, touched: number[], onlyNamed: boolean): void {
    const { alive } = table.columns;
    const found = readings.reduce((sum, { postings }) => sum + postings.length, 0);
    // A rare word says more than one that half the market has (BM25's inverse document frequency).
    const rarity = Math.log(1 + (table.count + 0.5) / (found + 0.5));
    for (const { postings, factor } of readings) {
      const worth = (factor * rarity) / MOST_WEIGHT;
      for (const posting of postings) {
        const number = numberOf(posting);
        const before = has[number] ?? 0;
        if ((before & bit) !== 0 || alive[number] !== 1 || (onlyNamed && !isNamed(posting))) continue;
        if (before === 0) touched.push(number);
        has[number] = before | bit;
        sums[number] = (sums[number] ?? 0) + worth * weightOf(posting);
      }
    }
  }
}

function fitsOf(numbers: Int32Array, sums: Float32Array): Float32Array {
  let best = 0;
  for (const number of numbers) best = Math.max(best, sums[number] ?? 0);
  const fits = new Float32Array(numbers.length);
  for (const [index, number] of numbers.entries()) fits[index] = best > 0 ? (sums[number] ?? 0) / best : 0;
  return fits;
}
