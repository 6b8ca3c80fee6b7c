import type { Order, OrderLine } from '../order/order.schema';
import { allocate } from '../platform/money';
import { commissionOf, netOfTax } from '../pricing/pricing.commission';
import { lastUnitsMinor } from '../order/order.amounts';
import { MoreThanLeftError } from './ledger.errors';
import type { LedgerEntry, LedgerEntryKind, Share } from './ledger.schema';

/** What of an order the ledger needs to know. */
export type SoldOrder = Pick<
  Order,
  | 'id'
  | 'paymentId'
  | 'sellerId'
  | 'currency'
  | 'lines'
  | 'shipping'
  | 'totalMinor'
  | 'declinedMinor'
  | 'commissionPoints'
>;

/** What is to be taken of an order: of lines, of the shipping, and what is left of `amountMinor` from all that is there. */
export interface Taking {
  amountMinor: number;
  lines: readonly { lineId: string; amountMinor: number }[];
  shippingMinor: number;
}

export const SHIPPING = 'shipping';

/** What the buyer paid of a share, minor units: all of it but what the platform added. */
export function totalOf(share: Share): number {
  return heldBy(share) - (share.promotionMinor ?? 0);
}

/** Everything a share holds, minor units, whoever gave it. */
function heldBy(share: Share): number {
  return share.sellerMinor + share.commissionMinor + share.taxMinor + share.shippingMinor;
}

/** All shares of a kind of money together, minor units. */
export function sumOf(shares: readonly Share[], part: Exclude<keyof Share, 'of'>): number {
  return shares.reduce((sum, share) => sum + (share[part] ?? 0), 0);
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
      ...added(line.subsidyMinor),
    };
  });
  const ofShipping = {
    of: SHIPPING,
    sellerMinor: 0,
    commissionMinor: 0,
    taxMinor: shipping.taxMinor,
    shippingMinor: netOfTax(shipping),
    ...added(shipping.subsidyMinor),
  };
  return [...ofLines, ofShipping];
}

/** The same without what the seller declined before anything was taken: each line gives it up in proportion. */
export function sharesOfSold(order: SoldOrder): Share[] {
  const whole = sharesOfSale(order);
  const { declinedMinor = 0 } = order;
  if (declinedMinor === 0) return whole;
  const lines = order.lines.map((line) => ({
    lineId: line.id,
    amountMinor: lastUnitsMinor(line, line.declinedQuantity ?? 0),
  }));
  const declined = takeShares(order.id, whole, { amountMinor: declinedMinor, lines, shippingMinor: 0 });
  const left = sharesLeft([
    { kind: 'sale', shares: whole },
    { kind: 'refund', shares: declined },
  ]);
  return left.map((share) => withoutFree(share, order.lines));
}

/** Of what the buyer got for nothing declining takes no money, but what the platform added for it. */
function withoutFree(share: Share, lines: readonly OrderLine[]): Share {
  const line = lines.find(({ id }) => id === share.of);
  const { declinedQuantity = 0, totalMinor = 0, quantity = 1 } = line ?? {};
  if (declinedQuantity === 0 || (totalMinor > 0 && declinedQuantity < quantity)) return share;
  const kept = (amountMinor: number) =>
    amountMinor - lastUnitsMinor({ totalMinor: amountMinor, quantity }, declinedQuantity);
  const [sellerMinor, commissionMinor, taxMinor] = [
    kept(share.sellerMinor),
    kept(share.commissionMinor),
    kept(share.taxMinor),
  ];
  const promotionMinor = sellerMinor + commissionMinor + taxMinor;
  return {
    ...share,
    sellerMinor,
    commissionMinor,
    taxMinor,
    ...(share.promotionMinor ? { promotionMinor } : {}),
  };
}

const added = (promotionMinor = 0) => (promotionMinor === 0 ? {} : { promotionMinor });

/** Orders written before commission was kept by line are reckoned with the order's one rate. */
function commissionsOf(lines: readonly OrderLine[], commissionPoints: number): number[] {
  const reckoned = commissionOf(
    lines.map(({ totalMinor, taxMinor, subsidyMinor }) => ({ totalMinor, taxMinor, subsidyMinor })),
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
        ...added((before?.promotionMinor ?? 0) + sign * (share.promotionMinor ?? 0)),
      });
    }
  }
  return [...left.values()];
}

/**
 * Divides what is given back. Each line and the shipping gives in proportion to what is left of its own parts; what
 * a line cannot give any more, and an amount that names no line, comes from all that is left in proportion. By
 * largest remainder, so no part gives more than it has, and the last cent of a line ends every part of it at 0. What
 * the platform added goes back to it in the same proportion, and with the last cent of all, all of it.
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
  if (taking.amountMinor === leftMinor && leftMinor > 0) return left.filter((share) => heldBy(share) > 0);
  return left
    .map((share, index) => divide(share, (named[index] ?? 0) + (restMinor > 0 ? (more[index] ?? 0) : 0)))
    .filter((share) => heldBy(share) > 0);
}

/** So much of what was paid of a share, in the proportion of its parts, with as much of what the platform added. */
function divide(share: Share, amountMinor: number): Share {
  const none = { of: share.of, sellerMinor: 0, commissionMinor: 0, taxMinor: 0, shippingMinor: 0 };
  if (amountMinor === 0) return none;
  const [promotionMinor = 0] = allocate(share.promotionMinor ?? 0, [
    amountMinor,
    totalOf(share) - amountMinor,
  ]);
  const parts = [share.sellerMinor, share.commissionMinor, share.taxMinor, share.shippingMinor];
  const [sellerMinor = 0, commissionMinor = 0, taxMinor = 0, shippingMinor = 0] = allocate(
    amountMinor + promotionMinor,
    parts,
  );
  return { of: share.of, sellerMinor, commissionMinor, taxMinor, shippingMinor, ...added(promotionMinor) };
}
