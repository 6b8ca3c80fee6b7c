import type { Order, OrderLine } from '../order/order.schema';
import { allocate } from '../platform/money';
import { commissionOf, netOfTax } from '../pricing/pricing.commission';
import { MoreThanLeftError } from './ledger.errors';
import type { LedgerEntry, LedgerEntryKind, Share } from './ledger.schema';

/** What of an order the ledger needs to know. */
export type SoldOrder = Pick<
  Order,
  'id' | 'paymentId' | 'sellerId' | 'currency' | 'lines' | 'shipping' | 'totalMinor' | 'commissionPoints'
>;

/** What is to be taken of an order: of lines, of the shipping, and what is left of `amountMinor` from all that is there. */
export interface Taking {
  amountMinor: number;
  lines: readonly { lineId: string; amountMinor: number }[];
  shippingMinor: number;
}

export const SHIPPING = 'shipping';

/** Everything a share holds, minor units. */
export function totalOf(share: Share): number {
  return share.sellerMinor + share.commissionMinor + share.taxMinor + share.shippingMinor;
}

/** All shares of a kind of money together, minor units. */
export function sumOf(shares: readonly Share[], part: Exclude<keyof Share, 'of'>): number {
  return shares.reduce((sum, share) => sum + share[part], 0);
}

/** How an order's money divides when it is sold: each line to seller, commission and tax, shipping to carrier and tax. */
export function sharesOfSale({ lines, shipping, commissionPoints }: SoldOrder): Share[] {
  const commissions = commissionsOf(lines, commissionPoints);
  const ofLines = lines.map((line, index) => {
    const commissionMinor = commissions[index] ?? 0;
    return {
      of: line.id,
      sellerMinor: netOfTax(line) - commissionMinor,
      commissionMinor,
      taxMinor: line.taxMinor,
      shippingMinor: 0,
    };
  });
  const ofShipping = {
    of: SHIPPING,
    sellerMinor: 0,
    commissionMinor: 0,
    taxMinor: shipping.taxMinor,
    shippingMinor: shipping.totalMinor - shipping.taxMinor,
  };
  return [...ofLines, ofShipping];
}

/** Orders written before commission was kept by line are reckoned with the order's one rate. */
function commissionsOf(lines: readonly OrderLine[], commissionPoints: number): number[] {
  const reckoned = commissionOf(
    lines.map(({ totalMinor, taxMinor }) => ({ totalMinor, taxMinor })),
    commissionPoints,
  );
  return lines.map(({ commissionMinor }, index) => commissionMinor ?? reckoned[index] ?? 0);
}

/** Whether an entry with shares gives to the order's money or takes from it. */
const SIGN: Partial<Record<LedgerEntryKind, 1 | -1>> = {
  sale: 1,
  refund: -1,
  'refund-withdrawn': 1,
  'dispute-opened': -1,
  'dispute-won': 1,
  // Has shares only where the opening could set nothing aside.
  'dispute-lost': -1,
};

/** What is left of each line and of the shipping after everything that is booked about an order. */
export function sharesLeft(entries: readonly Pick<LedgerEntry, 'kind' | 'shares'>[]): Share[] {
  const left = new Map<string, Share>();
  for (const { kind, shares = [] } of entries) {
    const sign = SIGN[kind] ?? 0;
    for (const share of shares) {
      const before = left.get(share.of);
      left.set(share.of, {
        of: share.of,
        sellerMinor: (before?.sellerMinor ?? 0) + sign * share.sellerMinor,
        commissionMinor: (before?.commissionMinor ?? 0) + sign * share.commissionMinor,
        taxMinor: (before?.taxMinor ?? 0) + sign * share.taxMinor,
        shippingMinor: (before?.shippingMinor ?? 0) + sign * share.shippingMinor,
      });
    }
  }
  return [...left.values()];
}

/**
 * Divides what is given back. Each line and the shipping gives in proportion to what is left of its own parts; what
 * a line cannot give any more, and an amount that names no line, comes from all that is left in proportion. By
 * largest remainder, so no part gives more than it has, and the last cent of a line ends every part of it at 0.
 * @throws MoreThanLeftError
 */
export function takeShares(orderId: string, left: readonly Share[], taking: Taking): Share[] {
  const leftMinor = left.reduce((sum, share) => sum + totalOf(share), 0);
  if (taking.amountMinor > leftMinor) throw new MoreThanLeftError(orderId, leftMinor);
  const wanted = new Map(taking.lines.map(({ lineId, amountMinor }) => [lineId, amountMinor]));
  wanted.set(SHIPPING, taking.shippingMinor);

  const named = left.map((share) => Math.min(wanted.get(share.of) ?? 0, totalOf(share)));
  const restMinor = taking.amountMinor - named.reduce((sum, amount) => sum + amount, 0);
  const more = allocate(
    restMinor,
    left.map((share, index) => totalOf(share) - (named[index] ?? 0)),
  );
  return left
    .map((share, index) => divide(share, (named[index] ?? 0) + (restMinor > 0 ? (more[index] ?? 0) : 0)))
    .filter((share) => totalOf(share) > 0);
}

/** So much of a share, in the proportion of its parts. */
function divide(share: Share, amountMinor: number): Share {
  const [sellerMinor = 0, commissionMinor = 0, taxMinor = 0, shippingMinor = 0] =
    amountMinor === 0
      ? []
      : allocate(amountMinor, [
          share.sellerMinor,
          share.commissionMinor,
          share.taxMinor,
          share.shippingMinor,
        ]);
  return { of: share.of, sellerMinor, commissionMinor, taxMinor, shippingMinor };
}
