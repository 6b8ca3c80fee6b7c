import { z } from 'zod';
import { marketPoints } from '../../services/commission/commission.service';
import {
  commissionSubjectSchema,
  commissionViewSchema,
  newCommissionSchema,
  type CommissionSubject,
} from '../../services/commission/commission.schema';
import { NotFoundError } from '../../services/platform/errors';
import { ADMINS, isSellerOf, isStaff, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema, listOf } from './shared';

/** A seller or a category, with the rate it began with. */
interface Known {
  subject: CommissionSubject;
  name: string;
  base: number | null;
}

/** What the market asks of sales: planned by admins, read by the seller whom it concerns. */
export function commissionRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { commission, seller: sellers, product } = services;
  const tags = ['Commission'];
  const NOT_STORED = { 'cache-control': 'no-store' };

  const find = async ({ type, id }: CommissionSubject): Promise<Known> => {
    if (type === 'seller') {
      const found = await sellers.get(id);
      if (!found) throw new NotFoundError('seller');
      return { subject: { type, id }, name: found.name, base: found.commissionPoints };
    }
    const found = (await product.categories.list()).find((one) => one.id === id);
    if (!found) throw new NotFoundError('category');
    return { subject: { type, id }, name: found.name, base: marketPoints(id) };
  };

  const view = async (known: Known) => {
    const [found] = await commission.view([known]);
    if (!found) throw new NotFoundError('commission');
    return found;
  };

  return [
    route({
      method: 'get',
      path: '/commissions',
      summary: 'The rates of all shops and categories',
      tags,
      auth: ADMINS,
      responses: { 200: { description: 'Shops, then categories', schema: listOf(commissionViewSchema) } },
      async handler() {
        const [shops, categories] = await Promise.all([sellers.list(), product.categories.list()]);
        const items = await commission.view([
          ...shops.map(({ id, name, commissionPoints }) => ({
            ...{ subject: { type: 'seller' as const, id }, name, base: commissionPoints },
          })),
          ...categories.map(({ id, name }) => ({
            ...{ subject: { type: 'category' as const, id }, name, base: marketPoints(id) },
          })),
        ]);
        return ok({ items }, NOT_STORED);
      },
    }),
    route({
      method: 'put',
      path: '/commissions/{type}/{id}',
      summary: 'Plan a rate from a moment on, in place of the one that is planned',
      tags,
      auth: ADMINS,
      params: z.object({ type: commissionSubjectSchema.shape.type, id: idSchema }),
      body: newCommissionSchema,
      ifMatch: true,
      responses: { 200: { description: 'The rates', schema: commissionViewSchema } },
      async handler({ actor, params, body, header }) {
        const version = expectedVersion(header('if-match'));
        const known = await find(params);
        const planned = await whenUnchanged(() =>
          commission.plan({ ...known, wanted: body, by: actor.id, expectedVersion: version }),
        );
        return ok(planned, { ...NOT_STORED, etag: etagOf(planned.version) });
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/commission',
      summary: 'What the market asks of a shop, now and next',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: { description: 'The rates', schema: commissionViewSchema } },
      async handler({ actor, params }) {
        if (!isStaff(actor) && !isSellerOf(actor, { sellerId: params.id })) throw new NotFoundError('seller');
        const found = await view(await find({ type: 'seller', id: params.id }));
        return ok(found, { ...NOT_STORED, etag: etagOf(found.version) });
      },
    }),
  ];
}
