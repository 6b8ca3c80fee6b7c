import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock';
import type { Seller } from '../seller/seller.schema';
import { factsOf, type SkuFacts } from './product.facts';
import { makeEntry, sentDetail, withTag, type CatalogueEntry, type SentJson } from './product.entry';
import { cursorAfter, rank, sortOf, startAfter, type Placed } from './product.listing';
import type { Category, Product, ProductCard, ProductDetail, ProductQuery } from './product.schema';
import { createSearchIndex } from './product.search';

/** Where the read model gets what it shows; each answers with what changed since then (epoch ms, inclusive). */
interface CatalogueSource {
  products(sinceMs: number): Promise<Product[]>;
  categories(sinceMs: number): Promise<Category[]>;
  sellers(sinceMs: number): Promise<Seller[]>;
  stock(sinceMs: number): Promise<{ id: string; sku: string; available: number }[]>;
}

export interface ProductPage {
  items: ProductCard[];
  nextCursor: string | null;
  total: number;
}

const REFRESH_MS = 1000;
/** A write carries the time at which it set out; one that was slow, or comes from a machine whose clock is behind, is found still. */
const OVERLAP_MS = 5000;
/** Everything is read again now and then, so that whatever slipped through is put right. */
const RELOAD_MS = 300_000;

/**
 * The catalogue in the memory of one process: what visitors browse is answered from here and is at most about a second
 * old. Buying never asks it. Starts with the first question; `close` ends its refreshing.
 */
export function createCatalogue({
  source,
  clock,
  onError = () => undefined,
}: {
  source: CatalogueSource;
  clock: Clock;
  /** A refresh failed: what was read last is shown until one succeeds. */
  onError?: (error: unknown) => void;
}) {
  const products = new Map<string, Product>();
  const sellers = new Map<string, Seller>();
  const categories = new Map<string, Category>();
  const stock = new Map<string, Map<string, number>>();
  const skuOwner = new Map<string, string>();
  const entries = new Map<string, CatalogueEntry>();
  const bySlug = new Map<string, CatalogueEntry>();
  const search = createSearchIndex();
  const rankings = new LRUCache<string, Placed[]>({ max: 300 });
  const pages = new LRUCache<string, SentJson>({ max: 600 });

  let started: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let readUntilMs = 0;
  let reloadAtMs = 0;
  let running: Promise<void> | undefined;

  return {
    /** Loads everything and keeps it fresh. @throws what the source throws; then the next question tries again */
    start,
    /** Reads what has changed now. */
    refresh,
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },

    async list(query: ProductQuery): Promise<ProductPage> {
      await start();
      const { page, nextCursor, total } = pageOf(query);
      return { items: page.map(({ entry }) => entry.card), nextCursor, total };
    },

    /** The same as the body to send. */
    async listJson(query: ProductQuery): Promise<SentJson> {
      await start();
      const key = keyOf(query, true);
      const known = pages.get(key);
      if (known) return known;
      const { page, nextCursor, total } = pageOf(query);
      const items = page.map(({ entry }) => entry.cardJson).join(',');
      const sent = withTag(
        `{"items":[${items}],"nextCursor":${JSON.stringify(nextCursor)},"total":${total}}`,
      );
      pages.set(key, sent);
      return sent;
    },

    async detail(slugOrId: string): Promise<ProductDetail | null> {
      await start();
      return find(slugOrId)?.detail ?? null;
    },

    async detailJson(slugOrId: string): Promise<SentJson | null> {
      await start();
      const entry = find(slugOrId);
      return entry ? sentDetail(entry) : null;
    },

    async suggest(query: string, limit = 8): Promise<{ slug: string; title: string }[]> {
      await start();
      return search.suggest(query, limit).flatMap((id) => {
        const entry = entries.get(id);
        return entry ? [{ slug: entry.product.slug, title: entry.product.title }] : [];
      });
    },

    /** What is for sale of those SKUs, as visitors see it: for views and estimates. A purchase asks the database. */
    async itemsForSkus(skus: readonly string[]): Promise<SkuFacts[]> {
      await start();
      return [...new Set(skus)].flatMap((sku) => {
        const product = products.get(skuOwner.get(sku) ?? '');
        const variant = product?.variants.find((each) => each.sku === sku);
        return product && variant && product.status === 'active' ? [factsOf(product, variant)] : [];
      });
    },

    /** Units of each SKU over all warehouses, as visitors see them; unknown SKUs are 0. */
    async availability(skus: readonly string[]): Promise<Record<string, number>> {
      await start();
      return Object.fromEntries(skus.map((sku) => [sku, availableOf(sku)]));
    },

    /** Those of the shops that exist, as visitors see them. */
    async getMany(sellerIds: readonly string[]): Promise<Seller[]> {
      await start();
      return sellerIds.flatMap((id) => sellers.get(id) ?? []);
    },

    /** Those that are offered, in their order. */
    async categories(): Promise<Category[]> {
      await start();
      return [...categories.values()]
        .filter(({ archived }) => !archived)
        .sort((a, b) => a.position - b.position);
    },
  };

  function start(): Promise<void> {
    started ??= refresh().then(
      () => scheduleNext(),
      (error: unknown) => {
        started = undefined;
        throw error;
      },
    );
    return started;
  }

  function scheduleNext(): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      refresh().catch(onError).finally(scheduleNext);
    }, REFRESH_MS);
    timer.unref();
  }

  /** One at a time; who asks while one runs waits for one that begins after the question. */
  async function refresh(): Promise<void> {
    while (running) await running.catch(() => undefined);
    running = readChanges().finally(() => (running = undefined));
    return running;
  }

  async function readChanges(): Promise<void> {
    const nowMs = clock.nowMs();
    const sinceMs = nowMs >= reloadAtMs ? 0 : readUntilMs - OVERLAP_MS;
    const [newProducts, newCategories, newSellers] = await Promise.all([
      source.products(sinceMs),
      source.categories(sinceMs),
      source.sellers(sinceMs),
    ]);
    // Stock last: who stocks goods and then publishes them is never shown as sold out in between.
    const newStock = await source.stock(sinceMs);
    readUntilMs = nowMs;
    if (sinceMs === 0) reloadAtMs = nowMs + RELOAD_MS;

    const touched = new Set<string>();
    for (const product of newProducts) if (putProduct(product)) touched.add(product.id);
    const changedShops = new Set(newSellers.filter(putIfNew(sellers)).map(({ id }) => id));
    const changedShelves = new Set(newCategories.filter(putIfNew(categories)).map(({ id }) => id));
    if (changedShops.size + changedShelves.size > 0) {
      for (const { id, sellerId, categoryId } of products.values())
        if (changedShops.has(sellerId) || changedShelves.has(categoryId)) touched.add(id);
    }
    const restocked = new Set(newStock.flatMap((record) => putStock(record) ?? []));
    const isListed = [...touched].map((id) => rebuild(id, true));
    const isCounted = [...restocked].filter((id) => !touched.has(id)).map((id) => rebuild(id, false));
    if ([...isListed, ...isCounted].some(Boolean)) {
      rankings.clear();
      pages.clear();
    }
  }

  function putProduct(product: Product): boolean {
    const known = products.get(product.id);
    if (known && known.version >= product.version) return false;
    for (const { sku } of known?.variants ?? []) skuOwner.delete(sku);
    for (const { sku } of product.variants) skuOwner.set(sku, product.id);
    products.set(product.id, product);
    return true;
  }

  /** The product whose stock it is, when the count has changed. */
  function putStock({
    id,
    sku,
    available,
  }: {
    id: string;
    sku: string;
    available: number;
  }): string | undefined {
    const records = stock.get(sku) ?? new Map<string, number>();
    if (records.get(id) === available) return undefined;
    stock.set(sku, records.set(id, available));
    return skuOwner.get(sku);
  }

  function availableOf(sku: string): number {
    let sum = 0;
    for (const count of stock.get(sku)?.values() ?? []) sum += count;
    return sum;
  }

  /** Makes the entry of a product anew. True when a list may look different now. */
  function rebuild(id: string, withSearch: boolean): boolean {
    const product = products.get(id);
    const before = entries.get(id);
    if (before) bySlug.delete(before.product.slug);
    const seller = product && sellers.get(product.sellerId);
    const category = product && categories.get(product.categoryId);
    if (!product || !seller || !category || product.status !== 'active' || seller.status !== 'active') {
      search.remove(id);
      return entries.delete(id);
    }
    const entry = makeEntry(product, seller, category, availableOf);
    entries.set(id, entry);
    bySlug.set(product.slug, entry);
    if (withSearch || !before) {
      search.put({
        id,
        title: product.title,
        tags: product.tags.join(' '),
        category: category.name,
        seller: seller.name,
        description: product.description,
      });
    }
    return withSearch || before?.cardJson !== entry.cardJson;
  }

  function find(slugOrId: string): CatalogueEntry | undefined {
    return bySlug.get(slugOrId) ?? entries.get(slugOrId);
  }

  function pageOf(query: ProductQuery): { page: Placed[]; nextCursor: string | null; total: number } {
    const key = keyOf(query, false);
    const ranked = rankings.get(key) ?? rank(entries.values(), query, scoresOf(query.query));
    rankings.set(key, ranked);
    const sort = sortOf(query);
    const from = startAfter(ranked, sort, query.cursor);
    const page = ranked.slice(from, from + query.limit);
    const last = page[page.length - 1];
    const isMore = from + page.length < ranked.length;
    return { page, nextCursor: last && isMore ? cursorAfter(sort, last) : null, total: ranked.length };
  }

  function scoresOf(query: string | undefined): Map<string, number> | null {
    if (!query) return null;
    return new Map(search.search(query).map(({ id, score }) => [id, score]));
  }
}

export type Catalogue = ReturnType<typeof createCatalogue>;

/** Keeps what differs from what is there; says whether it did. */
function putIfNew<Thing extends { id: string }>(known: Map<string, Thing>) {
  return (thing: Thing): boolean => {
    if (JSON.stringify(known.get(thing.id)) === JSON.stringify(thing)) return false;
    known.set(thing.id, thing);
    return true;
  };
}

/** The same question has the same key, however it was written. */
function keyOf(query: ProductQuery, withPage: boolean): string {
  const { query: text, category, seller, minPriceMinor, maxPriceMinor, inStock, cursor, limit } = query;
  const words = text?.toLowerCase().split(/\s+/).join(' ');
  const filters = [words, category, seller, minPriceMinor, maxPriceMinor, inStock === 'true', sortOf(query)];
  return JSON.stringify(withPage ? [...filters, cursor, limit] : filters);
}
