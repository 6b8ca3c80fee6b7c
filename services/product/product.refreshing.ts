import type { Clock } from '../platform/clock';
import type { SearchDocument, SearchWriter } from '../search/search.port';
import type { Seller } from '../seller/seller.schema';
import { leftOf } from './product.entry';
import { searchDocumentOf } from './product.finding';
import type { Category, Product } from './product.schema';
import type { Shelves, StockRecord } from './product.shelves';

/** Where the read model gets what it shows; each answers with what changed since then (epoch ms, inclusive). */
export interface CatalogueSource {
  /** In portions, so that a large catalogue is never in memory as a whole. */
  products(sinceMs: number): AsyncIterable<readonly Product[]>;
  productsById(ids: readonly string[]): Promise<readonly Product[]>;
  categories(sinceMs: number): Promise<Category[]>;
  sellers(sinceMs: number): Promise<Seller[]>;
  stock(sinceMs: number): Promise<StockRecord[]>;
}

/** A change is to be seen within a second: this long until it is looked for, and the rest for reading it. */
const REFRESH_MS = 600;
/** A write carries the time at which it set out; one that was slow, or comes from a machine whose clock is behind, is found still. */
const OVERLAP_MS = 5000;
/** Everything is read again now and then, so that whatever slipped through is put right. */
const RELOAD_MS = 300_000;
const PORTION = 500;

interface Refreshed {
  source: CatalogueSource;
  clock: Clock;
  search: SearchWriter;
  shelves: Shelves;
  /** Products by their ids, for those of which nothing but the shop or the category has changed. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Product>>;
  onProduct(product: Product): void;
  /** Something of it looks different. */
  onLookChanged(id: string): void;
  /** A list may look different now. */
  onListsChanged(): void;
  onError(error: unknown): void;
}

/** Keeps shelves and search as the databases are, by asking them for what has changed. */
export function createRefreshing(deps: Refreshed) {
  const { source, clock, search, shelves } = deps;
  let started: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let readUntilMs = 0;
  let reloadAtMs = 0;
  let running: Promise<void> | undefined;

  return {
    start,
    refresh,
    close(): void {
      isClosed = true;
      clearTimeout(timer);
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
      refresh().catch(deps.onError).finally(scheduleNext);
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
    const isWhole = nowMs >= reloadAtMs;
    const sinceMs = isWhole ? 0 : readUntilMs - OVERLAP_MS;
    const [categories, sellers] = await Promise.all([source.categories(sinceMs), source.sellers(sinceMs)]);
    const changed = changedPlaces(sellers, categories);
    if (isWhole) takeStock(await source.stock(0));
    const waiting: Product[] = [];
    let isNews = changed.length > 0;
    for await (const portion of source.products(sinceMs)) {
      if (!isWhole) waiting.push(...portion);
      else if (await putProducts(portion)) isNews = true;
    }
    // Stock last: who stocks goods and then publishes them is never shown as sold out in between.
    const restocked = takeStock(await source.stock(isWhole ? nowMs - OVERLAP_MS : sinceMs));
    if (await putProducts(waiting)) isNews = true;
    await putAgain(changed);
    if (await restock(restocked)) isNews = true;
    if (isNews) deps.onListsChanged();
    readUntilMs = nowMs;
    if (isWhole) reloadAtMs = nowMs + RELOAD_MS;
  }

  /** The products whose shop or category has changed. */
  function changedPlaces(sellers: readonly Seller[], categories: readonly Category[]): string[] {
    return shelves.idsOf(
      new Set(sellers.filter(shelves.putSeller).map(({ id }) => id)),
      new Set(categories.filter(shelves.putCategory).map(({ id }) => id)),
    );
  }

  async function putProducts(products: readonly Product[]): Promise<boolean> {
    const news = products.filter(shelves.putProduct);
    news.forEach(deps.onProduct);
    await putIntoSearch(news);
    return news.length > 0;
  }

  async function putAgain(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PORTION) {
      const portion = ids.slice(from, from + PORTION);
      portion.forEach(deps.onLookChanged);
      const hidden = portion.filter((id) => !shelves.placeOf(id));
      await search.remove(hidden);
      const shown = portion.filter((id) => shelves.placeOf(id));
      if (shown.length > 0) await putIntoSearch([...(await deps.load(shown)).values()]);
    }
  }

  async function putIntoSearch(products: readonly Product[]): Promise<void> {
    const shown: SearchDocument[] = [];
    const hidden: string[] = [];
    for (const product of products) {
      const place = shelves.placeOf(product.id);
      if (place)
        shown.push(searchDocumentOf(product, place.seller, place.category, shelves.stockOf(product.id)));
      else hidden.push(product.id);
    }
    if (shown.length > 0) await search.put(shown);
    if (hidden.length > 0) await search.remove(hidden);
  }

  /** What was left of each product whose stock has changed, before. */
  function takeStock(records: readonly StockRecord[]): Map<string, number> {
    const before = new Map<string, number>();
    for (const record of records) {
      const owner = shelves.productOf(record.sku);
      const left = owner === null ? 0 : shelves.stockOf(owner).available;
      const id = shelves.putStock(record);
      if (id !== null && !before.has(id)) before.set(id, left);
    }
    return before;
  }

  /** True when a list may look different. */
  async function restock(before: ReadonlyMap<string, number>): Promise<boolean> {
    if (before.size === 0) return false;
    const stocks = [...before.keys()].map((id) => ({ id, ...shelves.stockOf(id) }));
    for (const { id } of stocks) deps.onLookChanged(id);
    await search.restock(stocks.map(({ id, available, sold }) => ({ id, inStock: available > 0, sold })));
    return stocks.some(({ id, available }) => leftOf(before.get(id) ?? 0) !== leftOf(available));
  }
}
