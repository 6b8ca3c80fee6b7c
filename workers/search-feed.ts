import type { Services } from '../services/compose';
import { systemClock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import { createProductService } from '../services/product/product.service';
import { createSearchServer } from '../services/search/search.engine';

const AGAIN_MS = 5000;

/**
 * Keeps OpenSearch as the databases are: everything once, then what changes. It is the catalogue that each API process
 * keeps, with the server in place of the memory. Without OPENSEARCH_URL it does nothing.
 */
export function startSearchFeed({
  config,
  logger,
  databases,
  services,
}: {
  config: Config;
  logger: Logger;
  databases: Databases;
  services: Pick<Services, 'seller' | 'inventory'>;
}): { stop(): Promise<void> } {
  const search = createSearchServer(config);
  if (!search) return { stop: () => Promise.resolve() };
  const onError = (error: unknown) =>
    logger.warn({ err: error }, 'OpenSearch could not be brought up to date');
  const product = createProductService({
    ...{ connection: databases.of('product'), clock: systemClock, search, onError },
    ...{ sellers: services.seller, stock: services.inventory },
  });
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    search
      .prepare()
      .then(() => product.catalogue.start())
      .then(
        () => logger.info('OpenSearch has the catalogue'),
        (error: unknown) => {
          onError(error);
          timer = setTimeout(start, AGAIN_MS);
        },
      );
  };
  start();
  return {
    async stop() {
      clearTimeout(timer);
      product.close();
      await search.close();
    },
  };
}
