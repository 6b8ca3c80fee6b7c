import type { Config } from '../platform/config';
import { createEmbeddedSearch } from './embedded/engine';
import { createOpenSearch } from './opensearch/engine';
import type { SearchEngine } from './search.port';

/** OpenSearch makes what is written visible twice a second; a page is not older than that either. */
const PAGES_KEPT_MS = 500;
const INDEX_NAME = 'products';

type Settings = Pick<Config, 'OPENSEARCH_URL' | 'MONGODB_PREFIX'>;

/**
 * The search that visitors ask: in the memory of this process, or OpenSearch when there is its URL. OpenSearch is
 * only read here: the consumers' process writes it, once for all.
 */
export function createSearch(config: Settings): { search: SearchEngine; pagesKeptMs: number } {
  const server = createSearchServer(config);
  if (!server) return { search: createEmbeddedSearch(), pagesKeptMs: 0 };
  const nothing = () => Promise.resolve();
  return {
    search: { ...server, put: nothing, restock: nothing, remove: nothing },
    pagesKeptMs: PAGES_KEPT_MS,
  };
}

/** OpenSearch to read and write; null when there is no URL of it. */
export function createSearchServer({ OPENSEARCH_URL: url, MONGODB_PREFIX: prefix }: Settings) {
  return url ? createOpenSearch({ url, index: `${prefix}${INDEX_NAME}` }) : null;
}
