import { allocate, basisPoints } from '../platform/money';

/**
 * What the market asks of a sale by category of goods, in basis points of the price without tax. A category that is
 * not here has no rate of its own. Books have fixed prices and thin margins; tea, spices and garden sell in small
 * sums.
 */
const MARKET_POINTS: Readonly<Record<string, number>> = {
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
 */
export function commissionPointsFor(sellerPoints: number, categoryId: string | undefined): number {
  const market = categoryId === undefined ? undefined : MARKET_POINTS[categoryId];
  return market === undefined ? sellerPoints : Math.min(sellerPoints, market);
}

/** What a line brings in without its tax, minor units. */
export function netOfTax({ totalMinor, taxMinor }: { totalMinor: number; taxMinor: number }): number {
  return totalMinor - taxMinor;
}

/**
 * The commission of each line, minor units: reckoned on the lines of one rate together and shared by largest
 * remainder, as tax is, so that many small lines do not round into more than the rate. Never more than a line's net.
 */
export function commissionOf(
  lines: readonly { totalMinor: number; taxMinor: number; categoryId?: string | undefined }[],
  sellerPoints: number,
): number[] {
  const points = lines.map(({ categoryId }) => commissionPointsFor(sellerPoints, categoryId));
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
