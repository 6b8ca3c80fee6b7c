import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import {
  refundDeciderSchema,
  refundRequestSchema,
  refundSchema,
  refundStatusSchema,
  type Refund,
} from '../../services/refund/refund.schema';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { ANYBODY, isSellerOf, isStaff, mine, signature, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf, pageOf, pageQuery } from './shared';

export const refundViewSchema = refundSchema.extend({
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});

const refundsQuery = pageQuery.extend({
  status: refundStatusSchema.optional(),
  decider: refundDeciderSchema.optional().describe('Who has to agree, or had to'),
});

/** Money back: asked for by the buyer, the seller or staff; agreed to by staff where it has to be. */
export function refundRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { services, workflows } = deps;
  const { order: orders, refund: refunds } = services;
  const tags = ['Refunds'];
  const view = { description: 'The refund', schema: refundViewSchema };
  const decided = { 200: view, 409: { description: 'It has been decided already. Nothing was changed' } };

  const show = (actor: Actor, refund: Refund) =>
    isStaff(actor)
      ? { ...refund, links: { temporal: temporalUiLink(deps.config, workflowIds.refund(refund.id)) } }
      : refund;
  const shown = (actor: Actor, refund: Refund): Reply =>
    ok(show(actor, refund), { etag: etagOf(refund.version), 'cache-control': 'no-store' });

  const decide = async (actor: Actor, id: string, message: () => Promise<void>): Promise<Reply> => {
    const refund = await refunds.get(id);
    // A seller who bought elsewhere is that refund's buyer, and does not decide about it.
    if (!refund || !(isStaff(actor) || isSellerOf(actor, refund))) throw new NotFoundError('refund');
    await message();
    return shown(actor, (await refunds.get(id)) ?? refund);
  };

  const page = async (actor: Actor, query: Parameters<typeof refunds.list>[0]): Promise<Reply> => {
    const found = await refunds.list(query);
    const items = found.items.map((refund) => show(actor, refund));
    return ok({ ...found, items }, { 'cache-control': 'no-store' });
  };
  const pages = { 200: { description: 'A page of refunds', schema: pageOf(refundViewSchema) } };

  return [
    route({
      method: 'get',
      path: '/refunds',
      summary: 'All refunds, newest first',
      tags,
      auth: STAFF,
      query: refundsQuery,
      responses: pages,
      handler: ({ actor, query }) => page(actor, query),
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/refunds',
      summary: "The refunds of a seller's orders, newest first",
      tags,
      auth: TRADE,
      params: idParams,
      query: refundsQuery,
      responses: pages,
      async handler({ actor, params, query }) {
        if (!isStaff(actor) && !isSellerOf(actor, { sellerId: params.id })) throw new NotFoundError('seller');
        return page(actor, { ...query, sellerId: params.id });
      },
    }),
    route({
      method: 'get',
      path: '/orders/{id}/refunds',
      summary: "An order's refunds",
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The refunds, oldest first', schema: listOf(refundViewSchema) } },
      async handler({ actor, params }) {
        const order = mine(actor, await orders.get(params.id), 'order');
        const items = await refunds.listForOrder(order.id);
        return ok({ items: items.map((refund) => show(actor, refund)) });
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/refunds',
      summary: 'Ask for money back: lines and quantities, the shipping, or a plain amount',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: refundRequestSchema,
      idempotent: 'required',
      responses: {
        201: view,
        400: { description: 'Not a whole number of minor units above zero. Nothing was changed' },
        403: { description: 'A buyer does not say that goods are back on sale. Nothing was changed' },
        409: {
          description:
            'More than is left, another currency, a cancelled or disputed order. Nothing was changed; ' +
            '`reason` says why and `leftMinor` what can still be given back',
        },
      },
      async handler({ actor, params, body, header }) {
        const order = mine(actor, await orders.get(params.id), 'order');
        if (body.restock && !(isStaff(actor) || isSellerOf(actor, order))) throw restockRefused();
        const refundId = refundIdOf(order.id, actor.id, header('idempotency-key'));
        const refund = await refunds.request({
          refundId,
          order,
          request: body,
          by: signature(actor, order),
        });
        const { paymentId, sellerId } = order;
        const { approval } = refund;
        await workflows.startRefund({
          ...{ refundId, orderId: order.id, paymentId, sellerId, approval },
          automatic: approval.by === 'nobody',
        });
        return {
          status: 201,
          body: show(actor, refund),
          headers: { location: `/v1/refunds/${refundId}` },
        };
      },
    }),
    route({
      method: 'get',
      path: '/refunds/{id}',
      summary: 'One refund',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(actor, mine(actor, await refunds.get(params.id), 'refund')),
    }),
    route({
      method: 'post',
      path: '/refunds/{id}/approvals',
      summary: 'The seller or staff agree to a refund',
      tags,
      auth: TRADE,
      params: idParams,
      body: z.strictObject({ note: z.string().trim().min(1).max(1000).optional() }),
      idempotent: 'optional',
      responses: decided,
      handler: ({ actor, params, body }) =>
        decide(actor, params.id, () => workflows.approveRefund(params.id, { by: decidedBy(actor), ...body })),
    }),
    route({
      method: 'post',
      path: '/refunds/{id}/rejections',
      summary: 'The seller or staff decline a refund, with the reason',
      tags,
      auth: TRADE,
      params: idParams,
      body: z.strictObject({ note: z.string().trim().min(1).max(1000) }),
      idempotent: 'optional',
      responses: decided,
      handler: ({ actor, params, body }) =>
        decide(actor, params.id, () => workflows.rejectRefund(params.id, { by: decidedBy(actor), ...body })),
    }),
  ];
}

/**
 * The same request names the same refund: one that was written down and whose workflow could not be started is
 * started by the next try, instead of standing in the way of it.
 */
function refundIdOf(orderId: string, actorId: string, key = ''): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([orderId, actorId, key]))
    .digest('hex');
  return `${orderId}-r${hash.slice(0, 12)}`;
}

/** The goods are with the buyer: whoever gets them back says that they can be sold again. */
function restockRefused(): DomainError {
  return new DomainError(
    'forbidden',
    'restock-not-yours',
    'Whether goods go back on sale is for their seller to say. Nothing was changed.',
  );
}

function decidedBy(actor: Actor) {
  return { role: actor.role, id: actor.id };
}
