import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  orderSchema,
  orderStatusSchema,
  type Order,
  personalCancelReasonSchema,
} from '../../services/order/order.schema';
import { isTerminal } from '../../services/order/order.state';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { ANYBODY, isSellerOf, isStaff, mine, signature, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { permittedActions } from '../order-actions';
import { isEnded } from '../workflow-calls';
import { resolutionSchema } from './attention';
import { emptyBody, idParams, pageOf, pageQuery } from './shared';

export const orderViewSchema = orderSchema.extend({
  actions: z.array(z.string()).describe('What the caller can do with it now'),
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});

const noteSchema = z.string().trim().min(1).max(1000);
const ordersQuery = pageQuery.extend({ status: orderStatusSchema.optional() });

/** Orders: read by their buyer, their seller and staff; acted on through their workflow. */
export function orderRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { services, workflows } = deps;
  const { order: orders } = services;
  const tags = ['Orders'];
  const view = { description: 'The order', schema: orderViewSchema };
  const acted = {
    200: view,
    409: { description: 'The order is not in a state for this. Nothing was changed' },
  };

  const show = (actor: Actor, order: Order) => ({
    ...order,
    actions: permittedActions(actor, order),
    ...(isStaff(actor)
      ? { links: { temporal: temporalUiLink(deps.config, workflowIds.order(order.id)) } }
      : {}),
  });
  const shown = (actor: Actor, order: Order): Reply =>
    ok(show(actor, order), { etag: etagOf(order.version), 'cache-control': 'no-store' });
  const load = async (actor: Actor, id: string) => mine(actor, await orders.get(id), 'order');

  /** Lets the workflow act and shows the order as it is then. */
  const act = async (actor: Actor, order: Order, message: () => Promise<void>): Promise<Reply> => {
    await whenThere(message, async () => isTerminal((await orders.get(order.id))?.status ?? order.status));
    return shown(actor, (await orders.get(order.id)) ?? order);
  };

  return [
    route({
      method: 'get',
      path: '/orders',
      summary: 'My orders, newest first; all of them for staff',
      tags,
      auth: ANYBODY,
      query: ordersQuery.extend({ scope: z.enum(['own', 'all']).default('own') }),
      responses: { 200: { description: 'A page of orders', schema: pageOf(orderViewSchema) } },
      async handler({ actor, query: { scope, status, ...page } }) {
        if (scope === 'all') {
          if (!isStaff(actor)) throw staffOnly();
          const all = await orders.listAll({ ...page, status });
          return ok({ ...all, items: all.items.map((order) => show(actor, order)) });
        }
        const own = await orders.listForBuyer({ ...page, buyerId: actor.id });
        return ok({ ...own, items: own.items.map((order) => show(actor, order)) });
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
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(actor, await load(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/orders/{id}/acceptances',
      summary: 'The seller will send it',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: emptyBody,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params }) {
        const order = traded(actor, await load(actor, params.id));
        return act(actor, order, () => workflows.acceptOrder(order.id, signature(actor, order)));
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/shipments',
      summary: 'The seller hands the parcel over: the money is taken, the carrier booked',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: emptyBody,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params }) {
        const order = traded(actor, await load(actor, params.id));
        return act(actor, order, () => workflows.shipOrder(order.id, signature(actor, order)));
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/cancellations',
      summary: 'Cancel before it is shipped: money and goods are let go',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ reason: personalCancelReasonSchema, note: noteSchema.optional() }),
      idempotent: 'optional',
      responses: acted,
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
      responses: acted,
      async handler({ actor, params, body }) {
        const order = await load(actor, params.id);
        return act(actor, order, () =>
          workflows.resolveOrder(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
  ];
}

/** The buyer is answered before the orders' workflows start; a second is ample for that. Pauses in ms. */
const PATIENCE_MS = [50, 100, 200, 400, 800];

/**
 * Passes an act on to the order's workflow, and waits for that where it has not started yet: whoever is quick would be
 * told otherwise that an order which was just placed is over.
 */
async function whenThere(message: () => Promise<void>, isOver: () => Promise<boolean>): Promise<void> {
  for (const pauseMs of PATIENCE_MS) {
    try {
      return await message();
    } catch (error) {
      if (!isEnded(error) || (await isOver())) throw error;
      await sleep(pauseMs);
    }
  }
  throw new DomainError(
    'unavailable',
    'order-not-ready',
    'This order is still being set up. Nothing was changed; please try again in a moment.',
  );
}

/** Who may see the order as its buyer may not do the seller's part. */
function traded(actor: Actor, order: Order): Order {
  if (isStaff(actor) || isSellerOf(actor, order)) return order;
  throw new DomainError('forbidden', 'seller-only', 'Only the seller can do this. Nothing was changed.');
}

function staffOnly(): DomainError {
  return new DomainError(
    'forbidden',
    'role-not-allowed',
    'Your account may not do this. Nothing was changed.',
  );
}
