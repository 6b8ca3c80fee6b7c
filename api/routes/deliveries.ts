import { deliverySchema } from '../../services/delivery/delivery.schema';
import { ANYBODY, mine } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf } from './shared';

/** Parcels on their way. */
export function deliveryRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const tags = ['Deliveries'];
  return [
    route({
      method: 'get',
      path: '/orders/{id}/deliveries',
      summary: "An order's parcels",
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The parcels', schema: listOf(deliverySchema) } },
      async handler({ actor, params }) {
        const order = mine(actor, await services.order.get(params.id), 'order');
        return ok({ items: await services.delivery.listForOrder(order.id) }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/deliveries/{id}',
      summary: 'One parcel, with its tracking',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The parcel', schema: deliverySchema } },
      async handler({ actor, params }) {
        const delivery = mine(actor, await services.delivery.get(params.id), 'delivery');
        return ok(delivery, { etag: etagOf(delivery.version), 'cache-control': 'no-store' });
      },
    }),
  ];
}
