import { z } from 'zod';
import {
  inspectionSchema,
  listedReturnSchema,
  returnDecisionSchema,
  returnRequestSchema,
} from '../../services/order/return.schema';
import { NotFoundError } from '../../services/platform/errors';
import type { Order } from '../../services/order/order.schema';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY, isSellerOf, isStaff, signature, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { bought, createOrderActing, orderActed, traded } from '../order-acting';
import { emptyBody, idParams, idSchema, pageOf, pageQuery } from './shared';

const returnParams = z.object({ id: idSchema, returnId: idSchema });

/** What buyers send back: asked for by them, agreed to and looked at by the seller, through the order's workflow. */
export function returnRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { services, workflows } = deps;
  const { load, act } = createOrderActing(deps);
  const tags = ['Returns'];

  /** The order, where it has this return. */
  async function withReturn(actor: Actor, { id, returnId }: z.infer<typeof returnParams>): Promise<Order> {
    const order = await load(actor, id);
    if (!order.returns?.some((one) => one.id === returnId)) throw new NotFoundError('return');
    return order;
  }

  return [
    route({
      method: 'get',
      path: '/sellers/{id}/returns',
      summary: "Returns of a seller's orders, newest orders first",
      tags,
      auth: TRADE,
      params: idParams,
      query: pageQuery.extend({ open: z.enum(['true', 'false']).default('false') }),
      responses: { 200: { description: 'A page of returns', schema: pageOf(listedReturnSchema) } },
      async handler({ actor, params, query: { open, ...page } }) {
        if (!isStaff(actor) && !isSellerOf(actor, { sellerId: params.id })) throw new NotFoundError('seller');
        const found = await services.order.listReturns({
          ...{ ...page, sellerId: params.id, onlyOpen: open === 'true' },
        });
        return ok(found, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns',
      summary: 'The buyer wants to send something back',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: returnRequestSchema,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = bought(actor, await load(actor, params.id));
        return act(actor, order, () =>
          workflows.requestReturn(order.id, { by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns/{returnId}/decisions',
      summary: 'The seller agrees to a return, declines it, or offers money if the buyer keeps it',
      tags,
      auth: ANYBODY,
      params: returnParams,
      body: returnDecisionSchema,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = traded(actor, await withReturn(actor, params));
        const { returnId } = params;
        return act(actor, order, () =>
          workflows.decideReturn(order.id, { returnId, by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns/{returnId}/answers',
      summary: 'The buyer keeps it for the offered money, or sends it back',
      tags,
      auth: ANYBODY,
      params: returnParams,
      body: z.strictObject({ accept: z.boolean() }),
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = bought(actor, await withReturn(actor, params));
        const { returnId } = params;
        return act(actor, order, () =>
          workflows.answerOffer(order.id, { returnId, by: signature(actor, order), ...body }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns/{returnId}/receipts',
      summary: 'The seller has what was sent back',
      tags,
      auth: ANYBODY,
      params: returnParams,
      body: emptyBody,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params }) {
        const order = traded(actor, await withReturn(actor, params));
        const { returnId } = params;
        return act(actor, order, () =>
          workflows.receiveReturn(order.id, { returnId, by: signature(actor, order) }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns/{returnId}/inspections',
      summary: 'The seller has looked at it: what was found good is refunded',
      tags,
      auth: ANYBODY,
      params: returnParams,
      body: inspectionSchema,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body }) {
        const order = traded(actor, await withReturn(actor, params));
        const { returnId } = params;
        return act(actor, order, () =>
          workflows.inspectReturn(order.id, { returnId, by: signature(actor, order), ...body }),
        );
      },
    }),
  ];
}
