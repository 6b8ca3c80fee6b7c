import { createCatalogue } from '../services/product/product.catalogue';
import { facetQuerySchema, productQuerySchema } from '../services/product/product.schema';
import { createEmbeddedSearch } from '../services/search/embedded/engine';
import { generatedGoods, questions } from './search-goods';
import { percentilesOf } from './statistics';

const MIB = 1024 * 1024;

/** Run as a process with the API's heap: fills a catalogue, asks it, and says what it measured as one line of JSON. */
async function main(): Promise<void> {
  const [products = 100_000, asked = 300] = process.argv.slice(2).map(Number);
  const goods = generatedGoods(products);
  const search = createEmbeddedSearch();
  const changed = { nowMs: 0, stock: goods.stock() };
  const catalogue = createCatalogue({
    ...{ clock: { nowMs: () => changed.nowMs }, search },
    source: {
      async *products(sinceMs) {
        if (sinceMs === 0) yield* goods.portions();
      },
      productsById: (ids) =>
        Promise.resolve(ids.map((id) => goods.product(Number(id.slice('product-'.length))))),
      categories: (sinceMs) => Promise.resolve(sinceMs === 0 ? goods.categories : []),
      sellers: (sinceMs) => Promise.resolve(sinceMs === 0 ? goods.sellers : []),
      stock: () => Promise.resolve(changed.stock),
    },
  });
  const startedMs = performance.now();
  await catalogue.start();
  const indexMs = performance.now() - startedMs;
  changed.stock = [];
  changed.nowMs = 1000;

  const kinds = questions(asked, goods.words);
  const list = (query: Record<string, unknown>) => catalogue.listJson(productQuerySchema.parse(query));
  const facets = (query: Record<string, unknown>) => catalogue.facetsJson(facetQuerySchema.parse(query));
  const filters = { inStock: 'true', minPriceMinor: 2000, options: 'Colour:Sand,Colour:Ink' };
  const figures: Record<string, unknown>[] = [];
  for (const [kind, texts] of Object.entries(kinds)) {
    figures.push(await measured(`search, ${kind}`, texts, (query) => list({ query })));
    figures.push(await measured(`facets, ${kind}`, texts, (query) => facets({ query })));
  }
  const all = Object.values(kinds).flat();
  figures.push(
    await measured('search with filters', all.slice(0, asked), (query) => list({ query, ...filters })),
  );
  figures.push(
    await measured(
      'suggestions',
      all.map((text, at) => text.slice(0, 2 + (at % 8))),
      catalogue.suggest,
    ),
  );
  const categories = goods.categories.map(({ id }) => id);
  const sorts = ['newest', 'price-up', 'rating', 'relevance'];
  const lists = categories.flatMap((category) => sorts.map((sort) => ({ category, sort })));
  figures.push(await measured('lists of a category', lists, list));
  figures.push(await measured('facets of a category', categories, (category) => facets({ category })));
  figures.push(
    await measured('a sold-out product is seen', categories, async (_, at) => {
      changed.stock = [{ id: `P${1 + 3 * at}-V0@w`, sku: `P${1 + 3 * at}-V0`, available: 0, sold: 9 }];
      await catalogue.refresh();
    }),
  );
  globalThis.gc?.();
  const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
  const memory = { heapMiB: heapUsed / MIB, buffersMiB: arrayBuffers / MIB, rssMiB: rss / MIB };
  catalogue.close();
  process.stdout.write(`${JSON.stringify({ ...search.size(), indexMs, memory, figures })}\n`);
}

async function measured<T>(
  name: string,
  asked: readonly T[],
  ask: (one: T, index: number) => Promise<unknown>,
) {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const [index, one] of asked.entries()) {
    const startedMs = performance.now();
    await ask(one, index);
    times.push(performance.now() - startedMs);
  }
  const { user, system } = process.cpuUsage(before);
  return { name, asked: asked.length, ...percentilesOf(times), cpuMs: (user + system) / 1000 / asked.length };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
