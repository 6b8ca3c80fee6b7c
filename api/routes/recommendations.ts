import { z } from 'zod';
import { ID_PATTERN } from '../../services/platform/ids';
import {
  rankingVersionSchema,
  recommendationsSchema,
  recommendedSchema,
} from '../../services/recommendation/recommendation.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { ADMINS, STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema } from './shared';

/** What is in stock and of an open shop now may not be in a moment. */
const FRESH = { 'cache-control': 'no-store' };
const MOST_OF_BASKET = 20;

const limitSchema = z.coerce.number().int().min(1).max(24).default(8);
const queryOf = z.strictObject({
  personal: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` where the visitor agreed to recommendations of their own'),
  visitor: idSchema.optional().describe('Id of the browser, where the visitor agreed to be remembered'),
  basket: z
    .string()
    .max(1500)
    .default('')
    .transform((list) => list.split(',').filter((id) => id !== ''))
    .pipe(z.array(z.string().regex(ID_PATTERN, 'This is not an id.')).max(MOST_OF_BASKET))
    .describe('Ids of products that are in the basket, with commas between them'),
  limit: limitSchema,
});
const versionsSchema = z.object({
  live: z.string().nullable().describe('Id of the version that shoppers are shown'),
  items: z.array(rankingVersionSchema).describe('The newest first'),
  links: z.object({ temporal: z.string() }),
});

/** What else might be wanted, and the rankings behind it. */
export function recommendationRoutes({
  config,
  services,
  workflows,
}: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { recommendation, rankings } = services;
  const tags = ['Recommendations'];
  const besides = [
    ['similar', 'What could be taken instead of a product', recommendation.similar],
    ['bought-together', 'What others bought in one basket with a product', recommendation.boughtTogether],
  ] as const;
  return [
    route({
      method: 'get',
      path: '/recommendations',
      summary: 'What a visitor might want, with the reason',
      tags,
      auth: 'optional',
      query: queryOf,
      responses: { 200: { description: 'Products that can be bought now', schema: recommendationsSchema } },
      async handler({ actor, query }) {
        const { personal, visitor, basket, limit } = query;
        const shoppers = personal === 'true' ? [actor?.id, visitor].filter((id) => id !== undefined) : [];
        return ok(await recommendation.forShopper({ shoppers, basket, limit }), FRESH);
      },
    }),
    ...besides.map(([path, summary, find]) =>
      route({
        method: 'get',
        path: `/products/{id}/${path}`,
        summary,
        tags,
        auth: 'public',
        params: idParams,
        query: z.strictObject({ limit: limitSchema }),
        responses: { 200: { description: 'Products that can be bought now', schema: recommendedSchema } },
        handler: async ({ params, query }) => ok({ items: await find(params.id, query.limit) }, FRESH),
      }),
    ),
    route({
      method: 'get',
      path: '/ranking-versions',
      summary: 'Every attempt to make a better ranking, and what came of it',
      tags,
      auth: STAFF,
      responses: { 200: { description: 'The versions', schema: versionsSchema } },
      async handler() {
        const links = { temporal: temporalUiLink(config, 'retraining') };
        return ok({ ...(await rankings.list()), links }, FRESH);
      },
    }),
    route({
      method: 'post',
      path: '/ranking-versions/runs',
      summary: 'Has a new ranking trained now; nothing happens while one is',
      tags,
      auth: STAFF,
      idempotent: 'optional',
      responses: { 202: { description: 'It will begin in a moment' } },
      async handler() {
        await workflows.runNow('retraining');
        return { status: 202, body: { status: 'asked' } };
      },
    }),
    route({
      method: 'post',
      path: '/ranking-versions/rollbacks',
      summary: 'Goes back to the ranking before the one that is live',
      tags,
      auth: ADMINS,
      idempotent: 'required',
      body: z.strictObject({ note: z.string().trim().min(1).max(500) }),
      responses: { 200: { description: 'What is live now', schema: versionsSchema } },
      async handler({ actor, body }) {
        await workflows.rollBackRanking({ by: { role: actor.role, id: actor.id }, note: body.note });
        const links = { temporal: temporalUiLink(config, workflowIds.rankingRollback()) };
        return ok({ ...(await rankings.list()), links }, FRESH);
      },
    }),
  ];
}
