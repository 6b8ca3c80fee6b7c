import { z } from 'zod';
import { NotFoundError } from '../../services/platform/errors';
import { currencySchema } from '../../services/platform/money';
import {
  payoutAccountRequestSchema,
  payoutAccountStatusSchema,
  payoutSchema,
  payoutStatusSchema,
  type Payout,
  type PayoutAccount,
} from '../../services/payout/payout.schema';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { isSellerOf, isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema, listOf, pageOf, pageQuery } from './shared';

const accountViewSchema = z.object({
  sellerId: z.string(),
  status: z.enum(['missing', ...payoutAccountStatusSchema.options]),
  holder: z.string().nullable(),
  last4: z.string().nullable(),
  problem: z.string().nullable().describe('Code of the provider or the bank'),
});

export const payoutViewSchema = payoutSchema
  .omit({ providerAccountId: true, providerTransferId: true, asked: true, accountChange: true })
  .extend({
    actions: z.array(z.enum(['retry'])).describe('What the caller can do with it now'),
    links: z.object({ temporal: z.string() }).optional().describe('For staff'),
  });

const nextSchema = z.object({
  currency: currencySchema,
  amountMinor: z.number().int().describe('0 where nothing would be paid'),
  reserveMinor: z.number().int(),
  reason: z.string().nullable().describe('Why nothing would be paid'),
});
const startedSchema = z.object({
  payoutId: z.string(),
  sellerId: z.string(),
  currency: currencySchema,
  amountMinor: z.number().int(),
});

const listQuery = pageQuery.extend({ status: payoutStatusSchema.optional() });
const staffQuery = listQuery.extend({ sellerId: idSchema.optional() });
const runBody = z.strictObject({ sellerId: idSchema, currency: currencySchema });
const retryBody = z.strictObject({ note: z.string().trim().min(1).max(1000) });

/** What sellers are paid: read by them and by staff; the money moves in the payout's workflow. */
export function payoutRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows'>): Route[] {
  const { workflows } = deps;
  const { payout: payouts, payoutPlanning: planning } = deps.services;
  const tags = ['Payouts'];
  const started = {
    202: { description: 'It is on its way; ask for it under its id', schema: startedSchema },
    409: { description: 'The bank account is not good, or nothing is payable. Nothing was paid' },
  };

  const show = (actor: Actor, payout: Payout) => {
    const { providerAccountId: _a, providerTransferId: _t, asked: _k, accountChange: _c, ...shown } = payout;
    if (!isStaff(actor)) return { ...shown, actions: [] };
    const links = { temporal: temporalUiLink(deps.config, workflowIds.payout(payout.id)) };
    const failed = payout.status === 'returned' || payout.status === 'refused';
    return { ...shown, actions: failed ? (['retry'] as const) : [], links };
  };

  const page = async (actor: Actor, request: Parameters<typeof payouts.list>[0]): Promise<Reply> => {
    const { items, nextCursor } = await payouts.list(request);
    return ok({ items: items.map((each) => show(actor, each)), nextCursor }, NOT_STORED);
  };

  const start = async (next: z.infer<typeof startedSchema>): Promise<Reply> => {
    const { payoutId, sellerId, currency } = next;
    await workflows.startPayout({ payoutId, sellerId, currency, byStaff: true });
    return { status: 202, body: next, headers: { location: `/v1/payouts/${payoutId}` } };
  };

  return [
    route({
      method: 'get',
      path: '/sellers/{id}/payout-account',
      summary: 'Where a seller is paid',
      tags,
      auth: TRADE,
      params: idParams,
      responses: {
        200: { description: 'The account; `missing` before one is named', schema: accountViewSchema },
      },
      async handler({ actor, params }) {
        ownSeller(actor, params.id);
        return showAccount(params.id, await payouts.accounts.get(params.id));
      },
    }),
    route({
      method: 'put',
      path: '/sellers/{id}/payout-account',
      summary: 'The seller names the bank account to be paid to, by a token of the payment provider',
      tags,
      // Staff help in many ways, but not by deciding where somebody's money goes.
      auth: ['seller'],
      params: idParams,
      body: payoutAccountRequestSchema,
      responses: {
        200: { description: 'The account, verified or not', schema: accountViewSchema },
        422: { description: 'The provider does not know this token. Nothing was changed' },
      },
      async handler({ actor, params, body }) {
        ownSeller(actor, params.id);
        return showAccount(params.id, await payouts.accounts.save({ sellerId: params.id, ...body }));
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/payouts',
      summary: "A seller's payouts",
      tags,
      auth: TRADE,
      params: idParams,
      query: listQuery,
      responses: { 200: { description: 'Newest first', schema: pageOf(payoutViewSchema) } },
      handler({ actor, params, query }) {
        ownSeller(actor, params.id);
        return page(actor, { sellerId: params.id, ...query });
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/next-payouts',
      summary: 'What the next run would pay a seller in each currency, and why not more',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: { description: 'By currency', schema: listOf(nextSchema) } },
      async handler({ actor, params }) {
        ownSeller(actor, params.id);
        return ok({ items: await planning.preview(params.id) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/payouts',
      summary: 'All payouts',
      tags,
      auth: STAFF,
      query: staffQuery,
      responses: { 200: { description: 'Newest first', schema: pageOf(payoutViewSchema) } },
      handler: ({ actor, query }) => page(actor, query),
    }),
    route({
      method: 'post',
      path: '/payouts',
      summary: 'Staff pay a seller now, instead of with the next run',
      tags,
      auth: STAFF,
      body: runBody,
      idempotent: 'required',
      responses: started,
      handler: async ({ body }) => start(await planning.nextFor(body)),
    }),
    route({
      method: 'get',
      path: '/payouts/{id}',
      summary: 'One payout',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: { description: 'The payout', schema: payoutViewSchema } },
      async handler({ actor, params }) {
        const payout = await payouts.get(params.id);
        if (!payout || !(isStaff(actor) || isSellerOf(actor, payout))) throw new NotFoundError('payout');
        return ok(show(actor, payout), { etag: etagOf(payout.version), ...NOT_STORED });
      },
    }),
    route({
      method: 'post',
      path: '/payouts/{id}/retries',
      summary: 'Staff pay again what a bank returned or the provider refused, as a new payout',
      tags,
      auth: STAFF,
      params: idParams,
      body: retryBody,
      idempotent: 'required',
      responses: started,
      handler: async ({ params }) => start(await planning.retryOf(params.id)),
    }),
  ];
}

const NOT_STORED = { 'cache-control': 'no-store' };

/** @throws NotFoundError for what belongs to another seller */
function ownSeller(actor: Actor, sellerId: string): void {
  if (!isStaff(actor) && !isSellerOf(actor, { sellerId })) throw new NotFoundError('seller');
}

function showAccount(sellerId: string, account: PayoutAccount | null): Reply {
  const { status, holder, last4, problem } = account ?? MISSING;
  return ok({ sellerId, status, holder, last4, problem }, NOT_STORED);
}

const MISSING = { status: 'missing', holder: null, last4: null, problem: null } as const;
