import type { SearchDocument, SearchFilters, SearchQuery, SearchSort } from '../search/search.port';
import { cleanText } from '../search/search.words';
import type { Seller } from '../seller/seller.schema';
import type { Category, Product, ProductQuery } from './product.schema';

/** The order in which a query is shown: by what fits best when something is searched for, else the newest first. */
export const sortOf = ({ sort, query }: Pick<ProductQuery, 'sort' | 'query'>): SearchSort =>
  sort ?? (query ? 'relevance' : 'newest');

type Filters = Omit<ProductQuery, 'cursor' | 'limit' | 'sort'>;

/** A query of a list, as the search takes it. @param sellerIdOf the id of a shop named by its address or id */
export function searchQueryOf(query: ProductQuery, sellerIdOf: (slugOrId: string) => string): SearchQuery {
  const { cursor, limit } = query;
  return {
    ...(query.query ? { text: query.query } : {}),
    filters: filtersOf(query, sellerIdOf),
    sort: sortOf(query),
    ...(cursor === undefined ? {} : { cursor }),
    limit,
  };
}

export function filtersOf(query: Filters, sellerIdOf: (slugOrId: string) => string): SearchFilters {
  const { category, seller, minPriceMinor, maxPriceMinor, minRating, inStock, options } = query;
  return {
    ...(category ? { categories: category.split(',') } : {}),
    ...(seller ? { sellers: seller.split(',').map(sellerIdOf) } : {}),
    ...(minPriceMinor === undefined ? {} : { minPriceMinor }),
    ...(maxPriceMinor === undefined ? {} : { maxPriceMinor }),
    ...(minRating === undefined ? {} : { minRating }),
    ...(inStock === 'true' ? { inStock: true } : {}),
    ...(options ? { options: optionsOf(options) } : {}),
  };
}

/** Reads `Colour:Sand,Colour:Ink,Size:L`, of which each name and value is percent-encoded. */
function optionsOf(text: string): Record<string, string[]> {
  const options = new Map<string, string[]>();
  for (const part of text.split(',')) {
    const [name = '', value] = part.split(':').map(decoded);
    if (name !== '' && value !== undefined) options.set(name, [...(options.get(name) ?? []), value]);
  }
  return Object.fromEntries(options);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same question has the same key, however it was written. */
export function keyOf(query: Filters & Partial<ProductQuery>): string {
  const { query: text, category, seller, minPriceMinor, maxPriceMinor, minRating, inStock, options } = query;
  const words = text === undefined ? '' : cleanText(text).toLowerCase();
  const filters = [category, seller, minPriceMinor, maxPriceMinor, minRating, inStock === 'true', options];
  return JSON.stringify([words, ...filters, sortOf(query), query.cursor, query.limit]);
}

/** What can be found of a product. */
export function searchDocumentOf(
  product: Product,
  seller: Pick<Seller, 'id' | 'name'>,
  category: Pick<Category, 'id' | 'name'>,
  stock: { available: number; sold: number },
): SearchDocument {
  const { id, version, title, description, tags, priceFromMinor, rating, createdAt } = product;
  return {
    ...{ id, version, title, description, tags, priceFromMinor, rating },
    category: { id: category.id, name: category.name },
    seller: { id: seller.id, name: seller.name },
    createdAtMs: Date.parse(createdAt),
    inStock: stock.available > 0,
    sold: stock.sold,
    options: product.options,
  };
}
