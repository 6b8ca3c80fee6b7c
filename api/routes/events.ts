import { z } from 'zod';
import { TOPICS } from '../../events/contract';
import {
  consumerSchema,
  deadLetterStatusSchema,
  eventViewSchema,
  indexedEventSchema,
  letterSchema,
  streamSchema,
} from '../../services/event-index/event-index.schema';
import { ADMINS, STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { emptyBody, idParams, listOf, pageOf, pageQuery } from './shared';

const letterParams = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/, 'This is not the id of a dead letter.'),
});
const fresh = { 'cache-control': 'no-store' };

/** What happened, who reads of it, and what nobody could use: for staff. */
export function eventRoutes({ explorer }: Pick<ApiDeps, 'explorer'>): Route[] {
  const tags = ['Operations'];
  return [
    route({
      method: 'get',
      path: '/events',
      summary: 'Find events by an order, checkout, parcel or any other id that they are about',
      tags,
      auth: STAFF,
      query: pageQuery.extend({
        about: z.string().trim().min(1).max(200).optional().describe('An id: its own, or one in its data'),
        topic: z.enum(TOPICS).optional(),
      }),
      responses: {
        200: { description: 'Newest first, without what is personal', schema: pageOf(indexedEventSchema) },
      },
      handler: async ({ query }) => ok(await explorer.find(query), fresh),
    }),
    route({
      method: 'get',
      path: '/events/{id}',
      summary: 'One event, and how it went through every consumer',
      tags,
      auth: STAFF,
      params: idParams,
      responses: {
        200: { description: 'The event', schema: eventViewSchema },
      },
      handler: async ({ params }) => ok(await explorer.event(params.id), fresh),
    }),
    route({
      method: 'get',
      path: '/streams',
      summary: 'The streams of events, and the newest in each',
      tags,
      auth: STAFF,
      responses: { 200: { description: 'All streams', schema: listOf(streamSchema) } },
      handler: async () => ok({ items: await explorer.streams() }, fresh),
    }),
    route({
      method: 'get',
      path: '/consumers',
      summary: 'Who reads events, how far each has come, and whether it is well',
      tags,
      auth: STAFF,
      responses: { 200: { description: 'All consumers', schema: listOf(consumerSchema) } },
      handler: async () => ok({ items: await explorer.consumers() }, fresh),
    }),
    route({
      method: 'get',
      path: '/dead-letters',
      summary: 'What a consumer or the relay could not use, with the reason',
      tags,
      auth: STAFF,
      query: pageQuery.extend({ status: deadLetterStatusSchema.optional() }),
      responses: { 200: { description: 'Newest first', schema: pageOf(letterSchema) } },
      handler: async ({ query }) => ok(await explorer.letters(query), fresh),
    }),
    route({
      method: 'post',
      path: '/dead-letters/{id}/retries',
      summary: 'Put a dead letter back for the consumer that set it aside, and no other',
      tags,
      auth: ADMINS,
      params: letterParams,
      body: emptyBody,
      idempotent: 'optional',
      responses: {
        200: {
          description: 'It was put back; when it fails again it waits here again',
          schema: letterSchema,
        },
        409: { description: 'It was put back already, or it cannot be. Nothing was done' },
      },
      handler: async ({ actor, params }) => ok(await explorer.retry(params.id, actor.id), fresh),
    }),
  ];
}
