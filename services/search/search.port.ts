/** What can be found of a product: its words, and the facts that it is filtered and ranked by. */
export interface SearchDocument {
  id: string;
  /** Grows with every change of its words. */
  version: number;
  title: string;
  description: string;
  tags: readonly string[];
  category: { id: string; name: string };
  seller: { id: string; name: string };
  priceFromMinor: number;
  rating: { average: number; count: number };
  createdAtMs: number;
  inStock: boolean;
  /** Units sold so far, roughly. */
  sold: number;
  /** What its variants can be chosen by, such as Colour: Sand, Ink. */
  options: readonly { name: string; values: readonly string[] }[];
}

export type SearchSort = 'relevance' | 'newest' | 'price-up' | 'price-down' | 'rating';

export type Restock = Pick<SearchDocument, 'id' | 'inStock' | 'sold'>;

/** Choices of one facet are alternatives; facets narrow each other. */
export interface SearchFilters {
  /** Ids. */
  categories?: readonly string[];
  /** Ids. */
  sellers?: readonly string[];
  minPriceMinor?: number;
  maxPriceMinor?: number;
  minRating?: number;
  inStock?: boolean;
  /** Values by the option's name. */
  options?: Readonly<Record<string, readonly string[]>>;
}

export interface SearchQuery {
  /** As it was typed; what is too long is cut. Without it everything is listed. */
  text?: string;
  filters: SearchFilters;
  sort: SearchSort;
  cursor?: string;
  limit: number;
}

export interface FoundPage {
  ids: string[];
  nextCursor: string | null;
  total: number;
}

export interface Count {
  id: string;
  count: number;
}

/**
 * How many products each choice would show. A facet's own choice is left out of its counts, so that it does not hide
 * its alternatives.
 */
export interface FoundFacets {
  total: number;
  categories: Count[];
  sellers: Count[];
  prices: { fromMinor: number; toMinor: number | null; count: number }[];
  ratings: { min: number; count: number }[];
  inStock: number;
  options: { name: string; values: { value: string; count: number }[] }[];
  /** What was perhaps meant, when words were found only by forgiving typos. */
  didYouMean: string | null;
}

/** Answers searches. Whatever is asked, it answers in bounded time. */
export interface SearchReader {
  /** @throws DomainError `invalid-cursor`; `search-unavailable` when a server is asked and does not answer */
  find(query: SearchQuery): Promise<FoundPage>;
  facets(query: Pick<SearchQuery, 'text' | 'filters'>): Promise<FoundFacets>;
  /** Products whose title or category fits, the last word being unfinished; best first. */
  suggest(text: string, limit: number): Promise<string[]>;
}

/** Takes in what can be found. Once it resolves, an engine in memory finds it; a server does within a second. */
export interface SearchWriter {
  put(documents: readonly SearchDocument[]): Promise<void>;
  /** What is left and was sold of products; those that are not there are left out. */
  restock(stocks: readonly Restock[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

export type SearchEngine = SearchReader & SearchWriter;

/** Bounds of the price bands, in minor units. */
export const PRICE_BOUNDS = [2500, 5000, 10_000, 20_000] as const;
export const RATING_STEPS = [4, 3] as const;
export const MOST_SHOPS = 20;
const MOST_OPTIONS = 6;
const MOST_VALUES = 16;

/** Option counts as they are shown: the options that most products have, each with its most frequent values. */
export function shownOptions(
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
): FoundFacets['options'] {
  const sumOf = (values: ReadonlyMap<string, number>) => [...values.values()].reduce((a, b) => a + b, 0);
  return [...counts]
    .map(([name, values]) => ({ name, values, sum: sumOf(values) }))
    .sort((a, b) => b.sum - a.sum || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_OPTIONS)
    .map(({ name, values }) => ({
      name,
      values: [...values]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, MOST_VALUES),
    }));
}

/** The most frequent first. */
export function sortedCounts(counts: Iterable<[string, number]>): Count[] {
  return [...counts]
    .map(([id, count]) => ({ id, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** The bands between the bounds, with nothing counted yet. */
export function emptyBands(): FoundFacets['prices'] {
  const from = [0, ...PRICE_BOUNDS];
  return from.map((fromMinor, index) => ({ fromMinor, toMinor: from[index + 1] ?? null, count: 0 }));
}
