import { z } from 'zod';
import {
  categoryChangesSchema,
  categoryRecordSchema,
  newCategorySchema,
  type CategoryRecord,
} from '../../services/product/product.schema';
import { ADMINS } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { created, ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf } from './shared';

const NOT_STORED = { 'cache-control': 'no-store' };

const recordSchema = categoryRecordSchema.extend({
  products: z.number().int().describe('How many of it are for sale'),
});

/** The categories of the market, as admins keep them. Visitors see those of `/categories`. */
export function categoryRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { categories, catalogue } = services.product;
  const tags = ['Categories'];
  const one = { description: 'The category', schema: recordSchema };

  const withProducts = async (record: CategoryRecord) => {
    const { total } = await catalogue.list({ category: record.id, limit: 1 });
    return { ...record, products: total };
  };
  const all = async () => Promise.all((await categories.list()).map(withProducts));

  return [
    route({
      method: 'get',
      path: '/categories/all',
      summary: 'All categories, archived ones too, in their order',
      tags,
      auth: ADMINS,
      responses: { 200: { description: 'The categories', schema: listOf(recordSchema) } },
      handler: async () => ok({ items: await all() }, NOT_STORED),
    }),
    route({
      method: 'post',
      path: '/categories',
      summary: 'Make a category, as the last',
      tags,
      auth: ADMINS,
      body: newCategorySchema,
      idempotent: 'optional',
      responses: { 201: one, 409: { description: 'Its address is taken. Nothing was added' } },
      async handler({ body }) {
        const made = await categories.create(body);
        return created(await withProducts(made), `/v1/products?category=${made.id}`);
      },
    }),
    route({
      method: 'put',
      path: '/categories/order',
      summary: 'Put all categories that are not archived in an order',
      tags,
      auth: ADMINS,
      body: z.strictObject({ ids: z.array(z.string().max(40)).min(1).max(500) }),
      responses: {
        200: { description: 'All categories', schema: listOf(recordSchema) },
        409: { description: 'These are not all of them. Nothing was changed' },
      },
      async handler({ body }) {
        await categories.order(body.ids);
        return ok({ items: await all() }, NOT_STORED);
      },
    }),
    route({
      method: 'patch',
      path: '/categories/{id}',
      summary: 'Rename a category, describe it, archive it or bring it back',
      tags,
      auth: ADMINS,
      params: idParams,
      body: categoryChangesSchema,
      ifMatch: true,
      responses: { 200: one },
      async handler({ params, body, header }) {
        const version = expectedVersion(header('if-match'));
        const changed = await whenUnchanged(() =>
          categories.change({ id: params.id, expectedVersion: version, changes: body }),
        );
        return ok(await withProducts(changed), { ...NOT_STORED, etag: etagOf(changed.version) });
      },
    }),
  ];
}
