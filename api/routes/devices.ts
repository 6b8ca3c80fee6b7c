import { z } from 'zod';
import { deviceSchema, newDeviceSchema } from '../../services/notification/devices';
import { NotFoundError } from '../../services/platform/errors';
import { ACCOUNTS } from '../access';
import type { ApiDeps } from '../deps';
import { created, noContent, ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { NOT_STORED } from '../merchants';
import { idParams, listOf } from './shared';

const pushOptionsSchema = z.object({
  provider: z.enum(['firebase', 'stand-in']),
  web: z
    .record(z.string(), z.string())
    .nullable()
    .describe("Firebase's web configuration, with `vapidKey`; null where browsers cannot register with it"),
});

/** The browsers that a person wants to be pushed to. */
export function deviceRoutes({ config, services }: Pick<ApiDeps, 'config' | 'services'>): Route[] {
  const { devices } = services;
  const common = { tags: ['Account'], auth: ACCOUNTS } as const;
  const web = config.FIREBASE_WEB_CONFIG
    ? z.record(z.string(), z.string()).parse(JSON.parse(config.FIREBASE_WEB_CONFIG))
    : null;
  const provider = config.FIREBASE_CREDENTIALS === undefined ? 'stand-in' : 'firebase';

  return [
    route({
      method: 'get',
      path: '/push-options',
      summary: 'How browsers register for push messages',
      tags: ['Account'],
      auth: 'public',
      responses: { 200: { description: 'The options', schema: pushOptionsSchema } },
      handler: () => ok({ provider, web }, { 'cache-control': 'public, max-age=60' }),
    }),
    route({
      ...common,
      method: 'get',
      path: '/devices',
      summary: 'My browsers that are pushed to',
      responses: { 200: { description: 'The last seen first', schema: listOf(deviceSchema) } },
      handler: async ({ actor }) => ok({ items: await devices.list(actor.id) }, NOT_STORED),
    }),
    route({
      ...common,
      method: 'post',
      path: '/devices',
      summary: 'Push to this browser; said again at each visit',
      body: newDeviceSchema,
      responses: { 201: { description: 'The browser', schema: deviceSchema } },
      handler: async ({ actor, body }) =>
        created(await devices.register({ personId: actor.id, ...body }), '/v1/devices'),
    }),
    route({
      ...common,
      method: 'delete',
      path: '/devices/{id}',
      summary: 'Push to this browser no more',
      params: idParams,
      responses: { 204: { description: 'Gone' } },
      async handler({ actor, params }) {
        if (!(await devices.remove({ personId: actor.id, id: params.id })))
          throw new NotFoundError('browser');
        return noContent;
      },
    }),
  ];
}
