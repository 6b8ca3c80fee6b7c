import type { Connection } from 'mongoose';
import type { Catalogue } from '../product/product.catalogue';
import type { Cache } from './recommendation.cache';
import { createRecommendationService, type RecommendationService } from './recommendation.service';

/** So many of a list by rating are looked through for a shelf. */
const RATED = 24;

/** The recommendations with the catalogue of this process behind them. */
export function createShopRecommendations({
  catalogue,
  ...deps
}: {
  connection: Connection;
  cache: Cache;
  catalogue: Pick<Catalogue, 'offers' | 'list' | 'detail'>;
  generation: () => Promise<number>;
}): RecommendationService {
  return createRecommendationService({
    ...deps,
    catalogue: {
      offers: (ids, most) => catalogue.offers(ids, most),
      find: (id) => catalogue.detail(id),
      async wellRated(categoryId) {
        const { items } = await catalogue.list({
          ...{ sort: 'rating', inStock: 'true', limit: RATED },
          ...(categoryId === null ? {} : { category: categoryId }),
        });
        return catalogue.offers(
          items.map(({ id }) => id),
          RATED,
        );
      },
    },
  });
}
