import autocannon from 'autocannon';
import { allCards } from '../test/shopper/goods';
import type { Shop } from '../test/shopper/shopper';
import type { Plan } from './plan';
import { spreadOf, type Spread } from './statistics';

export interface ReadFigures {
  perSecond: Spread;
  /** Of the middle repeat, in ms. */
  p50Ms: number;
  p99Ms: number;
  /** Answers that were not 200, and calls without any. */
  failed: number;
}

/** Words this short find nearly everything. */
const SHORTEST_TERM = 4;

/** Product lists, details and searches, as fast as the API answers. */
export async function measureReads(options: {
  shop: Shop;
  apiUrl: string;
  plan: Plan;
  say: (line: string) => void;
}): Promise<Record<'list' | 'detail' | 'search', ReadFigures>> {
  const { shop, apiUrl, plan, say } = options;
  const cards = await allCards(shop);
  const categories = [...new Set(cards.map(({ categoryId }) => categoryId))];
  const paths = {
    list: ['/products', ...categories.map((id) => `/products?category=${encodeURIComponent(id)}`)],
    detail: cards.map(({ slug }) => `/products/${slug}`),
    search: searchTerms(cards.map(({ title }) => title)).map(
      (term) => `/products?query=${encodeURIComponent(term)}`,
    ),
  };
  const measured = async (name: keyof typeof paths) => {
    const figures = await measureRead(apiUrl, paths[name], plan);
    say(`  ok  ${name}: ${paths[name].length} different addresses`);
    return figures;
  };
  return {
    list: await measured('list'),
    detail: await measured('detail'),
    search: await measured('search'),
  };
}

/** The words and the pairs of neighbouring words of real titles, as people type them. */
export function searchTerms(titles: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const title of titles) {
    const words = title
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= SHORTEST_TERM);
    for (const [index, word] of words.entries()) {
      terms.add(word);
      const next = words[index + 1];
      if (next !== undefined) terms.add(`${word} ${next}`);
    }
  }
  return [...terms];
}

/** Gets these addresses in turn on as many connections as the plan says. */
export async function measureRead(
  apiUrl: string,
  paths: readonly string[],
  plan: Pick<Plan, 'repeats' | 'readSeconds' | 'readConnections'>,
): Promise<ReadFigures> {
  const { origin, pathname } = new URL(apiUrl);
  const base = pathname.replace(/\/$/, '');
  const results: autocannon.Result[] = [];
  for (let repeat = 0; repeat < plan.repeats; repeat += 1)
    results.push(
      await autocannon({
        url: origin,
        connections: plan.readConnections,
        duration: plan.readSeconds,
        requests: paths.map((path) => ({ method: 'GET', path: `${base}${path}` })),
      }),
    );
  const middle = [...results].sort((a, b) => a.requests.average - b.requests.average)[
    Math.floor(results.length / 2)
  ];
  return {
    perSecond: spreadOf(results.map(({ requests }) => requests.average)),
    p50Ms: middle?.latency.p50 ?? 0,
    p99Ms: middle?.latency.p99 ?? 0,
    failed: results.reduce((sum, { non2xx, errors }) => sum + non2xx + errors, 0),
  };
}
