import { allocate, basisPoints } from '../platform/money';

/**
 * What the market asks of a sale by category of goods, in basis points of the price without tax. A category that is
 * not here has no rate of its own. Books have fixed prices and thin margins; tea, spices and garden sell in small
 * sums.
 */
export const MARKET_POINTS: Readonly<Record<string, number>> = {
  books: 700,
  garden: 900,
  spices: 800,
  stationery: 900,
  tea: 800,
};

/**
 * The rate of one line. A seller's agreed rate is the most they ever pay: the category's rate counts where it is
 * lower, so that no change of the market's table can make a contract dearer.
 * @param sellerPoints the seller's agreed rate, basis points
 * @param table rates of categories, basis points; without it as they were before admins could change them
 */
export function commissionPointsFor(
  sellerPoints: number,
  categoryId: string | undefined,
  table: Readonly<Record<string, number>> = MARKET_POINTS,
): number {
  const market = categoryId === undefined ? undefined : table[categoryId];
  return market === undefined ? sellerPoints : Math.min(sellerPoints, market);
}

/** What decides about what a line brings in. */
export interface PaidLine {
  totalMinor: number;
  taxMinor: number;
  subsidyMinor?: number | undefined;
}

/** What a line brings in without its tax, minor units: paid by the buyer and added by the platform. */
export function netOfTax({ totalMinor, taxMinor, subsidyMinor = 0 }: PaidLine): number {
  return totalMinor - taxMinor + subsidyMinor;
}

/**
 * The commission of each line, minor units: reckoned on the lines of one rate together and shared by largest
 * remainder, as tax is, so that many small lines do not round into more than the rate. Never more than a line's net.
 */
export function commissionOf(
  lines: readonly (PaidLine & { categoryId?: string | undefined })[],
  sellerPoints: number,
  table: Readonly<Record<string, number>> = MARKET_POINTS,
): number[] {
  const points = lines.map(({ categoryId }) => commissionPointsFor(sellerPoints, categoryId, table));
  const commissions = lines.map(() => 0);
  for (const rate of new Set(points)) {
    const indexes = points.flatMap((each, index) => (each === rate ? [index] : []));
    const nets = indexes.map((index) => netOfTax(lines[index] ?? { totalMinor: 0, taxMinor: 0 }));
    const shares = allocate(
      basisPoints(
        nets.reduce((sum, net) => sum + net, 0),
        rate,
      ),
      nets,
    );
    indexes.forEach((index, at) => (commissions[index] = shares[at] ?? 0));
  }
  return commissions;
}
