import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import { endpointOff } from '../../services/webhook/webhook.errors';
import {
  deliveryStatusSchema,
  endpointChangesSchema,
  newEndpointSchema,
  webhookDeliverySchema,
  type WebhookEndpoint,
  webhookEndpointSchema,
} from '../../services/webhook/webhook.schema';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { isSellerOf } from '../access';
import type { ApiDeps } from '../deps';
import { created, noContent, ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { MERCHANTS, merchantOf, NOT_STORED } from '../merchants';
import { emptyBody, idParams, idSchema, listOf, pageOf, pageQuery } from './shared';

const withSecretSchema = z.object({
  endpoint: webhookEndpointSchema,
  secret: z.string().describe('Shown this once: signatures are checked with it (Standard Webhooks)'),
});
const whoseQuery = z.strictObject({
  sellerId: idSchema.optional().describe("For admins: a shop's; without it the market's own"),
});
const logQuery = pageQuery.extend({
  status: deliveryStatusSchema.optional(),
  type: z.string().max(60).optional(),
});
const oneDeliverySchema = webhookDeliverySchema.extend({
  body: z.string().describe('What is signed and sent'),
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});

/** Where sellers, and the market's own integrators, are told of events, and what came of it. */
export function webhookEndpointRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { webhook: webhooks } = deps.services;
  const { workflows } = deps;
  const tags = ['Webhooks out'];
  const common = { tags, auth: MERCHANTS } as const;
  const one = { ...common, params: idParams };
  const view = { description: 'The receiver', schema: webhookEndpointSchema };
  const shownOnce = { description: 'The receiver, and its secret this once', schema: withSecretSchema };
  const taken = { description: 'It is being sent', schema: webhookDeliverySchema };
  const off = { description: 'The receiver is switched off. Nothing was sent' };

  async function mine(actor: Actor, id: string): Promise<WebhookEndpoint> {
    return owned(actor, await webhooks.get(id), 'receiver');
  }

  return [
    route({
      ...common,
      method: 'get',
      path: '/webhook-endpoints',
      summary: 'Where events are sent',
      query: whoseQuery,
      responses: { 200: { description: 'Oldest first', schema: listOf(webhookEndpointSchema) } },
      handler: async ({ actor, query }) =>
        ok({ items: await webhooks.list(ownerOf(actor, query.sellerId)) }, NOT_STORED),
    }),
    route({
      ...common,
      method: 'post',
      path: '/webhook-endpoints',
      summary: 'Adds a receiver of events',
      query: whoseQuery,
      body: newEndpointSchema,
      idempotent: 'required',
      responses: { 201: shownOnce, 409: { description: 'There are ten already. Nothing was added' } },
      async handler({ actor, query, body }) {
        const made = await webhooks.create({ sellerId: ownerOf(actor, query.sellerId), ...body });
        return created(made, `/v1/webhook-endpoints/${made.endpoint.id}`);
      },
    }),
    route({
      ...one,
      method: 'get',
      path: '/webhook-endpoints/{id}',
      summary: 'One receiver',
      responses: { 200: view },
      handler: async ({ actor, params }) => ok(await mine(actor, params.id), NOT_STORED),
    }),
    route({
      ...one,
      method: 'patch',
      path: '/webhook-endpoints/{id}',
      summary: 'Changes the address, the events, or whether anything is sent',
      body: endpointChangesSchema,
      responses: { 200: view },
      async handler({ actor, params, body }) {
        await mine(actor, params.id);
        return ok(await webhooks.change(params.id, body), NOT_STORED);
      },
    }),
    route({
      ...one,
      method: 'delete',
      path: '/webhook-endpoints/{id}',
      summary: 'Removes a receiver; what is still to be sent to it is dropped',
      responses: { 204: { description: 'Gone' } },
      async handler({ actor, params }) {
        // To an admin, who may know of all, what somebody else has removed meanwhile is removed.
        if (actor.role !== 'admin') await mine(actor, params.id);
        await webhooks.remove(params.id);
        return noContent;
      },
    }),
    route({
      ...one,
      method: 'post',
      path: '/webhook-endpoints/{id}/secrets',
      summary: 'A new secret; for 24 hours the one before signs as well',
      body: emptyBody,
      idempotent: 'optional',
      responses: { 201: shownOnce },
      async handler({ actor, params }) {
        await mine(actor, params.id);
        return created(await webhooks.rotate(params.id), `/v1/webhook-endpoints/${params.id}`);
      },
    }),
    route({
      ...one,
      method: 'post',
      path: '/webhook-endpoints/{id}/tests',
      summary: 'Sends an event that tells nothing, to see whether the receiver works',
      body: emptyBody,
      idempotent: 'optional',
      responses: { 202: taken, 409: off },
      async handler({ actor, params }) {
        const endpoint = await mine(actor, params.id);
        if (!endpoint.enabled) throw endpointOff();
        const delivery = await webhooks.planTest(endpoint);
        await workflows.sendWebhookNow(delivery);
        return { status: 202, body: delivery, headers: at(delivery.id) };
      },
    }),
    route({
      ...one,
      method: 'get',
      path: '/webhook-endpoints/{id}/deliveries',
      summary: 'What was sent to a receiver, and what came back',
      query: logQuery,
      responses: { 200: { description: 'Newest first', schema: pageOf(webhookDeliverySchema) } },
      async handler({ actor, params, query }) {
        const { id } = await mine(actor, params.id);
        return ok(await webhooks.log({ endpointId: id, ...query }), NOT_STORED);
      },
    }),
    route({
      ...one,
      method: 'get',
      path: '/webhook-deliveries/{id}',
      summary: 'One event for one receiver, with every try',
      responses: { 200: { description: 'The delivery', schema: oneDeliverySchema } },
      async handler({ actor, params }) {
        const found = owned(actor, await webhooks.delivery(params.id), 'delivery');
        if (actor.role !== 'admin') return ok(found, NOT_STORED);
        const links = { temporal: temporalUiLink(deps.config, workflowIds.webhookDelivery(found.id)) };
        return ok({ ...found, links }, NOT_STORED);
      },
    }),
    route({
      ...one,
      method: 'post',
      path: '/webhook-deliveries/{id}/resends',
      summary: 'Sends it now, also when it was given up or taken before',
      body: emptyBody,
      idempotent: 'optional',
      responses: { 202: taken, 409: off },
      async handler({ actor, params }) {
        const { body: _body, ...delivery } = owned(actor, await webhooks.delivery(params.id), 'delivery');
        if (!(await webhooks.get(delivery.endpointId))?.enabled) throw endpointOff();
        await workflows.sendWebhookNow(delivery);
        return { status: 202, body: delivery, headers: at(delivery.id) };
      },
    }),
  ];
}

const at = (id: string) => ({ location: `/v1/webhook-deliveries/${id}`, ...NOT_STORED });

/** A seller's own; of an admin the market's, unless they say whose. */
function ownerOf(actor: Actor, sellerId: string | undefined): string | null {
  return actor.role === 'admin' && sellerId === undefined ? null : merchantOf(actor, sellerId);
}

/** What is another's is not there. @throws NotFoundError */
function owned<T extends { sellerId: string | null }>(actor: Actor, thing: T | null, what: string): T {
  const { sellerId } = thing ?? { sellerId: null };
  const isMine = actor.role === 'admin' || (sellerId !== null && isSellerOf(actor, { sellerId }));
  if (thing && isMine) return thing;
  throw new NotFoundError(what);
}
