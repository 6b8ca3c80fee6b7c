import { z } from 'zod';
import { importSchema, rowReportSchema, type RowReport } from '../../services/import/import.schema';
import type { Actor } from '../../services/user/user.schema';
import type { ApiDeps } from '../deps';
import { csvRows } from '../http/csv';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { isEnded } from '../workflow-calls';
import { MERCHANTS, merchantOf, NOT_STORED, ofMerchant, signedBy } from '../merchants';
import { emptyBody, idParams, idSchema, pageOf, pageQuery } from './shared';

const OPEN: readonly string[] = ['waiting', 'reading'];
/** Rows at fault that are shown on the page; the file has them all. */
const MOST_REFUSALS = 100;

const uploadQuery = z.strictObject({
  name: z.string().trim().min(1).max(120).describe('The name of the file'),
  sellerId: idSchema.optional().describe('For admins: whose goods they are'),
});
const importViewSchema = importSchema.extend({ actions: z.array(z.enum(['cancel'])) });
const oneImportSchema = importViewSchema.extend({
  refusals: z.array(rowReportSchema).describe('The first rows that were not applied'),
});
const listQuery = pageQuery.extend({ sellerId: idSchema.optional().describe('For admins: whose') });

/** Goods as a table: given as a file, read by a workflow, reported row by row. */
export function importRoutes({ services, workflows }: Pick<ApiDeps, 'services' | 'workflows'>): Route[] {
  const { imports } = services.sellerCatalogue;
  const tags = ['Goods'];
  const shown = <T extends z.infer<typeof importSchema>>(found: T) => ({
    ...found,
    actions: OPEN.includes(found.status) ? ['cancel'] : [],
  });
  const mine = async (actor: Actor, id: string) => ofMerchant(actor, await imports.get(id), 'import');

  return [
    route({
      method: 'post',
      path: '/imports',
      summary: 'Gives a file of goods (CSV in UTF-8), which is then read row by row',
      tags,
      auth: MERCHANTS,
      query: uploadQuery,
      streamBody: true,
      rawTypes: ['text/csv'],
      idempotent: 'required',
      responses: {
        202: { description: 'It is being read; ask for it under its id', schema: importViewSchema },
        413: { description: 'The file is too large. Nothing was imported' },
      },
      async handler({ actor, query, stream, header }) {
        const sellerId = merchantOf(actor, query.sellerId);
        const taken = await imports.take({
          ...{ sellerId, by: signedBy(actor), name: query.name, file: stream },
          key: `${actor.id}:${header('idempotency-key') ?? ''}`,
        });
        await workflows.startImport({ importId: taken.id, sellerId });
        return { status: 202, body: shown(taken), headers: { location: `/v1/imports/${taken.id}` } };
      },
    }),
    route({
      method: 'get',
      path: '/imports',
      summary: "A seller's imports",
      tags,
      auth: MERCHANTS,
      query: listQuery,
      responses: { 200: { description: 'Newest first', schema: pageOf(importViewSchema) } },
      async handler({ actor, query }) {
        const { sellerId, ...page } = query;
        const found = await imports.list({ sellerId: merchantOf(actor, sellerId), ...page });
        return ok({ ...found, items: found.items.map(shown) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/imports/{id}',
      summary: 'How far an import is, and the first rows that were not applied',
      tags,
      auth: MERCHANTS,
      params: idParams,
      responses: { 200: { description: 'The import', schema: oneImportSchema } },
      async handler({ actor, params }) {
        const found = await mine(actor, params.id);
        const refusals = found.refused === 0 ? [] : await imports.refusals(found.id, MOST_REFUSALS);
        return ok({ ...shown(found), refusals }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/imports/{id}/report.csv',
      summary: 'What came of every row, as a file',
      tags,
      auth: MERCHANTS,
      params: idParams,
      responses: { 200: { description: 'Text in CSV (UTF-8)' } },
      async handler({ actor, params }) {
        const { id } = await mine(actor, params.id);
        return {
          status: 200,
          parts: reportText(imports.reported(id)),
          headers: {
            ...NOT_STORED,
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="import-report.csv"',
          },
        };
      },
    }),
    route({
      method: 'post',
      path: '/imports/{id}/cancellations',
      summary: 'Stops an import; what was applied stays',
      tags,
      auth: MERCHANTS,
      params: idParams,
      body: emptyBody,
      responses: {
        200: { description: 'The import, stopped', schema: importViewSchema },
        409: { description: 'It is over already' },
      },
      async handler({ actor, params }) {
        const { id, status } = await mine(actor, params.id);
        try {
          await workflows.cancelImport(id, signedBy(actor));
        } catch (error) {
          // A file that came and was never begun with has nobody to stop it.
          if (!isEnded(error) || status !== 'waiting') throw error;
          await imports.end(id, 'cancelled', null);
        }
        return ok(shown(await mine(actor, id)), NOT_STORED);
      },
    }),
  ];
}

async function* reportText(pages: AsyncIterable<RowReport[]>): AsyncGenerator<string> {
  yield csvRows([['line', 'sku', 'result', 'problem']]);
  for await (const rows of pages)
    yield csvRows(
      rows.map(({ line, sku, problem }) => [
        line,
        sku,
        problem === null ? 'applied' : 'refused',
        problem ?? '',
      ]),
    );
}
