import { z } from 'zod';
import { actedBySchema } from '../../services/order/order.schema';
import { newProductSchema, productChangesSchema } from '../../services/product/product.content';
import { productSchema, productStatusSchema, type Product } from '../../services/product/product.schema';
import type { ApiDeps } from '../deps';
import { csvRows } from '../http/csv';
import { etagOf, expectedVersion } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { MERCHANTS, merchantOf, NOT_STORED, ofMerchant, signedBy } from '../merchants';
import { idParams, idSchema, listOf, pageOf, pageQuery } from './shared';

const pricePointSchema = z.object({
  sku: z.string(),
  priceMinor: z.number().int(),
  at: z.string(),
  isOffered: z.boolean().describe('Whether buyers could buy at it'),
  by: actedBySchema,
});

const newProductBody = newProductSchema.extend({
  sellerId: idSchema.optional().describe('For admins: whose product it is'),
});
const listQuery = pageQuery.extend({
  status: productStatusSchema.optional(),
  query: z.string().trim().max(100).optional().describe('Words of the title, or the beginning of a SKU'),
});
const changesParams = z.object({ slugOrId: idSchema });

/** Products as their sellers write them. */
export function goodsRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { editing, exported } = services.sellerCatalogue;
  const tags = ['Goods'];
  const shown = (product: Product): Reply => ok(product, { etag: etagOf(product.version), ...NOT_STORED });

  return [
    route({
      method: 'post',
      path: '/products',
      summary: 'Adds a product; a draft until it is said to be active',
      tags,
      auth: MERCHANTS,
      body: newProductBody,
      idempotent: 'required',
      responses: {
        201: { description: 'The product', schema: productSchema },
        409: { description: 'A SKU is used by another seller, or by another product' },
        422: { description: 'Its parts do not fit, or its category or a picture is not known' },
      },
      async handler({ actor, body, header }) {
        const { sellerId, ...content } = body;
        const product = await editing.create({
          sellerId: merchantOf(actor, sellerId),
          key: header('idempotency-key') ?? '',
          content,
          by: signedBy(actor),
        });
        const headers = { location: `/v1/products/${product.id}/source`, etag: etagOf(product.version) };
        return { status: 201, body: product, headers };
      },
    }),
    route({
      method: 'patch',
      path: '/products/{slugOrId}',
      summary: 'Changes what is given of a product',
      tags,
      auth: MERCHANTS,
      params: changesParams,
      body: productChangesSchema,
      ifMatch: true,
      responses: {
        200: { description: 'The product as it is now', schema: productSchema },
        409: { description: 'A SKU is used by another seller, or by another product' },
        412: {
          description:
            'Somebody was quicker: `current` is what is there, `fields` names where it differs from what was sent',
        },
        422: { description: 'Its parts do not fit, or its category or a picture is not known' },
      },
      async handler({ actor, params, body, header }) {
        const version = expectedVersion(header('if-match'));
        const { id } = ofMerchant(actor, await editing.get(params.slugOrId), 'product');
        const request = { productId: id, expectedVersion: version, changes: body, by: signedBy(actor) };
        return shown(await editing.edit(request));
      },
    }),
    route({
      method: 'get',
      path: '/products/{id}/source',
      summary: 'A product as its seller writes it, whatever its status',
      tags,
      auth: MERCHANTS,
      params: idParams,
      responses: { 200: { description: 'The product', schema: productSchema } },
      handler: async ({ actor, params }) => shown(ofMerchant(actor, await editing.get(params.id), 'product')),
    }),
    route({
      method: 'get',
      path: '/products/{id}/prices',
      summary: 'Every price of a product, with who set it and when',
      tags,
      auth: MERCHANTS,
      params: idParams,
      responses: { 200: { description: 'Newest first', schema: listOf(pricePointSchema) } },
      async handler({ actor, params }) {
        const { id } = ofMerchant(actor, await editing.get(params.id), 'product');
        return ok({ items: await editing.prices(id) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/products',
      summary: "A seller's products, drafts and archived ones too",
      tags,
      auth: MERCHANTS,
      params: idParams,
      query: listQuery,
      responses: { 200: { description: 'A page of products', schema: pageOf(productSchema) } },
      handler: async ({ actor, params, query }) =>
        ok(await editing.list({ sellerId: merchantOf(actor, params.id), ...query }), NOT_STORED),
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/catalogue.csv',
      summary: "A seller's goods as a table that can be imported again",
      tags,
      auth: MERCHANTS,
      params: idParams,
      responses: { 200: { description: 'Text in CSV (UTF-8)' } },
      handler: ({ actor, params }) => ({
        status: 200,
        parts: textOf(exported(merchantOf(actor, params.id))),
        headers: {
          ...NOT_STORED,
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="catalogue.csv"',
        },
      }),
    }),
  ];
}

async function* textOf(pages: AsyncIterable<(string | number)[][]>): AsyncGenerator<string> {
  for await (const rows of pages) yield csvRows(rows);
}
