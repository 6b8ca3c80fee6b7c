import { z } from 'zod';
import { behaviourBatchSchema } from '../../services/behaviour/behaviour.schema';
import type { ApiDeps } from '../deps';
import { route, type Route } from '../http/route';

/** What a batch of fifty needs, with room for long words. */
const BODY_LIMIT_KB = 32;

/** What visitors look at and search for, told by their browsers. */
export function behaviourRoutes({ config, services }: Pick<ApiDeps, 'config' | 'services'>): Route[] {
  return [
    route({
      method: 'post',
      path: '/behaviour',
      summary: 'A browser tells what a visitor looked at; without consent it is nobody in particular',
      tags: ['Behaviour'],
      auth: 'optional',
      // Counted like reading, so that looking around never takes from what a visitor may write.
      allowance: 'read',
      bodyLimitKb: BODY_LIMIT_KB,
      body: behaviourBatchSchema,
      responses: {
        202: {
          description: 'Taken; known events, machines and products that are gone are left out',
          schema: z.object({ accepted: z.number().int() }),
        },
        422: { description: 'The visit is over. Nothing was noted' },
      },
      async handler({ body, actor, header }) {
        const sender = {
          userAgent: header('user-agent'),
          country: header(config.COUNTRY_HEADER),
          objects: header('sec-gpc') === '1' || header('dnt') === '1',
          userId: actor?.id ?? null,
        };
        return { status: 202, body: await services.behaviour.record(body, sender) };
      },
    }),
  ];
}
