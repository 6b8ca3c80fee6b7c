import { z } from 'zod';
import {
  conversationSubjectSchema,
  conversationViewSchema,
  messageSchema,
  newMessageSchema,
} from '../../services/messaging/messaging.schema';
import { NotFoundError } from '../../services/platform/errors';
import { newReportSchema } from '../../services/review/review.schema';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY, STAFF, TRADE, uploaderOf } from '../access';
import { conversationFor, partiesOf, viewOf, writerOf } from '../conversations';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, pageOf, pageQuery } from './shared';

const UNCACHED = { 'cache-control': 'no-store' };
const sequence = z.coerce.number().int().min(0);

/** What buyers and sellers say to each other. */
export function conversationRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { messaging } = services;
  const tags = ['Messages'];
  const view = { description: 'The conversation', schema: conversationViewSchema };
  const page = { 200: { description: 'The latest first', schema: pageOf(conversationViewSchema) } };
  const load = (actor: Actor, id: string) => conversationFor(services, actor, id);

  return [
    route({
      method: 'get',
      path: '/conversations',
      summary: 'My conversations as a buyer',
      tags,
      auth: ANYBODY,
      query: pageQuery,
      responses: page,
      async handler({ actor, query }) {
        const list = await messaging.listForBuyer({ ...query, buyerId: actor.id });
        const items = list.items.map((one) => viewOf({ conversation: one, side: 'buyer' }));
        return ok({ ...list, items }, UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/conversations',
      summary: "A shop's conversations",
      tags,
      auth: TRADE,
      params: idParams,
      query: pageQuery,
      responses: page,
      async handler({ actor, params, query }) {
        if (actor.role !== 'seller' || actor.sellerId !== params.id) throw new NotFoundError('seller');
        const list = await messaging.listForSeller({ ...query, sellerId: params.id });
        const items = list.items.map((one) => viewOf({ conversation: one, side: 'seller' }));
        return ok({ ...list, items }, UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/unread-messages',
      summary: 'In how many conversations something is unread, as a buyer and as a seller',
      tags,
      auth: ANYBODY,
      responses: {
        200: {
          description: 'The counts',
          schema: z.object({ buyer: z.number().int(), seller: z.number().int() }),
        },
      },
      async handler({ actor }) {
        const sellerId = actor.role === 'seller' ? actor.sellerId : undefined;
        return ok(await messaging.countWaiting({ buyerId: actor.id, sellerId }), UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/reported-conversations',
      summary: 'Conversations that staff were asked to look at',
      tags,
      auth: STAFF,
      query: pageQuery,
      responses: page,
      async handler({ query }) {
        const list = await messaging.listReported(query);
        const items = list.items.map((one) => viewOf({ conversation: one, side: 'staff' }));
        return ok({ ...list, items }, UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/conversations',
      summary: 'The conversation about an order of mine, or with the seller of a product',
      tags,
      auth: ANYBODY,
      body: z.strictObject({ subject: conversationSubjectSchema }),
      responses: { 200: view },
      async handler({ actor, body }) {
        const parties = await partiesOf(services, actor, body.subject);
        const { id } = await messaging.open(parties);
        return ok(viewOf(await load(actor, id)), UNCACHED);
      },
    }),
    route({
      method: 'get',
      path: '/conversations/{id}',
      summary: 'One conversation',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => ok(viewOf(await load(actor, params.id)), UNCACHED),
    }),
    route({
      method: 'get',
      path: '/conversations/{id}/messages',
      summary: 'What was written: the last messages, those before one, or those after one',
      tags,
      auth: ANYBODY,
      params: idParams,
      query: z.strictObject({
        after: sequence.optional(),
        before: sequence.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
      responses: {
        200: {
          description: 'In the order in which they were written',
          schema: z.object({ items: z.array(messageSchema), hasMore: z.boolean() }),
        },
      },
      async handler({ actor, params, query }) {
        const { conversation } = await load(actor, params.id);
        return ok(await messaging.messages({ ...query, id: conversation.id }), UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/messages',
      summary: 'Write; the same `clientId` again is the same message',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: newMessageSchema,
      responses: {
        200: { description: 'The message', schema: messageSchema },
        409: { description: 'One of the two has blocked the other. Nothing was sent' },
        429: { description: 'Too many messages in a minute. Nothing was sent' },
      },
      async handler({ actor, params, body: message }) {
        const { conversation, side } = writerOf(await load(actor, params.id));
        const request = { conversation, from: side, authorId: actor.id, ownerId: uploaderOf(actor), message };
        return ok(await messaging.send(request), UNCACHED);
      },
    }),
    route({
      method: 'put',
      path: '/conversations/{id}/read',
      summary: 'I have read everything up to a message',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ sequence: z.number().int().min(0) }),
      responses: { 200: view },
      async handler({ actor, params, body }) {
        const { conversation, side } = writerOf(await load(actor, params.id));
        await messaging.markRead({ id: conversation.id, side, sequence: body.sequence });
        return ok(viewOf(await load(actor, params.id)), UNCACHED);
      },
    }),
    route({
      method: 'put',
      path: '/conversations/{id}/block',
      summary: 'I want no messages from the other, or want them again',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ blocked: z.boolean() }),
      responses: { 200: view },
      async handler({ actor, params, body }) {
        const { conversation, side } = writerOf(await load(actor, params.id));
        await messaging.block({ pair: conversation, by: side, blocked: body.blocked });
        return ok(viewOf(await load(actor, params.id)), UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/reports',
      summary: 'Ask staff to look; from then on they may read it',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: newReportSchema,
      idempotent: 'optional',
      responses: { 200: view },
      async handler({ actor, params, body: report }) {
        const { conversation, side } = writerOf(await load(actor, params.id));
        await messaging.report({ id: conversation.id, by: side, report });
        return ok(viewOf(await load(actor, params.id)), UNCACHED);
      },
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/report-closures',
      summary: 'Staff have looked at what was reported',
      tags,
      auth: STAFF,
      params: idParams,
      body: z.strictObject({ note: z.string().trim().min(1).max(1000) }),
      idempotent: 'optional',
      responses: { 200: view },
      async handler({ actor, params }) {
        const { conversation } = await load(actor, params.id);
        await messaging.closeReports(conversation.id);
        return ok(viewOf(await load(actor, params.id)), UNCACHED);
      },
    }),
  ];
}
