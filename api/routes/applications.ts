import { z } from 'zod';
import { ApplicationStateError } from '../../services/onboarding/onboarding.errors';
import {
  type Application,
  applicationStatusSchema,
  questionSchema,
} from '../../services/onboarding/onboarding.schema';
import type { ActedBy } from '../../services/order/order.schema';
import { NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { applicationViewSchema, showApplication } from './onboarding';
import { idParams, pageOf, pageQuery } from './shared';

const listQuery = pageQuery.extend({ status: applicationStatusSchema.optional() });
const questionsBody = z.strictObject({ questions: z.array(questionSchema).min(1).max(10) });
const noteBody = z.strictObject({ note: z.string().trim().min(1).max(2000) });
const approvalBody = z.strictObject({ note: z.string().trim().max(2000).default('') });

/** Those who want to sell here, as staff see and decide about them. */
export function applicationRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { workflows } = deps;
  const { onboarding: applications } = deps.services;
  const tags = ['Sellers in review'];
  const view = { description: 'The application', schema: applicationViewSchema };
  const acted = { 200: view, 409: { description: 'It is not with staff (any more). Nothing was changed' } };

  const show = (application: Application) => ({
    ...showApplication(application),
    actions: application.status === 'submitted' ? ['ask', 'approve', 'refuse'] : [],
    links: { temporal: temporalUiLink(deps.config, workflowIds.seller(application.id)) },
  });
  const shown = (application: Application): Reply =>
    ok(show(application), { etag: etagOf(application.version), 'cache-control': 'no-store' });

  async function load(id: string): Promise<Application> {
    const application = await applications.get(id);
    if (!application) throw new NotFoundError('application');
    return application;
  }

  async function act(actor: Actor, id: string, message: (by: ActedBy) => Promise<unknown>): Promise<Reply> {
    const { status } = await load(id);
    if (status !== 'submitted') throw new ApplicationStateError(status);
    await message({ role: actor.role, id: actor.id });
    return shown(await load(id));
  }

  return [
    route({
      method: 'get',
      path: '/applications',
      summary: 'All applications to sell, heard of last first',
      tags,
      auth: STAFF,
      query: listQuery,
      responses: { 200: { description: 'A page of applications', schema: pageOf(applicationViewSchema) } },
      async handler({ query }) {
        const { items, nextCursor } = await applications.list(query);
        return ok({ items: items.map(show), nextCursor }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/applications/{id}',
      summary: 'One application, with its steps, documents and story',
      tags,
      auth: STAFF,
      params: idParams,
      responses: { 200: view },
      handler: async ({ params }) => shown(await load(params.id)),
    }),
    route({
      method: 'post',
      path: '/applications/{id}/questions',
      summary: 'Staff ask back',
      tags,
      auth: STAFF,
      params: idParams,
      body: questionsBody,
      responses: acted,
      handler: ({ actor, params, body }) =>
        act(actor, params.id, (by) => workflows.askApplicant(params.id, { ...body, by })),
    }),
    route({
      method: 'post',
      path: '/applications/{id}/approvals',
      summary: 'Staff approve: the shop opens',
      tags,
      auth: STAFF,
      params: idParams,
      body: approvalBody,
      responses: acted,
      handler: ({ actor, params, body }) =>
        act(actor, params.id, (by) => workflows.approveApplication(params.id, { ...body, by })),
    }),
    route({
      method: 'post',
      path: '/applications/{id}/refusals',
      summary: 'Staff refuse, with the reason that the applicant is told',
      tags,
      auth: STAFF,
      params: idParams,
      body: noteBody,
      responses: acted,
      handler: ({ actor, params, body }) =>
        act(actor, params.id, (by) => workflows.refuseApplication(params.id, { ...body, by })),
    }),
  ];
}
