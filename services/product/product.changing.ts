import { productChanged, productPriced } from '../../events/contracts/catalogue.events';
import { eventOf } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import { present, type Change } from '../platform/guarded';
import type { ProductDocument } from './product.model';
import { historyOf, MOST_PRICES, pointsOf, withReductions } from './product.prices';
import { productSchema, type Product, type Variant } from './product.schema';

/** Fields of a document that nobody is shown. */
const PRIVATE = ['updatedAt', 'ratingRevision', 'prices', 'imported'] as const;

export const shownProduct = (found: ProductDocument) => present<Product>(found, PRIVATE);

/** What a read for showing leaves out: it can be long. */
export const withoutPrices = { outbox: 0, outboxAt: 0, prices: 0 } as const;

/** One write that makes a product what it is to be: with its prices' history, its events, and the lowest price. */
export function changeTo(
  current: ProductDocument,
  changes: Partial<Product>,
  by: ActedBy,
  nowMs: number,
): Change {
  const before = shownProduct(current);
  const wanted = { ...before, ...changes };
  const history = { ...before, ...(current.prices ? { prices: current.prices } : {}) };
  const variants = withReductions(history, wanted, nowMs);
  const after = productSchema.parse({ ...wanted, variants, priceFromMinor: cheapest(variants) });
  const at = new Date(nowMs).toISOString();
  const points = pointsOf(before, after, by, at);
  const known = current.prices?.length ? [] : historyOf(before);
  const { id: _id, version: _version, rating: _rating, ...content } = after;
  return {
    set: { ...content, updatedAt: nowMs },
    ...(points.length > 0
      ? { push: { prices: { $each: [...known, ...points], $slice: -MOST_PRICES } } }
      : {}),
    events: [eventOf(productChanged, eventData(after), nowMs), ...priceEvents(before, after, nowMs)],
  };
}

function priceEvents(before: Product, after: Product, nowMs: number) {
  const was = new Map(before.variants.map(({ sku, priceMinor }) => [sku, priceMinor]));
  const { id: productId, sellerId, currency } = after;
  return after.variants.flatMap(({ sku, priceMinor }) => {
    const beforeMinor = was.get(sku);
    if (beforeMinor === undefined || beforeMinor === priceMinor) return [];
    return [eventOf(productPriced, { productId, sellerId, sku, beforeMinor, priceMinor, currency }, nowMs)];
  });
}

export const cheapest = (variants: readonly Variant[]) =>
  Math.min(...variants.map(({ priceMinor }) => priceMinor));

export function eventData({ id, sellerId, title, categoryId, priceFromMinor, currency, status }: Product) {
  return { productId: id, sellerId, title, categoryId, priceFromMinor, currency, status };
}
