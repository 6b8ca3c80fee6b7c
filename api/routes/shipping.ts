import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import { defaultZonesOf } from '../../services/pricing/pricing.shipping';
import { shippingTableSchema, shippingZonesSchema } from '../../services/pricing/shipping-table.schema';
import type { Actor } from '../../services/user/user.schema';
import { isSellerOf, isStaff, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams } from './shared';

type Table = Awaited<ReturnType<ApiDeps['services']['shippingTables']['get']>>;

/** Where a seller sends, how, and for how much. */
export function shippingRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { seller: sellers, shippingTables: tables } = services;
  const tags = ['Shipping'];
  const view = { description: 'The table', schema: shippingTableSchema };

  const show = async (sellerId: string, { zones, version }: Table): Promise<Reply> => {
    const seller = await sellers.get(sellerId);
    if (!seller) throw new NotFoundError('seller');
    const body = { sellerId, zones, effective: zones ?? defaultZonesOf(seller), version };
    return ok(body, { etag: etagOf(version), 'cache-control': 'no-store' });
  };

  return [
    route({
      method: 'get',
      path: '/sellers/{id}/shipping',
      summary: 'Where a seller sends, how, and for how much',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: view },
      async handler({ actor, params }) {
        ownSeller(actor, params.id);
        return show(params.id, await tables.get(params.id));
      },
    }),
    route({
      method: 'put',
      path: '/sellers/{id}/shipping',
      summary: "Put a table in place of the one that was seen; null goes back to the market's",
      tags,
      auth: ['seller', 'admin'],
      params: idParams,
      body: z.strictObject({ zones: shippingZonesSchema.nullable() }),
      ifMatch: true,
      responses: { 200: view, 412: { description: 'It was changed meanwhile. Nothing was changed now' } },
      async handler({ actor, params, body, header }) {
        ownSeller(actor, params.id);
        if (!(await sellers.get(params.id))) throw new NotFoundError('seller');
        const version = expectedVersion(header('if-match'));
        const put = () => tables.put({ sellerId: params.id, zones: body.zones, expectedVersion: version });
        return show(params.id, await whenUnchanged(put));
      },
    }),
  ];
}

/** @throws NotFoundError for what belongs to another seller */
function ownSeller(actor: Actor, sellerId: string): void {
  if (!isStaff(actor) && !isSellerOf(actor, { sellerId })) throw new NotFoundError('seller');
}
