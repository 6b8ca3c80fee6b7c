import { createHash } from 'node:crypto';
import { z } from 'zod';
import { normalSideOf, signedMinor } from '../../services/ledger/ledger.accounts';
import {
  accountBalanceSchema,
  adjustmentSchema,
  ledgerEntrySchema,
  sellerBalanceSchema,
  statementLineSchema,
  type AccountBalance,
  type LedgerEntry,
  type StatementLine,
} from '../../services/ledger/ledger.schema';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import { MARKET_CURRENCY } from '../../services/pricing/pricing.basket';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { isSellerOf, isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { csvReply } from '../http/csv';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf, pageOf, pageQuery } from './shared';

const orderLedgerSchema = z.object({
  orderId: z.string(),
  entries: z.array(ledgerEntrySchema).describe('Oldest first'),
  accounts: z.array(accountBalanceSchema).describe('What the entries of this order add up to'),
  links: z.object({ order: z.string(), payment: z.string() }).describe('In Temporal UI'),
});

const balancesSchema = z.object({
  items: z.array(accountBalanceSchema),
  totals: z
    .array(z.object({ currency: z.string(), debitMinor: z.number().int(), creditMinor: z.number().int() }))
    .describe('Debits and credits of all accounts; the same, or something is wrong'),
});

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const period = z.strictObject({
  from: moment.optional().describe('From this moment on'),
  to: moment.optional().describe('Before this moment'),
});
const statementQuery = period.extend({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'This is not a cursor.')
    .optional()
    .describe('`nextCursor` of the page before'),
  limit: pageQuery.shape.limit,
});

/** The longest statement that is one file; who needs more asks for a shorter period. */
const MOST_LINES = 10_000;
const NOT_STORED = { 'cache-control': 'no-store' };

/** The books: of an order and as a whole for staff, of a seller for the seller. */
export function ledgerRoutes(deps: Pick<ApiDeps, 'config' | 'services'>): Route[] {
  const { ledger, books, order: orders, seller: sellers } = deps.services;
  const tags = ['Ledger'];

  async function csv(
    actor: Actor,
    request: { sellerId: string; from?: string; to?: string },
  ): Promise<Reply> {
    maySee(actor, request.sellerId);
    const lines: StatementLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.statement({ ...request, cursor, limit: 1000 });
      lines.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      if (lines.length > MOST_LINES) throw statementTooLong();
    } while (cursor !== undefined);
    return csvReply(`statement-${request.sellerId}.csv`, CSV_COLUMNS, lines.map(csvRow));
  }

  return [
    route({
      method: 'get',
      path: '/orders/{id}/ledger',
      summary: 'Everything that is booked about an order',
      tags,
      auth: STAFF,
      params: idParams,
      responses: { 200: { description: 'The entries with their legs', schema: orderLedgerSchema } },
      async handler({ params }) {
        const order = await orders.get(params.id);
        if (!order) throw new NotFoundError('order');
        const entries = await ledger.entriesAbout({ orderId: order.id });
        const links = {
          order: temporalUiLink(deps.config, workflowIds.order(order.id)),
          payment: temporalUiLink(deps.config, workflowIds.payment(order.paymentId)),
        };
        return ok({ orderId: order.id, entries, accounts: sumsOf(entries), links }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/ledger/balances',
      summary: 'What stands on every account',
      tags,
      auth: STAFF,
      responses: { 200: { description: 'The accounts, and whether they balance', schema: balancesSchema } },
      async handler() {
        const items = await ledger.balances();
        return ok({ items, totals: totalsOf(items) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/balance',
      summary: 'What a seller is owed: pending, payable, kept aside for disputes',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: { description: 'By currency', schema: listOf(sellerBalanceSchema) } },
      async handler({ actor, params }) {
        maySee(actor, params.id);
        return ok({ items: await ledger.sellerBalances(params.id) }, NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/statement',
      summary: "A seller's statement, newest first; the whole period as a file with Accept: text/csv",
      tags,
      auth: TRADE,
      params: idParams,
      query: statementQuery,
      responses: { 200: { description: 'A page of lines', schema: pageOf(statementLineSchema) } },
      async handler({ actor, params, query, header }) {
        const { from, to } = query;
        if (wantsCsv(header('accept'))) return csv(actor, { sellerId: params.id, from, to });
        maySee(actor, params.id);
        return ok(await ledger.statement({ sellerId: params.id, ...query }), NOT_STORED);
      },
    }),
    route({
      method: 'get',
      path: '/sellers/{id}/statement.csv',
      summary: "A seller's statement of a period as a file",
      tags,
      auth: TRADE,
      params: idParams,
      query: period,
      responses: {
        200: { description: 'Text in CSV' },
        422: { description: 'The period has too many lines for one file' },
      },
      handler: ({ actor, params, query }) => csv(actor, { sellerId: params.id, ...query }),
    }),
    route({
      method: 'post',
      path: '/sellers/{id}/adjustments',
      summary: 'Give a seller money or take it, with the reason',
      tags,
      auth: STAFF,
      params: idParams,
      body: adjustmentBody,
      idempotent: 'required',
      responses: { 201: { description: 'What was booked', schema: ledgerEntrySchema } },
      async handler({ actor, params, body, header }) {
        const seller = await sellers.get(params.id);
        if (!seller) throw new NotFoundError('seller');
        if (body.currency !== MARKET_CURRENCY) throw wrongCurrency();
        const adjustmentId = adjustmentIdOf(params.id, actor.id, header('idempotency-key'));
        await books.adjust({ ...body, adjustmentId, sellerId: params.id });
        return { status: 201, body: await ledger.get(`adjustment:${adjustmentId}`), headers: NOT_STORED };
      },
    }),
  ];
}

const adjustmentBody = adjustmentSchema
  .pick({ direction: true, amountMinor: true, currency: true })
  .extend({ note: z.string().trim().min(1).max(1000) })
  .strict();

/** A seller sees their own, staff see all; nobody else learns that there is any. */
function maySee(actor: Actor, sellerId: string): void {
  if (!isStaff(actor) && !isSellerOf(actor, { sellerId })) throw new NotFoundError('seller');
}

/** Prefers CSV to JSON, as `Accept` says it; the first that is named counts. */
function wantsCsv(accept = ''): boolean {
  const csvAt = accept.indexOf('text/csv');
  const jsonAt = accept.indexOf('application/json');
  return csvAt >= 0 && (jsonAt < 0 || csvAt < jsonAt);
}

function sumsOf(entries: readonly LedgerEntry[]): AccountBalance[] {
  const sums = new Map<string, AccountBalance>();
  for (const leg of entries.flatMap(({ legs }) => legs)) {
    const { account, currency } = leg;
    const before = sums.get(`${account} ${currency}`)?.balanceMinor ?? 0;
    sums.set(`${account} ${currency}`, { account, currency, balanceMinor: before + signedMinor(leg) });
  }
  return [...sums.values()];
}

function totalsOf(items: readonly AccountBalance[]) {
  return [...new Set(items.map(({ currency }) => currency))].sort().map((currency) => {
    const total = (side: 'debit' | 'credit') =>
      items
        .filter((item) => item.currency === currency && normalSideOf(item.account) === side)
        .reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
    return { currency, debitMinor: total('debit'), creditMinor: total('credit') };
  });
}

const CSV_COLUMNS = [
  ...['at', 'kind', 'text', 'order', 'refund', 'dispute', 'payout', 'currency'],
  ...['pending_minor', 'payable_minor', 'reserved_minor'],
  ...['pending_after_minor', 'payable_after_minor', 'reserved_after_minor'],
];

function csvRow({ at, kind, text, about, currency, after, ...line }: StatementLine): (string | number)[] {
  const { orderId = '', refundId = '', disputeId = '', payoutId = '' } = about;
  return [
    ...[at, kind, text, orderId, refundId, disputeId, payoutId, currency],
    ...[line.pendingMinor, line.payableMinor, line.reservedMinor],
    ...[after.pendingMinor, after.payableMinor, after.reservedMinor],
  ];
}

/** The same request names the same adjustment, however often it comes. */
function adjustmentIdOf(sellerId: string, actorId: string, key = ''): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([sellerId, actorId, key]))
    .digest('hex');
  return `${sellerId}-a${hash.slice(0, 16)}`;
}

function wrongCurrency(): DomainError {
  return new DomainError(
    'invalid',
    'adjustment-currency',
    'Sellers are paid in the currency of the market. Nothing was booked.',
    { currency: MARKET_CURRENCY },
  );
}

function statementTooLong(): DomainError {
  return new DomainError(
    'invalid',
    'statement-too-long',
    `This period has more than ${MOST_LINES} lines. Ask for a shorter one.`,
  );
}
