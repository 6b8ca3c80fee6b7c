import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock';
import type { SearchEngine } from '../search/search.port';
import type { Facets, Suggestion } from '../search/search.schema';
import { termsOf } from '../search/search.words';
import type { Seller } from '../seller/seller.schema';
import { sells } from '../seller/seller.state';
import { factsOf, type SkuFacts } from './product.facts';
import { makeEntry, sentDetail, withTag, type CatalogueEntry, type SentJson } from './product.entry';
import { filtersOf, keyOf, searchQueryOf } from './product.finding';
import { createRefreshing, type CatalogueSource } from './product.refreshing';
import type {
  Category,
  FacetQuery,
  Product,
  ProductCard,
  ProductDetail,
  ProductQuery,
} from './product.schema';
import { createShelves } from './product.shelves';

export interface ProductPage {
  items: ProductCard[];
  nextCursor: string | null;
  total: number;
}

/** Products whose words and pictures stay in memory; the others are read when somebody looks at them. */
const MOST_KEPT = 4000;
const MOST_PAGES = 600;
/** Of eight suggestions, so many may be categories and shops. */
const MOST_PLACES = 3;

/**
 * The catalogue in the memory of one process: what visitors browse is answered from here and is less than a second
 * old. Of a large catalogue it keeps the search, the facts, and the products that are looked at. Buying never asks it.
 * Starts with the first question; `close` ends its refreshing.
 */
export function createCatalogue({
  source,
  clock,
  search,
  pagesKeptMs = 0,
  onError = () => undefined,
}: {
  source: CatalogueSource;
  clock: Clock;
  search: SearchEngine;
  /** How long a page may be shown without asking the search again, in ms; 0 is until something changes. */
  pagesKeptMs?: number;
  /** A refresh failed: what was read last is shown until one succeeds. */
  onError?: (error: unknown) => void;
}) {
  const shelves = createShelves();
  const kept = new LRUCache<string, Kept>({ max: MOST_KEPT });
  const pages = new LRUCache<string, SentJson>({ max: MOST_PAGES, ttl: pagesKeptMs });
  const { start, refresh, close } = createRefreshing({
    ...{ source, clock, search, shelves, onError, load: productsOf },
    onProduct: keepProduct,
    onLookChanged: (id) => {
      const known = kept.peek(id);
      if (known) known.entry = undefined;
    },
    onListsChanged: () => pages.clear(),
  });

  return {
    /** Loads everything and keeps it fresh. @throws what the source throws; then the next question tries again */
    start,
    /** Reads what has changed now. */
    refresh,
    close,

    async list(query: ProductQuery): Promise<ProductPage> {
      await start();
      const { entries, nextCursor, total } = await pageOf(query);
      return { items: entries.map(({ card }) => card), nextCursor, total };
    },

    /** The same as the body to send. */
    async listJson(query: ProductQuery): Promise<SentJson> {
      await start();
      return prepared(`list ${keyOf(query)}`, async () => {
        const { entries, nextCursor, total } = await pageOf(query);
        const items = entries.map(({ cardJson }) => cardJson).join(',');
        return `{"items":[${items}],"nextCursor":${JSON.stringify(nextCursor)},"total":${total}}`;
      });
    },

    /** What a list can be narrowed by, as the body to send. */
    async facetsJson(query: FacetQuery): Promise<SentJson> {
      await start();
      return prepared(`facets ${keyOf(query)}`, async () => JSON.stringify(await facetsOf(query)));
    },

    async detail(slugOrId: string): Promise<ProductDetail | null> {
      await start();
      return (await entryOf(shelves.idOf(slugOrId)))?.detail ?? null;
    },

    async detailJson(slugOrId: string): Promise<SentJson | null> {
      await start();
      const entry = await entryOf(shelves.idOf(slugOrId));
      return entry ? sentDetail(entry) : null;
    },

    /** Categories and shops whose name begins like what is typed, then products. */
    async suggest(text: string, limit = 8): Promise<Suggestion[]> {
      await start();
      const places = placesLike(text).slice(0, MOST_PLACES);
      const ids = await search.suggest(text, limit);
      const products = ids.flatMap((id): Suggestion[] => {
        const product = shelves.placeOf(id) ? shelves.get(id) : undefined;
        return product ? [{ kind: 'product', slug: product.slug, title: product.title }] : [];
      });
      return [...places, ...products].slice(0, limit);
    },

    /** Cards of the first so many that can be bought at this moment: in stock, of a shop that sells. */
    async offers(ids: readonly string[], most: number): Promise<ProductCard[]> {
      await start();
      const nowMs = clock.nowMs();
      const isOffered = (id: string) => {
        const place = shelves.placeOf(id);
        return place !== null && sells(place.seller, nowMs) && shelves.stockOf(id).available > 0;
      };
      const offered = await entriesOf(ids.filter(isOffered).slice(0, most));
      return offered.map(({ card }) => card);
    },

    /** What is for sale of those SKUs, as visitors see it: for views and estimates. A purchase asks the database. */
    async itemsForSkus(skus: readonly string[]): Promise<SkuFacts[]> {
      await start();
      const wanted = [...new Set(skus)];
      const products = await productsOf(wanted.flatMap((sku) => shelves.productOf(sku) ?? []));
      return wanted.flatMap((sku) => {
        const product = products.get(shelves.productOf(sku) ?? '');
        const variant = product?.variants.find((each) => each.sku === sku);
        return product && variant && product.status === 'active' ? [factsOf(product, variant)] : [];
      });
    },

    /** Units of each SKU over all warehouses, as visitors see them; unknown SKUs are 0. */
    async availability(skus: readonly string[]): Promise<Record<string, number>> {
      await start();
      return Object.fromEntries(skus.map((sku) => [sku, shelves.availableOf(sku)]));
    },

    /** Those of the shops that exist, as visitors see them. */
    async getMany(sellerIds: readonly string[]): Promise<Seller[]> {
      await start();
      return sellerIds.flatMap((id) => shelves.sellers.get(id) ?? []);
    },

    /** Those that are offered, in their order. */
    async categories(): Promise<Category[]> {
      await start();
      return offeredCategories();
    },
  };

  function offeredCategories(): Category[] {
    return [...shelves.categories.values()]
      .filter(({ archived }) => !archived)
      .sort((a, b) => a.position - b.position);
  }

  function placesLike(text: string): Suggestion[] {
    const asked = termsOf(text);
    const isLike = (name: string) => {
      const terms = termsOf(name);
      return asked.length > 0 && asked.every((word) => terms.some((term) => term.startsWith(word)));
    };
    const categories = offeredCategories().filter(({ name }) => isLike(name));
    const shops = [...shelves.sellers.values()].filter(
      ({ status, name }) => status === 'active' && isLike(name),
    );
    return [
      ...categories.map(({ id, name }): Suggestion => ({ kind: 'category', slug: id, title: name })),
      ...shops.map(({ slug, name }): Suggestion => ({ kind: 'shop', slug, title: name })),
    ];
  }

  async function prepared(key: string, make: () => Promise<string>): Promise<SentJson> {
    const known = pages.get(key);
    if (known) return known;
    const sent = withTag(await make());
    pages.set(key, sent);
    return sent;
  }

  async function pageOf(query: ProductQuery) {
    const { ids, nextCursor, total } = await search.find(searchQueryOf(query, sellerIdOf));
    return { entries: await entriesOf(ids), nextCursor, total };
  }

  async function facetsOf(query: FacetQuery): Promise<Facets> {
    const { query: text, ...rest } = query;
    const found = await search.facets({ ...(text ? { text } : {}), filters: filtersOf(rest, sellerIdOf) });
    return {
      ...found,
      categories: found.categories.flatMap(({ id, count }) => {
        const category = shelves.categories.get(id);
        return category ? [{ id, name: category.name, count }] : [];
      }),
      sellers: found.sellers.flatMap(({ id, count }) => {
        const seller = shelves.sellers.get(id);
        return seller ? [{ slug: seller.slug, name: seller.name, count }] : [];
      }),
    };
  }

  function sellerIdOf(slugOrId: string): string {
    if (shelves.sellers.has(slugOrId)) return slugOrId;
    for (const { id, slug } of shelves.sellers.values()) if (slug === slugOrId) return id;
    return slugOrId;
  }

  async function entryOf(id: string): Promise<CatalogueEntry | undefined> {
    return (await entriesOf([id]))[0];
  }

  /** Those of them that are offered. */
  async function entriesOf(ids: readonly string[]): Promise<CatalogueEntry[]> {
    const products = await productsOf(ids);
    return ids.flatMap((id) => {
      const place = shelves.placeOf(id);
      const product = products.get(id);
      if (!place || !product) return [];
      const known = kept.peek(id);
      const entry = known?.entry ?? makeEntry(product, place.seller, place.category, shelves.availableOf);
      if (known?.product === product) known.entry = entry;
      return [entry];
    });
  }

  /** From memory, and the rest from the source. */
  async function productsOf(ids: readonly string[]): Promise<Map<string, Product>> {
    const found = new Map<string, Product>();
    const missing: string[] = [];
    for (const id of ids) {
      const known = kept.get(id);
      if (known) found.set(id, known.product);
      else if (shelves.get(id)) missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const product of await source.productsById(missing)) {
      found.set(product.id, product);
      // Read before a change that has arrived meanwhile, it is not what the next visitor is to see.
      if (shelves.isLatest(product) && !kept.has(product.id))
        kept.set(product.id, { product, entry: undefined });
    }
    return found;
  }

  /** A product as it is now. One that nobody looked at lately does not push out another. */
  function keepProduct(product: Product): void {
    if (kept.has(product.id) || kept.size < MOST_KEPT) kept.set(product.id, { product, entry: undefined });
  }
}

interface Kept {
  product: Product;
  entry: CatalogueEntry | undefined;
}

export type Catalogue = ReturnType<typeof createCatalogue>;
