import { createHash } from 'node:crypto';
import type { SearchDocument } from '../search.port';
import { termsOf } from '../search.words';
import type { WordOf } from './dictionary';

const TITLE = 24;
const TAGS = 12;
const CATEGORY = 12;
const SELLER = 8;
const DESCRIPTION = 3;

/** The words of a product with what they say of it: a word of a short title says most. */
export function wordsOf(document: SearchDocument): Map<string, WordOf> {
  const words = new Map<string, WordOf>();
  const title = termsOf(document.title);
  add(title, TITLE / (1 + 0.06 * Math.max(0, title.length - 1)), true);
  add(document.tags.flatMap(termsOf), TAGS, false);
  add(termsOf(document.category.name), CATEGORY, true);
  add(termsOf(document.seller.name), SELLER, false);
  add(termsOf(document.description), DESCRIPTION, false);
  return words;

  function add(terms: readonly string[], weight: number, isNamed: boolean): void {
    for (const term of new Set(terms)) {
      const before = words.get(term);
      words.set(term, {
        weight: Math.round((before?.weight ?? 0) + weight),
        isNamed: isNamed || (before?.isNamed ?? false),
      });
    }
  }
}

/** Tells whether a product's words, shop, category or options have changed: 48 bits, which a number holds exactly. */
export function hashOf(document: SearchDocument): number {
  const { title, description, tags, category, seller, options } = document;
  const text = JSON.stringify([title, description, tags, category, seller, options]);
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}
