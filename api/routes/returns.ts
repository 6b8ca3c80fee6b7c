import { z } from 'zod';
import {
  inspectionSchema,
  listedReturnSchema,
  returnDecisionSchema,
  returnRequestSchema,
} from '../../services/order/return.schema';
import { NotFoundError } from '../../services/platform/errors';
import type { ActedBy, Order } from '../../services/order/order.schema';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY, isSellerOf, isStaff, signature, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { bought, createOrderActing, orderActed, traded } from '../order-acting';
import { emptyBody, idParams, idSchema, pageOf, pageQuery } from './shared';

const returnParams = z.object({ id: idSchema, returnId: idSchema });

interface Step<Body extends z.ZodType> {
  path: string;
  summary: string;
  /** Refuses who is not the one to say it. */
  whose: typeof bought;
  body: Body;
  tell: (orderId: string, said: z.infer<Body> & { returnId: string; by: ActedBy }) => Promise<void>;
}

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

  /** What one of the two says of a return; the order's workflow acts on it. */
  function step<Body extends z.ZodType<object>>({ path, summary, whose, body, tell }: Step<Body>): Route {
    return route({
      method: 'post',
      path: `/orders/{id}/returns/{returnId}/${path}`,
      summary,
      tags,
      auth: ANYBODY,
      params: returnParams,
      body,
      idempotent: 'optional',
      responses: orderActed,
      async handler({ actor, params, body: said }) {
        const order = whose(actor, await withReturn(actor, params));
        const { returnId } = params;
        return act(actor, order, () => tell(order.id, { ...said, returnId, by: signature(actor, order) }));
      },
    });
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
    step({
      path: 'decisions',
      summary: 'The seller agrees to a return, declines it, or offers money if the buyer keeps it',
      whose: traded,
      body: returnDecisionSchema,
      tell: (id, said) => workflows.decideReturn(id, said),
    }),
    step({
      path: 'answers',
      summary: 'The buyer keeps it for the offered money, or sends it back',
      whose: bought,
      body: z.strictObject({ accept: z.boolean() }),
      tell: (id, said) => workflows.answerOffer(id, said),
    }),
    step({
      path: 'receipts',
      summary: 'The seller has what was sent back',
      whose: traded,
      body: emptyBody,
      tell: (id, said) => workflows.receiveReturn(id, said),
    }),
    step({
      path: 'inspections',
      summary: 'The seller has looked at it: what was found good is refunded',
      whose: traded,
      body: inspectionSchema,
      tell: (id, said) => workflows.inspectReturn(id, said),
    }),
  ];
}
