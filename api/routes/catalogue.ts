import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import {
  categorySchema,
  facetQuerySchema,
  productCardSchema,
  productDetailSchema,
  productQuerySchema,
} from '../../services/product/product.schema';
import { facetsSchema, suggestionSchema } from '../../services/search/search.schema';
import { cleanText } from '../../services/search/search.words';
import { publicSellerSchema, type PublicSeller, type Seller } from '../../services/seller/seller.schema';
import type { ApiDeps, PreparedJson } from '../deps';
import { conditional } from '../http/preconditions';
import { createRecent } from '../http/recent';
import { route, type Route } from '../http/route';
import { listOf } from './shared';

/** Prices and stock may be a second old; whoever asks again within it gets 304. */
const CACHE = 'public, max-age=1, stale-while-revalidate=5';
const SLOW_CACHE = 'public, max-age=60';

const slugSchema = z.string().min(1).max(120);

/** What everybody may see. The hottest routes: their JSON comes ready-made from the product service. */
export function catalogueRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { catalogue } = services.product;
  const tags = ['Catalogue'];
  const lists = createRecent(async (name) => {
    const items =
      name === 'sellers' ? (await services.seller.list()).map(publicOf) : await catalogue.categories();
    return { items };
  });
  const sellers = createRecent(async (slug) => {
    const seller = await services.seller.getBySlug(slug);
    return seller?.status === 'active' ? publicOf(seller) : null;
  });
  const suggestions = createRecent(async (query) => ({ items: await catalogue.suggest(query) }));
  const given = (
    found: PreparedJson | null,
    what: string,
    ifNoneMatch: string | undefined,
    cache: string,
  ) => {
    if (!found) throw new NotFoundError(what);
    return conditional(ifNoneMatch, found, cache);
  };

  return [
    route({
      method: 'get',
      path: '/products',
      summary: 'Find products',
      tags,
      auth: 'public',
      query: productQuerySchema,
      responses: {
        200: {
          description: 'A page of products',
          schema: z.object({
            items: z.array(productCardSchema),
            nextCursor: z.string().nullable(),
            total: z.number().int(),
          }),
        },
      },
      handler: async ({ query, header }) =>
        conditional(header('if-none-match'), await catalogue.listJson(query), CACHE),
    }),
    route({
      method: 'get',
      path: '/products/facets',
      summary: 'What a list of products can be narrowed by',
      tags,
      auth: 'public',
      query: facetQuerySchema,
      responses: {
        200: { description: 'How many products each choice would show', schema: facetsSchema },
      },
      handler: async ({ query, header }) =>
        conditional(header('if-none-match'), await catalogue.facetsJson(query), CACHE),
    }),
    route({
      method: 'get',
      path: '/products/suggestions',
      summary: 'Complete what somebody types',
      tags,
      auth: 'public',
      query: z.strictObject({ query: z.string().overwrite(cleanText) }),
      responses: {
        200: {
          description: 'Categories, shops and products whose name fits, best first',
          schema: listOf(suggestionSchema),
        },
      },
      handler: async ({ query, header }) =>
        given(await suggestions(query.query.toLowerCase()), 'suggestion', header('if-none-match'), CACHE),
    }),
    route({
      method: 'get',
      path: '/products/{slugOrId}',
      summary: 'One product, with its seller and what is available',
      tags,
      auth: 'public',
      params: z.object({ slugOrId: slugSchema }),
      responses: {
        200: { description: 'The product', schema: productDetailSchema },
        304: { description: 'Unchanged since the ETag given' },
      },
      handler: async ({ params, header }) =>
        given(await catalogue.detailJson(params.slugOrId), 'product', header('if-none-match'), CACHE),
    }),
    route({
      method: 'get',
      path: '/categories',
      summary: 'All categories, in their order',
      tags,
      auth: 'public',
      responses: { 200: { description: 'The categories', schema: listOf(categorySchema) } },
      handler: async ({ header }) =>
        given(await lists('categories'), 'list', header('if-none-match'), SLOW_CACHE),
    }),
    route({
      method: 'get',
      path: '/sellers',
      summary: 'All sellers',
      tags,
      auth: 'public',
      responses: { 200: { description: 'The sellers', schema: listOf(publicSellerSchema) } },
      handler: async ({ header }) =>
        given(await lists('sellers'), 'list', header('if-none-match'), SLOW_CACHE),
    }),
    route({
      method: 'get',
      path: '/sellers/{slug}',
      summary: 'One seller',
      tags,
      auth: 'public',
      params: z.object({ slug: slugSchema }),
      responses: { 200: { description: 'The seller', schema: publicSellerSchema } },
      handler: async ({ params, header }) =>
        given(await sellers(params.slug), 'seller', header('if-none-match'), SLOW_CACHE),
    }),
  ];
}

/** What everybody may see of a shop. */
function publicOf({ domain: _domain, suspension: _suspension, ...shown }: Seller): PublicSeller {
  return shown;
}
