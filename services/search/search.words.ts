import { SYNONYMS } from './search.synonyms';

/** Nobody types more; what is pasted is cut here, so that no question costs more than another. */
const LONGEST_TEXT = 200;
const LONGEST_TERM = 40;
/** More words than anybody types make a search dear and no better. */
const MOST_TERMS = 8;

/** In so many titles and texts that they say nothing. */
const FILLERS = new Set(
  'a an and as at be by for from has have in into is it its no not of on or so that the this to with you your'.split(
    ' ',
  ),
);

/** A question as it is kept and compared: cut, without control characters and marks of direction, spaces as one. */
export function cleanText(text: string): string {
  return text
    .slice(0, 2 * LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .trim();
}

/** The words of a text as they are compared, in their order. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const term = plainTerm(word);
    if (term !== '' && !FILLERS.has(term)) terms.push(term);
  }
  return terms;
}

/** The words of a question, each once. */
export function questionTerms(text: string): string[] {
  return [...new Set(termsOf(cleanText(text)))].slice(0, MOST_TERMS);
}

/** Small letters without accents, and without the s of a plural. */
function plainTerm(word: string): string {
  const plain = word.slice(0, LONGEST_TERM).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain;
}

/** How many letters may be wrong in a word. */
export const typosIn = (term: string): number => (term.length >= 8 ? 2 : term.length >= 4 ? 1 : 0);

const synonyms = new Map<string, Set<string>>();
for (const group of SYNONYMS) {
  const terms = group.flatMap(termsOf);
  for (const term of terms)
    synonyms.set(term, new Set([...(synonyms.get(term) ?? []), ...terms.filter((other) => other !== term)]));
}

/** Words that mean the same. */
export const synonymsOf = (term: string): ReadonlySet<string> => synonyms.get(term) ?? NONE;
const NONE: ReadonlySet<string> = new Set();

/** A question with words exchanged for what was perhaps meant. */
export function withWords(terms: readonly string[], exchanged: ReadonlyMap<string, string>): string | null {
  return exchanged.size === 0 ? null : terms.map((term) => exchanged.get(term) ?? term).join(' ');
}
