import { z } from 'zod';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf } from './shared';

export const resolutionSchema = z.strictObject({
  action: z.enum(['retry', 'skip']),
  note: z.string().trim().min(1).max(1000),
});

const stuckSchema = z.object({
  workflowId: z.string(),
  type: z.string(),
  problem: z.string(),
  startedAt: z.string(),
  links: z.object({ temporal: z.string() }),
});

/** What else can wait for staff, besides orders (whose route answers with the order). */
const RESOLVABLE = [
  ['checkouts', 'checkout'],
  ['payments', 'payment'],
  ['deliveries', 'delivery'],
  ['refunds', 'refund'],
] as const;

/** What waits for staff: steps that keep failing, found and decided about here. */
export function attentionRoutes({ config, workflows }: Pick<ApiDeps, 'config' | 'workflows'>): Route[] {
  const tags = ['Operations'];
  return [
    route({
      method: 'get',
      path: '/attention',
      summary: 'Everything that waits for staff',
      tags,
      auth: STAFF,
      responses: { 200: { description: 'Newest first', schema: listOf(stuckSchema) } },
      async handler() {
        const items = (await workflows.listStuck()).map((stuck) => ({
          ...stuck,
          links: { temporal: temporalUiLink(config, stuck.workflowId) },
        }));
        return ok({ items }, { 'cache-control': 'no-store' });
      },
    }),
    ...RESOLVABLE.map(([collection, what]) =>
      route({
        method: 'post',
        path: `/${collection}/{id}/resolutions`,
        summary: `Staff help a ${what} that is stuck: try the step again, or take it as done`,
        tags,
        auth: STAFF,
        params: idParams,
        body: resolutionSchema,
        idempotent: 'optional',
        responses: {
          200: { description: 'How it stands', schema: z.object({ status: z.string() }) },
          409: { description: 'Nothing waits for a decision here. Nothing was changed' },
        },
        handler: async ({ actor, params, body }) =>
          ok(
            await workflows.resolve(workflowIds[what](params.id), {
              by: { role: actor.role, id: actor.id },
              ...body,
            }),
          ),
      }),
    ),
  ];
}
