import {
  courierParcelSchema,
  type CourierParcel,
  courierReportSchema,
  type Delivery,
} from '../../services/delivery/delivery.schema';
import { storyOf } from '../../services/delivery/delivery.overdue';
import { isSeenByCourier } from '../../services/delivery/delivery.service';
import { courierActs } from '../../services/delivery/delivery.state';
import type { Order } from '../../services/order/order.schema';
import { NotFoundError } from '../../services/platform/errors';
import { newId } from '../../services/platform/ids';
import type { Actor } from '../../services/user/user.schema';
import { COURIERS, isCourierOf, uploaderOf } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf } from './shared';

/** What the courier of a shop has to bring, and what they say of it. */
export function courierParcelRoutes(deps: Pick<ApiDeps, 'services' | 'workflows' | 'clock'>): Route[] {
  const { services, workflows, clock } = deps;
  const tags = ['Couriers'];
  const view = { description: 'The parcel', schema: courierParcelSchema };

  const show = async (delivery: Delivery): Promise<CourierParcel> => {
    const order = await services.order.get(delivery.orderId);
    if (!order) throw new NotFoundError('delivery');
    return courierView(delivery, order);
  };
  /** Where a parcel went is no affair of its courier for ever. */
  const load = async (actor: Actor, id: string) => {
    const delivery = await services.delivery.get(id);
    if (!delivery || !isCourierOf(actor, delivery) || !isSeenByCourier(delivery, clock.nowMs()))
      throw new NotFoundError('delivery');
    return delivery;
  };
  const shown = async (delivery: Delivery) =>
    ok(await show(delivery), { etag: etagOf(delivery.version), 'cache-control': 'no-store' });

  return [
    route({
      method: 'get',
      path: '/courier/deliveries',
      summary: 'My parcels: those to bring, and those of today',
      tags,
      auth: COURIERS,
      responses: { 200: { description: 'Longest waiting first', schema: listOf(courierParcelSchema) } },
      async handler({ actor }) {
        const parcels = await services.delivery.listForCourier(actor.id);
        const own = parcels.filter((parcel) => isCourierOf(actor, parcel));
        return ok({ items: await Promise.all(own.map(show)) }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/courier/deliveries/{id}',
      summary: 'One of my parcels',
      tags,
      auth: COURIERS,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(await load(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/courier/deliveries/{id}/reports',
      summary: 'Say how it goes: collected, attempted, delivered, brought back, damaged or lost',
      tags,
      auth: COURIERS,
      params: idParams,
      body: courierReportSchema,
      idempotent: 'optional',
      responses: {
        200: view,
        409: { description: 'The parcel is not in a state for this. Nothing was changed' },
      },
      async handler({ actor, params, body: report, header }) {
        const delivery = await load(actor, params.id);
        const pictureId = report.act === 'delivered' ? report.pictureId : undefined;
        const [picture] =
          pictureId === undefined
            ? []
            : await services.media.requirePictures({
                ownerId: uploaderOf(actor),
                wanted: [{ id: pictureId }],
              });
        await workflows.reportByCourier(delivery.id, {
          reportId: header('idempotency-key') ?? newId(),
          report,
          ...(picture && { picture }),
          by: { role: 'courier', id: actor.id },
        });
        return shown((await services.delivery.get(delivery.id)) ?? delivery);
      },
    }),
  ];
}

/** Nothing of the buyer but what is needed at their door. */
function courierView(delivery: Delivery, order: Order): CourierParcel {
  const { id, orderId, status, attempts, createdAt, version } = delivery;
  const items = order.lines.flatMap(({ id: lineId, title, quantity }) => {
    const packed = delivery.lines?.find((units) => units.lineId === lineId)?.quantity;
    const inside = delivery.lines ? (packed ?? 0) : quantity;
    return inside > 0 ? [{ title, quantity: inside }] : [];
  });
  return {
    ...{ id, orderId, status, tracking: storyOf(delivery), createdAt, version, items },
    ...(attempts !== undefined && { attempts }),
    sellerName: order.sellerName,
    to: order.shippingAddress,
    acts: [...courierActs(status)],
  };
}
