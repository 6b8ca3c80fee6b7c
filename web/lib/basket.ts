import type { CartChange, CartLine, CartView, QuoteLine, Refusal } from './types';

/** A line of the basket as it is shown. */
export interface BasketLine {
  sku: string;
  productId: string;
  sellerId: string;
  quantity: number;
  /** What the offer says of it; null when the basket has no offer. */
  quoted: QuoteLine | null;
  seenPriceMinor: number;
  change: CartChange | null;
  /** How many there are, when there are not enough. */
  available: number | null;
  notForSale: boolean;
}

export interface BasketGroup {
  sellerId: string;
  /** Null when the basket has no offer that names it. */
  sellerName: string | null;
  lines: BasketLine[];
}

/** The basket by seller, in the order in which the sellers' first things were put in. */
export function basketGroups(cart: CartView): BasketGroup[] {
  const sellers = [...new Set(cart.lines.map((line) => line.sellerId))];
  return sellers.map((sellerId) => ({
    sellerId,
    sellerName: cart.quote?.sellers.find((seller) => seller.sellerId === sellerId)?.sellerName ?? null,
    lines: cart.lines.filter((line) => line.sellerId === sellerId).map((line) => basketLine(cart, line)),
  }));
}

function basketLine(cart: CartView, line: CartLine): BasketLine {
  const quoted =
    cart.quote?.sellers.flatMap((seller) => seller.lines).find((one) => one.sku === line.sku) ?? null;
  return {
    ...line,
    quoted,
    change: cart.changes.find((change) => change.sku === line.sku) ?? null,
    available: shortOf(cart.problems, line.sku),
    notForSale: cart.problems.some(
      (problem) => problem.reason === 'not-for-sale' && problem.skus.includes(line.sku),
    ),
  };
}

/** How many of a SKU there are, when fewer than wanted; else null. */
export function shortOf(problems: Refusal[], sku: string): number | null {
  for (const problem of problems) {
    if (problem.reason !== 'out-of-stock') continue;
    const short = problem.lines.find((line) => line.sku === sku);
    if (short) return short.available;
  }
  return null;
}
