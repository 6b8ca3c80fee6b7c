import { sellerAccount, signedMinor } from './ledger.accounts';
import type { createBalances } from './ledger.balances';
import type { EntryDocument, LedgerCollections } from './ledger.model';
import type { StatementLine } from './ledger.schema';

/** The fields of a statement's line and the accounts that they show. */
const COLUMNS = [
  ['pendingMinor', 'seller-pending'],
  ['payableMinor', 'seller-payable'],
  ['reservedMinor', 'dispute-reserve'],
] as const;

type Columns = Record<(typeof COLUMNS)[number][0], number>;

export interface StatementRequest {
  sellerId: string;
  /** From this moment on, ISO 8601 in UTC; from the first entry when it is not given. */
  from?: string | undefined;
  /** Before this moment. */
  to?: string | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

export interface StatementPage {
  items: StatementLine[];
  nextCursor: string | null;
}

/** A seller's statement: what touched their accounts, newest first, and what stood there after each. */
export function createStatements(
  { entries }: LedgerCollections,
  { standOf }: Pick<ReturnType<typeof createBalances>, 'standOf'>,
) {
  /** What stood on the seller's accounts after the entry of this number, by currency. */
  async function standsAfter(sellerId: string, seq: number): Promise<(currency: string) => Columns> {
    const [pending, payable, reserved] = await Promise.all(
      COLUMNS.map(([, kind]) => standOf(sellerAccount(kind, sellerId), seq)),
    );
    return (currency) => ({
      pendingMinor: pending?.[currency] ?? 0,
      payableMinor: payable?.[currency] ?? 0,
      reservedMinor: reserved?.[currency] ?? 0,
    });
  }

  return {
    /**
     * One page. The cursor is the number of the last entry seen, so entries that come meanwhile move nothing. An
     * entry in two currencies is two lines.
     */
    async statement({ sellerId, from, to, cursor, limit }: StatementRequest): Promise<StatementPage> {
      const accounts = COLUMNS.map(([, kind]) => sellerAccount(kind, sellerId));
      const period = {
        ...(from === undefined ? {} : { $gte: from }),
        ...(to === undefined ? {} : { $lt: to }),
      };
      const found = (await entries
        .find({
          'legs.account': { $in: accounts },
          ...(cursor === undefined ? {} : { seq: { $lt: Number(cursor) } }),
          ...(Object.keys(period).length === 0 ? {} : { at: period }),
        })
        .sort({ seq: -1 })
        .limit(limit + 1)
        .toArray()) as EntryDocument[];
      const page = found.slice(0, limit);
      const newest = page[0];
      if (!newest) return { items: [], nextCursor: null };
      // Clocks differ between writers: of the numbers on this page some may lie outside the period, and they count too.
      const numbers = { $gte: page.at(-1)?.seq ?? 0, $lte: newest.seq };
      const between = (await entries
        .find({ 'legs.account': { $in: accounts }, seq: numbers })
        .sort({ seq: -1 })
        .toArray()) as EntryDocument[];
      const shown = new Set(page.map(({ _id }) => _id));
      const lines = linesOf(sellerId, between, await standsAfter(sellerId, newest.seq));
      return {
        items: lines.filter(({ entryId }) => shown.has(entryId)),
        nextCursor: found.length > limit ? String(page.at(-1)?.seq) : null,
      };
    },
  };
}

/** The lines of a page, from the newest back: what stood before one is what stood after the next. */
function linesOf(
  sellerId: string,
  page: readonly EntryDocument[],
  stand: (currency: string) => Columns,
): StatementLine[] {
  const after = new Map<string, Columns>();
  return page.flatMap((document) => {
    const { _id: entryId, kind, at, text, about, legs } = document;
    const own = legs.filter((leg) => COLUMNS.some(([, name]) => leg.account === `${name}:${sellerId}`));
    return [...new Set(own.map(({ currency }) => currency))].map((currency) => {
      const stood = after.get(currency) ?? stand(currency);
      const changed = changeOf(sellerId, own, currency);
      after.set(currency, combined(stood, changed, -1));
      return { entryId, kind, at, text, about, currency, ...changed, after: stood };
    });
  });
}

function changeOf(sellerId: string, legs: EntryDocument['legs'], currency: string): Columns {
  const of = (kind: string) =>
    legs
      .filter((leg) => leg.currency === currency && leg.account === `${kind}:${sellerId}`)
      .reduce((sum, leg) => sum + signedMinor(leg), 0);
  return {
    pendingMinor: of('seller-pending'),
    payableMinor: of('seller-payable'),
    reservedMinor: of('dispute-reserve'),
  };
}

function combined(a: Columns, b: Columns, sign: 1 | -1): Columns {
  return {
    pendingMinor: a.pendingMinor + sign * b.pendingMinor,
    payableMinor: a.payableMinor + sign * b.payableMinor,
    reservedMinor: a.reservedMinor + sign * b.reservedMinor,
  };
}
