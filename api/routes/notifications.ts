import { z } from 'zod';
import {
  inboxEntrySchema,
  preferenceChangesSchema,
  preferencesViewSchema,
  type Audience,
} from '../../services/notification/notification.schema';
import type { Role } from '../../services/user/user.schema';
import { ACCOUNTS, ANYBODY } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { NOT_STORED } from '../merchants';
import { idSchema, pageOf, pageQuery } from './shared';

const unread = z.object({ unread: z.number().int().describe('99 stands for more') });
/** As whom each role is told. */
const AUDIENCES: Record<Role, readonly Audience[]> = {
  guest: ['buyer'],
  buyer: ['buyer'],
  seller: ['buyer', 'seller'],
  courier: ['buyer', 'courier'],
  admin: ['buyer', 'staff'],
  support: ['buyer', 'staff'],
};

/** What people are told, and how they want to be told. */
export function notificationRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { notification } = services;
  const common = { tags: ['Account'], auth: ACCOUNTS } as const;
  const preferences = { 200: { description: 'The preferences', schema: preferencesViewSchema } };

  return [
    route({
      ...common,
      method: 'get',
      path: '/notifications',
      summary: 'What I was told in the shop, newest first',
      query: pageQuery.extend({ unread: z.enum(['true', 'false']).optional() }),
      responses: { 200: { description: 'A page of notices', schema: pageOf(inboxEntrySchema) } },
      async handler({ actor, query: { unread: only, ...page } }) {
        const list = await notification.listInbox({ ...page, personId: actor.id, unread: only === 'true' });
        return ok(list, NOT_STORED);
      },
    }),
    route({
      ...common,
      method: 'get',
      path: '/unread-notifications',
      summary: 'How many notices I have not read',
      responses: { 200: { description: 'The count', schema: unread } },
      handler: async ({ actor }) => ok({ unread: await notification.countUnread(actor.id) }, NOT_STORED),
    }),
    route({
      ...common,
      method: 'post',
      path: '/notification-reads',
      summary: 'I have read these notices, or all up to a moment',
      body: z.union([
        z.strictObject({ ids: z.array(idSchema).min(1).max(100) }),
        z.strictObject({ until: z.iso.datetime() }),
      ]),
      responses: { 200: { description: 'How many are unread still', schema: unread } },
      async handler({ actor, body }) {
        await notification.markRead({ personId: actor.id, ...body });
        return ok({ unread: await notification.countUnread(actor.id) }, NOT_STORED);
      },
    }),
    route({
      ...common,
      auth: ANYBODY,
      method: 'get',
      path: '/notification-preferences',
      summary: 'How I want to be told of what',
      responses: preferences,
      handler: async ({ actor }) =>
        ok(await notification.preferencesOf(actor.id, AUDIENCES[actor.role]), NOT_STORED),
    }),
    route({
      ...common,
      auth: ANYBODY,
      method: 'patch',
      path: '/notification-preferences',
      summary: 'Choose how I want to be told; what is not named stays',
      body: preferenceChangesSchema,
      responses: preferences,
      async handler({ actor, body }) {
        await notification.changePreferences(actor.id, body);
        return ok(await notification.preferencesOf(actor.id, AUDIENCES[actor.role]), NOT_STORED);
      },
    }),
  ];
}
