import { z } from 'zod';
import { orderStatusSchema, personalCancelReasonSchema } from '../../services/order/order.schema';
import {
  declinedUnitsSchema,
  namedUnitsSchema,
  parcelCarrierSchema,
} from '../../services/order/parcel.schema';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import { addressSchema, emailSchema } from '../../services/user/user.schema';
import { workflowIds } from '../../temporal/ids';
import { ANYBODY, isSellerOf, isStaff, signature, STAFF, TRADE } from '../access';
import type { ApiDeps, ApiServices } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { bought, createOrderActing, orderActed, orderView, orderViewSchema, traded } from '../order-acting';
import { decisionIdOf, resolutionSchema } from './attention';
import { idParams, idSchema, pageOf, pageQuery } from './shared';

const noteSchema = z.string().trim().min(1).max(1000);
const ordersQuery = pageQuery.extend({ status: orderStatusSchema.optional() });
const allOrdersQuery = ordersQuery.extend({
  scope: z.enum(['own', 'all']).default('own'),
  email: emailSchema.optional().describe('Staff look among all orders for those placed with this address'),
  trackingId: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe("Staff look among all orders for that of the parcel with this number of the carrier's"),
});

/** What the seller cannot send, and why; nothing where all of it is accepted. */
export const acceptanceBody = z.strictObject({
  declined: z.array(z.strictObject(declinedUnitsSchema.shape)).max(100).optional(),
});
const parcelBody = z.strictObject({
  lines: namedUnitsSchema.optional().describe('All that is not packed yet where nothing is said'),
  carrier: parcelCarrierSchema.default('carrier'),
  courierId: idSchema.optional().describe("Who of the seller's own couriers brings it"),
});

/** Orders: read by their buyer, their seller and staff; acted on through their workflow. */
export function orderRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { services, workflows } = deps;
  const { order: orders } = services;
  const tags = ['Orders'];
  const { show, shown, load, act } = createOrderActing(deps);

  return [
    route({
      method: 'get',
      path: '/orders',
      summary: 'My orders, newest first; all of them for staff',
      tags,
      auth: ANYBODY,
      query: allOrdersQuery,
      responses: { 200: { description: 'A page of orders', schema: pageOf(orderViewSchema) } },
      async handler({ actor, query: { scope, status, email, trackingId, ...page } }) {
        const amongAll = scope === 'all' || email !== undefined || trackingId !== undefined;
        if (amongAll && !isStaff(actor)) throw staffOnly();
        const found = amongAll
          ? await findAmongAll(services, { ...page, status, email }, trackingId)
          : await orders.listForBuyer({ ...page, buyerId: actor.id });
        return ok({ ...found, items: found.items.map((order) => show(actor, order)) });
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/orders',
      summary: "A seller's orders, newest first",
      tags,
      auth: TRADE,
      params: idParams,
      query: ordersQuery,
      responses: { 200: { description: 'A page of orders', schema: pageOf(orderViewSchema) } },
      async handler({ actor, params, query }) {
        if (!isStaff(actor) && !isSellerOf(actor, { sellerId: params.id })) throw new NotFoundError('seller');
        const page = await orders.listForSeller({ ...query, sellerId: params.id });
        return ok({ ...page, items: page.items.map((order) => show(actor, order)) });
      },
    }),
    route({
      method: 'get',
      path: '/orders/{id}',
      summary: 'One order, with its story',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: orderView },
      handler: async ({ actor, params }) => shown(actor, await load(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/orders/{id}/acceptances',
      summary: 'The seller will send it, all or without what they decline',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: acceptanceBody,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = traded(actor, await load(actor, params.id));
        return act(actor, order, () =>
          workflows.acceptOrder(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/parcels',
      summary: 'The seller packs a parcel',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: parcelBody,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = traded(actor, await load(actor, params.id));
        const { courierId } = body;
        const { sellerId } = order;
        if (courierId !== undefined && !(await services.user.isCourierOf({ courierId, sellerId })))
          throw new DomainError(
            'invalid',
            'unknown-courier',
            'You have no such courier. Nothing was changed.',
          );
        return act(actor, order, () =>
          workflows.packParcel(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/shipments',
      summary: 'The seller hands a parcel over: with the first the money is taken; the carrier is booked',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ parcelId: idSchema.optional() }),
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = traded(actor, await load(actor, params.id));
        return act(actor, order, () =>
          workflows.shipOrder(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'put',
      path: '/orders/{id}/shipping-address',
      summary: 'The buyer has it sent elsewhere, before anything is packed',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: addressSchema,
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = bought(actor, await load(actor, params.id));
        return act(actor, order, () =>
          workflows.changeAddress(order.id, { by: signature(actor, order), address: body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/cancellations',
      summary: 'Cancel what has not been shipped: money and goods are let go, or the money given back',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ reason: personalCancelReasonSchema, note: noteSchema.optional() }),
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = await load(actor, params.id);
        return act(actor, order, () =>
          workflows.cancelOrder(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/resolutions',
      summary: 'Staff help an order that is stuck: try the step again, or take it as done',
      tags,
      auth: STAFF,
      params: idParams,
      body: resolutionSchema,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body, header }) {
        const order = await load(actor, params.id);
        const resolution = { by: signature(actor, order), ...body };
        return act(actor, order, () =>
          workflows.resolve(workflowIds.order(order.id), resolution, decisionIdOf(actor, header)),
        );
      },
    }),
  ];
}

/** Everybody's orders. A tracking number names one parcel, and so one order at most. */
async function findAmongAll(
  { order: orders, delivery: parcels }: Pick<ApiServices, 'order' | 'delivery'>,
  asked: Parameters<ApiServices['order']['listAll']>[0],
  trackingId: string | undefined,
) {
  if (trackingId === undefined) return orders.listAll(asked);
  const parcel = await parcels.findByTracking(trackingId);
  return parcel ? orders.listAll({ ...asked, id: parcel.orderId }) : { items: [], nextCursor: null };
}

function staffOnly(): DomainError {
  return new DomainError(
    'forbidden',
    'role-not-allowed',
    'Your account may not do this. Nothing was changed.',
  );
}
