import type { ActedBy } from '../order/order.schema';
import type { Product, Variant } from './product.schema';

/** A price as it stood from a moment (ISO 8601, UTC) on. */
export interface PricePoint {
  sku: string;
  priceMinor: number;
  at: string;
  /** Whether buyers could buy at it. */
  isOffered: boolean;
  by: ActedBy;
}

/** So many changes of one product's prices are remembered; the oldest go first. */
export const MOST_PRICES = 1000;

/** The days that the lowest price is taken from (Directive 98/6/EC, art. 6a, 2). */
const WINDOW_MS = 30 * 24 * 3_600_000;

type Priced = Pick<Product, 'status' | 'variants'>;

/** The prices there were; of a product from before they were kept, the one that it has. */
export function historyOf(product: Priced & { createdAt: string; prices?: PricePoint[] }): PricePoint[] {
  if (product.prices?.length) return product.prices;
  return pointsOf(null, product, { role: 'system', id: 'catalogue' }, product.createdAt);
}

/** What a change adds to the history: new prices, and those that came on offer or went off it. */
export function pointsOf(before: Priced | null, after: Priced, by: ActedBy, at: string): PricePoint[] {
  const was = new Map(before?.variants.map((variant) => [variant.sku, variant]));
  const isOffered = after.status === 'active';
  const wasOffered = before?.status === 'active';
  const changed = after.variants.filter(
    ({ sku, priceMinor }) => was.get(sku)?.priceMinor !== priceMinor || isOffered !== wasOffered,
  );
  const skus = new Set(after.variants.map(({ sku }) => sku));
  const gone = wasOffered ? [...was.values()].filter(({ sku }) => !skus.has(sku)) : [];
  return [
    ...changed.map(({ sku, priceMinor }) => ({ sku, priceMinor, at, isOffered, by })),
    ...gone.map(({ sku, priceMinor }) => ({ sku, priceMinor, at, isOffered: false, by })),
  ];
}

/**
 * The variants with what has to be said of a lowered price: the lowest one of the 30 days before. A price that was
 * raised first and is lowered to where it was is no reduction.
 */
export function withReductions(
  before: Priced & { createdAt: string; prices?: PricePoint[] },
  after: Priced,
  nowMs: number,
): Variant[] {
  const history = historyOf(before);
  const was = new Map(before.variants.map((variant) => [variant.sku, variant]));
  return after.variants.map(({ reduced: _, ...variant }) => {
    const earlier = was.get(variant.sku);
    if (!earlier || after.status !== 'active' || before.status !== 'active') return variant;
    if (earlier.priceMinor === variant.priceMinor)
      return earlier.reduced ? { ...variant, reduced: earlier.reduced } : variant;
    const lowest = lowestOffered(history, variant.sku, nowMs);
    if (lowest === null || variant.priceMinor >= lowest) return variant;
    return { ...variant, reduced: { fromMinor: lowest, at: new Date(nowMs).toISOString() } };
  });
}

/** The lowest price at which a SKU was on offer in the 30 days until then, minor units. */
export function lowestOffered(history: readonly PricePoint[], sku: string, untilMs: number): number | null {
  const points = history.filter((point) => point.sku === sku);
  let lowest: number | null = null;
  for (const [index, { priceMinor, isOffered }] of points.entries()) {
    const next = points[index + 1];
    const endMs = next ? Date.parse(next.at) : untilMs;
    if (!isOffered || (next && endMs <= untilMs - WINDOW_MS)) continue;
    lowest = Math.min(lowest ?? priceMinor, priceMinor);
  }
  return lowest;
}
