import { z } from 'zod';
import { caseOutcomeSchema, caseSchema, type Case } from '../../services/case/case.schema';
import { NotFoundError } from '../../services/platform/errors';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import type { Actor } from '../../services/user/user.schema';
import { STAFF } from '../access';
import { itemSchema, itemsOf } from '../attention-items';
import type { ApiDeps } from '../deps';
import { etagOf, expectedVersion, whenUnchanged } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf, pageOf, pageQuery } from './shared';

export const resolutionSchema = z.strictObject({
  action: z.enum(['retry', 'skip']),
  note: z.string().trim().min(1).max(1000),
});

/** Cases are called after what they are about, and a provider's ids have other letters than ours. */
const caseParams = z.object({
  id: z.string().regex(/^[a-z-]+:[\w.-]{3,260}$/, 'This is not the id of a case.'),
});
const workflowParams = z.object({
  id: z.string().regex(/^[\w.:-]{3,200}$/, 'This is not the id of a workflow.'),
});

const caseViewSchema = caseSchema.extend({ links: z.object({ temporal: z.string().optional() }) });

/** What can wait for staff under an address of its own, besides orders (whose route answers with the order). */
const RESOLVABLE = [
  ['checkouts', 'checkout'],
  ['payments', 'payment'],
  ['deliveries', 'delivery'],
  ['refunds', 'refund'],
  ['disputes', 'dispute'],
  ['payouts', 'payout'],
] as const;

/** Of each kind. */
const MOST_LISTED = 200;

/** What waits for staff: steps that keep failing, refunds, and cases that machines cannot put right. */
export function attentionRoutes({
  config,
  services,
  workflows,
}: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { cases, refund: refunds } = services;
  const tags = ['Operations'];
  const resolved = {
    200: { description: 'How it stands', schema: z.object({ status: z.string() }) },
    409: { description: 'Nothing waits for a decision here, or somebody was quicker. Nothing was changed' },
  };
  const linkTo = (workflowId: string | null) =>
    workflowId === null ? {} : { temporal: temporalUiLink(config, workflowId) };
  const shown = (one: Case): Reply =>
    ok({ ...one, links: linkTo(one.workflowId) }, { etag: etagOf(one.version), 'cache-control': 'no-store' });

  return [
    route({
      method: 'get',
      path: '/attention',
      summary: 'Everything that waits for staff: parked workflows, refunds to decide and open cases',
      tags,
      auth: STAFF,
      responses: {
        200: { description: 'The most urgent first, then the oldest', schema: listOf(itemSchema) },
      },
      async handler() {
        const [stuck, open, toDecide] = await Promise.all([
          workflows.listStuck(),
          cases.list({ status: 'open', limit: MOST_LISTED }),
          refunds.list({ status: 'awaiting-approval', decider: 'support', limit: MOST_LISTED }),
        ]);
        const items = itemsOf({ stuck, cases: open.items, refunds: toDecide.items }, linkTo);
        return ok({ items }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/cases',
      summary: 'Cases, also those that are closed',
      tags,
      auth: STAFF,
      query: pageQuery.extend({ status: z.enum(['open', 'resolved']).optional() }),
      responses: { 200: { description: 'Newest first', schema: pageOf(caseViewSchema) } },
      async handler({ query }) {
        const { items, nextCursor } = await cases.list(query);
        const views = items.map((one) => ({ ...one, links: linkTo(one.workflowId) }));
        return ok({ items: views, nextCursor }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/cases/{id}',
      summary: 'One case',
      tags,
      auth: STAFF,
      params: caseParams,
      responses: { 200: { description: 'The case', schema: caseViewSchema } },
      async handler({ params }) {
        const found = await cases.get(params.id);
        if (!found) throw new NotFoundError('case');
        return shown(found);
      },
    }),
    route({
      method: 'post',
      path: '/cases/{id}/resolutions',
      summary: 'Staff close a case, with the reason; of two at once one wins',
      tags,
      auth: STAFF,
      params: caseParams,
      body: z.strictObject({
        outcome: caseOutcomeSchema.exclude(['gone']),
        note: z.string().trim().min(1).max(1000),
      }),
      ifMatch: true,
      idempotent: 'optional',
      responses: {
        200: { description: 'The closed case', schema: caseViewSchema },
        409: { description: 'Somebody else has closed it; the answer says who. Nothing was changed' },
        412: { description: 'It was opened again meanwhile. Nothing was changed' },
      },
      async handler({ actor, params, body, header }) {
        const version = expectedVersion(header('if-match'));
        const by = { role: actor.role, id: actor.id };
        const request = { id: params.id, expectedVersion: version, by, ...body };
        return shown(await whenUnchanged(() => cases.resolve(request)));
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
        responses: resolved,
        handler: async ({ actor, params, body, header }) => {
          const resolution = { by: actedBy(actor), ...body };
          const decisionId = decisionIdOf(actor, header);
          return ok(await workflows.resolve(workflowIds[what](params.id), resolution, decisionId));
        },
      }),
    ),
    route({
      method: 'post',
      path: '/workflows/{id}/resolutions',
      summary: 'The same for any workflow that is parked, by its own id',
      tags,
      auth: STAFF,
      params: workflowParams,
      body: resolutionSchema,
      idempotent: 'optional',
      responses: resolved,
      handler: async ({ actor, params, body, header }) => {
        const resolution = { by: actedBy(actor), ...body };
        return ok(await workflows.resolve(params.id, resolution, decisionIdOf(actor, header)));
      },
    }),
  ];
}

/**
 * The same press again is the same decision, also when the workflow is stuck anew by the time it arrives. Undefined
 * where the client sent no key.
 */
export function decisionIdOf(
  { id }: Actor,
  header: (name: string) => string | undefined,
): string | undefined {
  const key = header('idempotency-key');
  return key === undefined ? undefined : `${id}-${key}`;
}

function actedBy({ role, id }: Actor) {
  return { role, id };
}
