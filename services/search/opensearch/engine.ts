import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { DomainError } from '../../platform/errors';
import { cursorAfter, placeOf, type Place } from '../search.cursor';
import {
  emptyBands,
  RATING_STEPS,
  shownOptions,
  type FoundFacets,
  type SearchEngine,
  type SearchSort,
} from '../search.port';
import { cleanText, questionTerms, withWords } from '../search.words';
import { countingParts, filterParts, optionFacet, wordsPart, type Part } from './questions';
import { choiceOf, INDEX, storedOf } from './stored';

const TIMEOUT_MS = 2000;

/** How OpenSearch puts in order; of equal ones the smaller id is first. */
const ORDERS: Record<SearchSort, Part[]> = {
  relevance: [{ _score: 'desc' }],
  newest: [{ created: 'desc' }],
  'price-up': [{ price: 'asc' }],
  'price-down': [{ price: 'desc' }],
  rating: [{ rated: 'desc' }],
};

const bucketsSchema = z.object({
  doc_count: z.number(),
  counts: z
    .object({
      buckets: z.array(
        z.object({ key: z.union([z.string(), z.number()]).transform(String), doc_count: z.number() }),
      ),
    })
    .optional(),
});
const answerSchema = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _id: z.string(), sort: z.array(z.union([z.string(), z.number()])).optional() })),
  }),
  aggregations: z.record(z.string(), bucketsSchema).optional(),
  suggest: z
    .object({
      meant: z.array(z.object({ text: z.string(), options: z.array(z.object({ text: z.string() })) })),
    })
    .optional(),
});
type Answer = z.infer<typeof answerSchema>;

/**
 * OpenSearch (2 or 3) as the search engine, for a catalogue or a load that one process cannot hold.
 */
export function createOpenSearch({
  url,
  index,
}: {
  url: string;
  index: string;
}): SearchEngine & { prepare(): Promise<void>; close(): Promise<void> } {
  let connected: Promise<Client> | undefined;
  /** Loaded only where there is a server: it is a large library. */
  const connect = () => {
    connected ??= import('@opensearch-project/opensearch').then(
      (library) => new library.Client({ node: url, requestTimeout: TIMEOUT_MS, maxRetries: 1 }),
    );
    return connected;
  };

  return {
    /** Makes the index unless it is there. */
    async prepare() {
      const client = await connect();
      const { body: isThere } = await client.indices.exists({ index });
      if (isThere) return;
      await client.indices.create({ index, body: INDEX as never }).catch((error: unknown) => {
        if (!String(error).includes('resource_already_exists')) throw error;
      });
    },

    async close() {
      await (await connected)?.close();
    },

    async put(documents) {
      await write(documents.flatMap((document) => [{ index: { _id: document.id } }, storedOf(document)]));
    },

    async restock(stocks) {
      await write(
        stocks.flatMap(({ id, inStock, sold }) => [
          { update: { _id: id } },
          { doc: { in_stock: inStock, sold } },
        ]),
      );
    },

    async remove(ids) {
      await write(ids.map((id) => ({ delete: { _id: id } })));
    },

    async find(query) {
      const after = query.cursor === undefined ? null : placeOf(query.cursor, query.sort);
      const terms = termsAsked(query.text);
      if (terms?.length === 0) return { ids: [], nextCursor: null, total: 0 };
      const { hits } = await askForWords(terms, (words) => ({
        query: ranked({ bool: { must: [words], filter: [...filterParts(query.filters).values()] } }),
        sort: [...ORDERS[query.sort], { id: 'asc' }],
        size: query.limit + 1,
        track_total_hits: true,
        ...(after ? { search_after: [after.value, after.id] } : {}),
      }));
      const shown = hits.hits.slice(0, query.limit);
      const last = placeIn(shown.at(-1)?.sort);
      const isMore = hits.hits.length > query.limit;
      return {
        ids: shown.map(({ _id }) => _id),
        nextCursor: isMore && last ? cursorAfter(query.sort, last) : null,
        total: hits.total.value,
      };
    },

    async facets({ text, filters }) {
      const terms = termsAsked(text);
      if (terms?.length === 0) return nothing();
      const parts = filterParts(filters);
      const answer = await askForWords(terms, (words) => ({
        query: words,
        size: 0,
        track_total_hits: true,
        aggs: countingParts(parts),
        ...(terms
          ? { suggest: { meant: { text: terms.join(' '), term: { field: 'title', size: 1 } } } }
          : {}),
      }));
      return facetsOf(answer, [...parts.keys()], terms ?? []);
    },

    async suggest(text, limit) {
      const terms = termsAsked(text);
      if (!terms || terms.length === 0) return [];
      const { hits } = await ask({ query: ranked(wordsPart(terms, 'all', true)), size: limit });
      return hits.hits.map(({ _id }) => _id);
    },
  };

  /** Asks for products with all words, and only when there are none for those with any. */
  async function askForWords(
    terms: readonly string[] | null,
    request: (words: Part) => Part,
  ): Promise<Answer> {
    if (terms === null) return ask(request({ match_all: {} }));
    const all = await ask(request(wordsPart(terms, 'all')));
    return all.hits.total.value > 0 || terms.length < 2 ? all : ask(request(wordsPart(terms, 'any')));
  }

  async function ask(body: Part): Promise<Answer> {
    try {
      const client = await connect();
      const { body: answer } = await client.search({ index, body: body as never, _source: false });
      return answerSchema.parse(answer);
    } catch (error) {
      throw new DomainError(
        'unavailable',
        'search-unavailable',
        'The search does not answer at the moment. Everything else goes on. Try again in a minute.',
        { reason: error instanceof Error ? error.name : 'unknown' },
      );
    }
  }

  /** @throws Error when something was not written; what is to be removed and is not there is removed */
  async function write(lines: readonly Part[]): Promise<void> {
    if (lines.length === 0) return;
    const client = await connect();
    const { body } = await client.bulk({ index, body: lines as never });
    const failed = body.items
      .flatMap((item) => Object.values(item))
      .find(({ status }) => status >= 300 && status !== 404);
    if (failed) throw new Error(`OpenSearch did not take a product: ${failed.error?.type ?? failed.status}`);
  }
}

/** Fits in words first; then what can be bought, and what is liked and bought most. */
const ranked = (query: Part): Part => ({
  function_score: {
    query,
    functions: [
      { filter: { term: { in_stock: true } }, weight: 1.2 },
      { filter: { match_all: {} }, weight: 1 },
      { field_value_factor: { field: 'appeal', factor: 0.1, missing: 0 } },
    ],
    score_mode: 'sum',
    boost_mode: 'multiply',
  },
});

/** null when everything is asked for. */
const termsAsked = (text: string | undefined): string[] | null =>
  text === undefined || cleanText(text) === '' ? null : questionTerms(text);

/** What a hit was sorted by: a number, then its id. */
function placeIn([value, id]: readonly (string | number)[] = []): Place | null {
  return typeof value === 'number' && typeof id === 'string' ? { value, id } : null;
}

const nothing = (): FoundFacets => ({
  ...{
    total: 0,
    categories: [],
    sellers: [],
    prices: emptyBands(),
    inStock: 0,
    options: [],
    didYouMean: null,
  },
  ratings: RATING_STEPS.map((min) => ({ min, count: 0 })),
});

function facetsOf(
  { aggregations = {}, suggest }: Answer,
  chosen: readonly string[],
  terms: readonly string[],
): FoundFacets {
  const buckets = (facet: string) =>
    (aggregations[facet]?.counts?.buckets ?? []).map(({ key, doc_count: count }) => ({ id: key, count }));
  const options = new Map<string, Map<string, number>>();
  for (const facet of ['options', ...chosen.filter((name) => name.startsWith('option:'))]) {
    for (const { id, count } of buckets(facet)) {
      const { option, value } = choiceOf(id);
      // An option that is chosen from is counted without that choice.
      if (facet === 'options' ? chosen.includes(optionFacet(option)) : optionFacet(option) !== facet)
        continue;
      options.set(option, (options.get(option) ?? new Map<string, number>()).set(value, count));
    }
  }
  const prices = buckets('price');
  const ratings = buckets('rating');
  const exchanged = (suggest?.meant ?? []).flatMap(({ text, options: [first] }): [string, string][] =>
    first ? [[text, first.text]] : [],
  );
  const byStart = (found: { id: string; count: number }[], start: number) =>
    found.find(({ id }) => Number.parseFloat(id) === start)?.count ?? 0;
  return {
    total: aggregations.total?.doc_count ?? 0,
    categories: buckets('category'),
    sellers: buckets('seller'),
    prices: emptyBands().map((band) => ({ ...band, count: byStart(prices, band.fromMinor) })),
    ratings: RATING_STEPS.map((min) => ({ min, count: byStart(ratings, min) })),
    inStock: buckets('stock').find(({ id }) => id === '1')?.count ?? 0,
    options: shownOptions(options),
    didYouMean: withWords(terms, new Map(exchanged)),
  };
}
