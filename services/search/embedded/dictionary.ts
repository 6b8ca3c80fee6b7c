import { LRUCache } from 'lru-cache';
import SearchableMap from 'minisearch/SearchableMap';
import { synonymsOf, typosIn } from '../search.words';

/** What a word means for one product: its number, whether it stands in the title or category, and how much it says. */
const WEIGHT_BITS = 6;
const PLACE_BITS = WEIGHT_BITS + 1;
const NAMED = 1 << WEIGHT_BITS;
export const MOST_WEIGHT = NAMED - 1;

export const numberOf = (posting: number) => posting >>> PLACE_BITS;
export const isNamed = (posting: number) => (posting & NAMED) !== 0;
export const weightOf = (posting: number) => posting & MOST_WEIGHT;
const postingOf = (product: number, word: WordOf) =>
  (product << PLACE_BITS) | (word.isNamed ? NAMED : 0) | Math.min(MOST_WEIGHT, Math.max(1, word.weight));

/** A word of one product. */
export interface WordOf {
  weight: number;
  isNamed: boolean;
}

/** Where a word of a question may stand, and how much finding it there is worth. */
export interface Reading {
  postings: readonly number[];
  factor: number;
}

/** How a word of a question is understood. */
export interface Understood {
  /** Best first. */
  readings: readonly Reading[];
  /** A word that was perhaps meant: set when nothing but typos leads anywhere. */
  meant: string | null;
}

const EXACT = 1;
const SYNONYM = 0.8;
const BEGINNING = 0.6;
const TYPO = 0.4;
/** Two letters begin thousands of words; the most frequent ones are enough. */
const MOST_LOOKED_AT = 4000;
const MOST_BEGINNINGS = 160;
const MOST_TYPOS = 24;
const SHORTEST_BEGINNING = 2;

/** The words of all products, each with the products it stands in. */
export function createDictionary() {
  const words = new Map<string, number[]>();
  // The same words once more as a tree, for beginnings and typos.
  const tree = new SearchableMap<number[]>();
  const understood = new LRUCache<string, Understood>({ max: 500 });

  return {
    get size(): number {
      return words.size;
    },

    /** Adds the words of a product; numbers only grow. */
    add(product: number, its: ReadonlyMap<string, WordOf>): void {
      for (const [word, of] of its) {
        const postings = words.get(word);
        if (postings) postings.push(postingOf(product, of));
        else keep(word, [postingOf(product, of)]);
      }
      understood.clear();
    },

    /** Gives products new numbers, in the same order. @param renumbered by old number; -1 is gone */
    renumber(renumbered: Int32Array): void {
      for (const [word, postings] of [...words]) {
        const kept: number[] = [];
        for (const posting of postings) {
          const product = renumbered[numberOf(posting)] ?? -1;
          if (product >= 0) kept.push((product << PLACE_BITS) | (posting & (2 * NAMED - 1)));
        }
        if (kept.length > 0) keep(word, kept);
        else {
          words.delete(word);
          tree.delete(word);
        }
      }
      understood.clear();
    },

    understand,
  };

  function keep(word: string, postings: number[]): void {
    words.set(word, postings);
    tree.set(word, postings);
  }

  function understand(term: string): Understood {
    const known = understood.get(term);
    if (known) return known;
    const made = read(term);
    understood.set(term, made);
    return made;
  }

  function read(term: string): Understood {
    const exact = words.get(term);
    const readings: Reading[] = exact ? [{ postings: exact, factor: EXACT }] : [];
    for (const synonym of synonymsOf(term)) {
      const postings = words.get(synonym);
      if (postings) readings.push({ postings, factor: SYNONYM });
    }
    readings.push(...beginnings(term));
    // What is written like a word that is there is not taken for a typo.
    if (exact) return { readings, meant: null };
    const typos = similar(term);
    const meant = readings.length === 0 ? (typos[0]?.word ?? null) : null;
    readings.push(...typos.map(({ postings, distance }) => ({ postings, factor: TYPO / distance })));
    return { readings, meant };
  }

  /** Words that begin so, the most frequent first. */
  function beginnings(term: string): Reading[] {
    if (term.length < SHORTEST_BEGINNING) return [];
    const found: { postings: number[]; length: number }[] = [];
    for (const [word, postings] of tree.atPrefix(term)) {
      if (word !== term) found.push({ postings, length: word.length });
      if (found.length >= MOST_LOOKED_AT) break;
    }
    return found
      .sort((a, b) => b.postings.length - a.postings.length)
      .slice(0, MOST_BEGINNINGS)
      .map(({ postings, length }) => ({
        postings,
        // The more of the word is there, the more likely it is the one.
        factor: BEGINNING * (0.5 + 0.5 * (term.length / length)),
      }))
      .sort((a, b) => b.factor - a.factor);
  }

  /** Words that differ by as many letters as are forgiven; two neighbours exchanged are one. */
  function similar(term: string) {
    const most = typosIn(term);
    if (most === 0) return [];
    const found = [...tree.fuzzyGet(term, most)].map(([word, [postings, distance]]) => ({
      ...{ word, postings, distance },
    }));
    for (const word of exchanges(term)) {
      const postings = words.get(word);
      const known = found.find((one) => one.word === word);
      if (known) known.distance = 1;
      else if (postings) found.push({ word, postings, distance: 1 });
    }
    return found
      .sort((a, b) => a.distance - b.distance || b.postings.length - a.postings.length)
      .slice(0, MOST_TYPOS);
  }
}

/** The word with each two neighbours exchanged. */
function exchanges(term: string): string[] {
  return Array.from(
    { length: term.length - 1 },
    (_, at) => term.slice(0, at) + term.charAt(at + 1) + term.charAt(at) + term.slice(at + 2),
  );
}

export type Dictionary = ReturnType<typeof createDictionary>;
