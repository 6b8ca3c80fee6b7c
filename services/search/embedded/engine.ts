import { LRUCache } from 'lru-cache';
import { cursorAfter, placeOf, type Place } from '../search.cursor';
import type {
  FoundPage,
  SearchDocument,
  SearchEngine,
  SearchFilters,
  SearchQuery,
  SearchSort,
} from '../search.port';
import { standing } from '../search.ranking';
import { cleanText, questionTerms, withWords } from '../search.words';
import { countFacets } from './counting';
import { createDictionary } from './dictionary';
import { createFinder, type Matches } from './finding';
import { narrowingsOf } from './narrowing';
import { compare, createOrder } from './orders';
import { createTable } from './table';
import { hashOf, wordsOf } from './words';

/** Dead numbers are forgotten when there are so many, and they are a third of all. */
const MANY_DEAD = 2000;
/** Products that the answers to recent questions may name together: four bytes and four each. */
const MOST_REMEMBERED = 1_000_000;
const SORTS: readonly SearchSort[] = ['relevance', 'newest', 'price-up', 'price-down', 'rating'];

/** A search engine in the memory of this process, for a catalogue of up to some hundred thousand products. */
export function createEmbeddedSearch(): SearchEngine & { size(): { products: number; words: number } } {
  const table = createTable();
  const dictionary = createDictionary();
  const findMatches = createFinder(table, dictionary);
  const orders = new Map(SORTS.map((sort) => [sort, createOrder(table, sort)]));
  const remembered = new LRUCache<string, Matches>({
    maxSize: MOST_REMEMBERED,
    sizeCalculation: ({ numbers }) => numbers.length + 1,
  });

  return {
    put(documents) {
      for (const document of documents) putOne(document);
      tidy();
      return Promise.resolve();
    },

    restock(stocks) {
      for (const { id, inStock, sold } of stocks) {
        const number = table.numberOf(id);
        if (number === undefined || !table.setStock(number, inStock, sold)) continue;
        orders.get('relevance')?.touch(number);
      }
      return Promise.resolve();
    },

    remove(ids) {
      for (const id of ids) {
        const number = table.numberOf(id);
        if (number !== undefined) kill(number);
      }
      tidy();
      return Promise.resolve();
    },

    find: (query) => answer(() => (isAsking(query.text) ? pageOfMatches(query) : pageOfList(query))),

    facets: ({ text, filters }) =>
      answer(() => {
        if (!isAsking(text)) return { ...countFacets(table, orderOf('newest'), filters), didYouMean: null };
        const terms = questionTerms(text);
        const { numbers, meant } = matchesOf(text);
        return { ...countFacets(table, numbers, filters), didYouMean: withWords(terms, meant) };
      }),

    suggest: (text, limit) =>
      answer(() => {
        const terms = questionTerms(text);
        if (terms.length === 0) return [];
        const { numbers, fits } = findMatches(terms, true);
        const best = bestOf(numbers, fits, 'relevance', limit, {}, null);
        return best.places.map(({ id }) => id);
      }),

    size: () => ({ products: table.count, words: dictionary.size }),
  };

  function putOne(document: SearchDocument): void {
    const known = table.numberOf(document.id);
    if (known !== undefined && (table.columns.version[known] ?? 0) > document.version) return;
    const textHash = hashOf(document);
    if (known !== undefined && table.columns.textHash[known] === textHash) {
      table.setFacts(known, document);
      for (const order of orders.values()) order.touch(known);
      return;
    }
    if (known !== undefined) kill(known);
    const number = table.add(document, textHash);
    dictionary.add(number, wordsOf(document));
    for (const order of orders.values()) order.touch(number);
    remembered.clear();
  }

  function kill(number: number): void {
    table.kill(number);
    for (const order of orders.values()) order.touch(number);
    remembered.clear();
  }

  function tidy(): void {
    const dead = table.length - table.count;
    if (dead < MANY_DEAD || dead * 3 < table.length) return;
    dictionary.renumber(table.compact());
    for (const order of orders.values()) order.forget();
    remembered.clear();
  }

  function matchesOf(text: string): Matches {
    const terms = questionTerms(text);
    const key = terms.join(' ');
    const known = remembered.get(key);
    if (known) return known;
    const matches = findMatches(terms);
    remembered.set(key, matches);
    return matches;
  }

  function orderOf(sort: SearchSort): readonly number[] {
    return orders.get(sort)?.numbers() ?? [];
  }

  /** Everything in its order, narrowed by the filters. */
  function pageOfList({ filters, sort, cursor, limit }: SearchQuery): FoundPage {
    const after = cursor === undefined ? null : placeOf(cursor, sort);
    const narrowings = narrowingsOf(table, filters);
    const isWhole = narrowings.length === 0;
    const ordered = orderOf(sort);
    const places: Place[] = [];
    let total = isWhole ? ordered.length : 0;
    let isMore = false;
    for (const number of ordered) {
      if (isMore && isWhole) break;
      if (!narrowings.every(({ admits }) => admits(number))) continue;
      if (!isWhole) total += 1;
      if (isMore) continue;
      const place = { id: table.idOf(number), value: standing(sort, table.meritsOf(number), 0) };
      if (after && !isBehind(place, after)) continue;
      if (places.length < limit) places.push(place);
      else isMore = true;
    }
    return pageOf(sort, places, isMore, total);
  }

  function pageOfMatches({ text = '', filters, sort, cursor, limit }: SearchQuery): FoundPage {
    const after = cursor === undefined ? null : placeOf(cursor, sort);
    const { numbers, fits } = matchesOf(text);
    const { places, isMore, total } = bestOf(numbers, fits, sort, limit, filters, after);
    return pageOf(sort, places, isMore, total);
  }

  /** The first of those that pass the filters and stand behind a place, without putting all in order. */
  function bestOf(
    numbers: Int32Array,
    fits: Float32Array,
    sort: SearchSort,
    limit: number,
    filters: SearchFilters,
    after: Place | null,
  ): { places: Place[]; isMore: boolean; total: number } {
    const narrowings = narrowingsOf(table, filters);
    const best: { number: number; value: number }[] = [];
    let total = 0;
    let behind = 0;
    for (const [index, number] of numbers.entries()) {
      if (!narrowings.every(({ admits }) => admits(number))) continue;
      total += 1;
      const value = standing(sort, table.meritsOf(number), fits[index] ?? 0);
      if (after && !isBehind({ id: table.idOf(number), value }, after)) continue;
      behind += 1;
      const last = best[limit - 1];
      if (last && compare(table, number, value, last.number, last.value) > 0) continue;
      insert(best, { number, value });
      if (best.length > limit) best.pop();
    }
    const places = best.map(({ number, value }) => ({ id: table.idOf(number), value }));
    return { places, isMore: behind > places.length, total };
  }

  function insert(best: { number: number; value: number }[], one: { number: number; value: number }): void {
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = best[middle];
      if (other && compare(table, other.number, other.value, one.number, one.value) < 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, one);
  }
}

/** Whether there is a text to look for, even one without a word in it: that finds nothing, and not everything. */
const isAsking = (text: string | undefined): text is string => text !== undefined && cleanText(text) !== '';

const isBehind = (place: Place, after: Place) =>
  place.value < after.value || (place.value === after.value && place.id > after.id);

function pageOf(sort: SearchSort, places: readonly Place[], isMore: boolean, total: number): FoundPage {
  const last = places.at(-1);
  return {
    ids: places.map(({ id }) => id),
    nextCursor: last && isMore ? cursorAfter(sort, last) : null,
    total,
  };
}

/** What is thrown while answering becomes the rejection. */
async function answer<T>(make: () => T): Promise<T> {
  return Promise.resolve().then(make);
}
