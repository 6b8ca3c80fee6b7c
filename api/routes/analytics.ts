import { z } from 'zod';
import { toTable } from '../../services/analytics/analytics.csv';
import {
  dashboardSchema,
  periodDaysSchema,
  reportSchema,
  type Report,
} from '../../services/analytics/analytics.schema';
import { NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { isSellerOf, isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { csvReply } from '../http/csv';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema } from './shared';

const query = z.strictObject({
  days: periodDaysSchema.default(30).describe('How many days; the last is today, a day of UTC'),
});
const reportParams = z.object({ report: reportSchema });
const NOT_STORED = { 'cache-control': 'no-store' };
const FIGURES = {
  200: { description: 'The figures and those of the period before', schema: dashboardSchema },
};
const FILE = { 200: { description: 'One report as CSV, amounts in minor units' } };

/** Figures of the market for staff, and of each shop for its seller. */
export function analyticsRoutes(deps: Pick<ApiDeps, 'services'>): Route[] {
  const { analytics } = deps.services;
  const tags = ['Analytics'];

  async function file(report: Report, sellerId: string | null, days: number): Promise<Reply> {
    const { header, rows } = toTable(report, await analytics.table(report, { sellerId, days }));
    return csvReply(`${report}-${days}-days.csv`, header, rows);
  }

  return [
    route({
      method: 'get',
      path: '/analytics',
      summary: 'Figures of the whole market',
      tags,
      auth: STAFF,
      query,
      responses: FIGURES,
      handler: async ({ query: { days } }) =>
        ok(await analytics.dashboard({ sellerId: null, days }), NOT_STORED),
    }),
    route({
      method: 'get',
      path: '/analytics/{report}',
      summary: 'One report of the whole market as a file',
      tags,
      auth: STAFF,
      params: reportParams,
      query,
      responses: FILE,
      handler: ({ params, query: { days } }) => file(params.report, null, days),
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/analytics',
      summary: 'Figures of a shop',
      tags,
      auth: TRADE,
      params: idParams,
      query,
      responses: FIGURES,
      async handler({ actor, params, query: { days } }) {
        maySee(actor, params.id);
        return ok(await analytics.dashboard({ sellerId: params.id, days }), NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/analytics/{report}',
      summary: 'One report of a shop as a file',
      tags,
      auth: TRADE,
      params: z.object({ id: idSchema, report: reportSchema }),
      query,
      responses: FILE,
      handler({ actor, params, query: { days } }) {
        maySee(actor, params.id);
        return file(params.report, params.id, days);
      },
    }),
  ];
}

/** @throws NotFoundError for other sellers: figures are nobody else's business */
function maySee(actor: Actor, sellerId: string): void {
  if (!isStaff(actor) && !isSellerOf(actor, { sellerId })) throw new NotFoundError('shop');
}
