import { z } from 'zod';
import { watchReportSchema } from '../../services/reconciliation/reconciliation.schema';
import { temporalUiLink } from '../../temporal/ids';
import { STAFF } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';

const viewSchema = z.object({
  last: watchReportSchema.nullable().describe('The newest run that came to its end'),
  runs: z.array(watchReportSchema).describe('The newest first'),
  links: z.object({ temporal: z.string() }),
});

const SHOWN = 20;
const WATCHES = [
  ['/reconciliation', 'reconciliation', "The comparison of the provider's records with ours"],
  ['/audits', 'audit', 'The check of every invariant over all records'],
] as const;

/** What those who look after the whole have found, and how staff have them look now. */
export function reconciliationRoutes({
  config,
  services,
  workflows,
}: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const tags = ['Operations'];
  return WATCHES.flatMap(([path, kind, what]) => [
    route({
      method: 'get',
      path,
      summary: `${what}: when it ran last, and what it found`,
      tags,
      auth: STAFF,
      responses: { 200: { description: 'The last runs', schema: viewSchema } },
      async handler() {
        const runs = await services.watchReports.list(kind, SHOWN);
        const links = { temporal: temporalUiLink(config, kind) };
        return ok({ last: runs[0] ?? null, runs, links }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'post',
      path: `${path}/runs`,
      summary: `${what}: staff have it run now; nothing happens while it runs`,
      tags,
      auth: STAFF,
      idempotent: 'optional',
      responses: { 202: { description: 'It will run in a moment' } },
      async handler() {
        await workflows.runNow(kind);
        return { status: 202, body: { status: 'asked' } };
      },
    }),
  ]);
}
