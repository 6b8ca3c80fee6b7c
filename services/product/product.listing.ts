import { z } from 'zod';
import { DomainError } from '../platform/errors';
import type { CatalogueEntry } from './product.entry';
import type { ProductQuery } from './product.schema';

/** An entry at its place: entries are ordered by the numbers, then by id. */
export interface Placed {
  entry: CatalogueEntry;
  key: number[];
}

type Sort = NonNullable<ProductQuery['sort']>;
type Filters = Omit<ProductQuery, 'cursor' | 'limit'>;

/** The order in which a query is shown: by what fits best when something is searched for, else what is liked best. */
export const sortOf = ({ sort, query }: Filters): Sort => sort ?? (query ? 'relevance' : 'newest');

/**
 * The products of a query in their order.
 * @param scores what the search found, by product id; null when nothing is searched for
 */
export function rank(
  entries: Iterable<CatalogueEntry>,
  filters: Filters,
  scores: ReadonlyMap<string, number> | null,
): Placed[] {
  const sort = sortOf(filters);
  const best = scores ? Math.max(0, ...scores.values()) : 0;
  const placed: Placed[] = [];
  for (const entry of entries) {
    const score = scores?.get(entry.product.id);
    if (scores && score === undefined) continue;
    if (!passes(entry, filters)) continue;
    placed.push({ entry, key: keyOf(entry, sort, best > 0 ? (score ?? 0) / best : 0) });
  }
  return placed.sort((a, b) => compare(a.key, a.entry.product.id, b.key, b.entry.product.id));
}

function passes({ product, seller, total }: CatalogueEntry, filters: Filters): boolean {
  if (filters.category !== undefined && product.categoryId !== filters.category) return false;
  if (filters.seller !== undefined && seller.slug !== filters.seller && seller.id !== filters.seller)
    return false;
  if (filters.minPriceMinor !== undefined && product.priceFromMinor < filters.minPriceMinor) return false;
  if (filters.maxPriceMinor !== undefined && product.priceFromMinor > filters.maxPriceMinor) return false;
  return filters.inStock !== 'true' || total > 0;
}

function keyOf({ product, total, createdAtMs }: CatalogueEntry, sort: Sort, fit: number): number[] {
  switch (sort) {
    case 'price-up':
      return [product.priceFromMinor];
    case 'price-down':
      return [-product.priceFromMinor];
    case 'rating':
      return [-product.rating.average, -product.rating.count];
    case 'newest':
      return [-createdAtMs];
    case 'relevance':
      // Of things that fit about as well (to a tenth), what can be bought comes before what is sold out.
      return [-Math.round(fit * 10), total > 0 ? 0 : 1, -round(fit), -round(liking(product.rating))];
  }
}

/** Few opinions weigh less than many. */
const liking = ({ average, count }: { average: number; count: number }) =>
  (average * count + 4 * 5) / (count + 5);

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function compare(a: readonly number[], aId: string, b: readonly number[], bId: string): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return aId < bId ? -1 : aId > bId ? 1 : 0;
}

const cursorSchema = z.tuple([z.string(), z.string(), z.array(z.number()).max(6)]);

/** Names the last product of a page; opaque to callers. */
export function cursorAfter(sort: string, { entry, key }: Placed): string {
  return Buffer.from(JSON.stringify([sort, entry.product.id, key])).toString('base64url');
}

/**
 * Where the page after a cursor begins: after everything that stands at or before it, even if that product has gone.
 * @throws DomainError `invalid-cursor` for one that we did not make, or made for another order
 */
export function startAfter(ranked: readonly Placed[], sort: string, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [madeFor, id, key] = parseCursor(cursor);
  if (madeFor !== sort) throw invalidCursor();
  const next = ranked.findIndex((placed) => compare(placed.key, placed.entry.product.id, key, id) > 0);
  return next === -1 ? ranked.length : next;
}

function parseCursor(cursor: string) {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalidCursor();
  }
}

const invalidCursor = () =>
  new DomainError(
    'invalid',
    'invalid-cursor',
    'This page of the list is not known. Start from the first page.',
  );
