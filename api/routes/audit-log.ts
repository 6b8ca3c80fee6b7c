import { z } from 'zod';
import { auditEntrySchema } from '../../services/audit-log/audit-log.schema';
import { STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { pageOf, pageQuery } from './shared';

/** What staff did. It is written by the router itself (`http/staff-acts.ts`) and only read here. */
export function auditLogRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/audit-log',
      summary: 'What staff did: who, what, to what, and how it ended',
      tags: ['Operations'],
      auth: STAFF,
      query: pageQuery.extend({
        about: z.string().min(1).max(300).optional().describe('Id of what it was done to'),
        actor: z.string().min(1).max(100).optional().describe('Id of who did it'),
      }),
      responses: { 200: { description: 'Newest first', schema: pageOf(auditEntrySchema) } },
      handler: async ({ query }) => ok(await services.auditLog.list(query), { 'cache-control': 'no-store' }),
    }),
  ];
}
