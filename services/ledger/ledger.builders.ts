import fc from 'fast-check';
import type { Checkout } from '../checkout/checkout.schema';
import { planOrders } from '../order/order.planning';
import type { Order } from '../order/order.schema';
import { priceBasket } from '../pricing/pricing.basket';
import { anyOffers } from '../pricing/pricing.builders';
import type { PricedItem } from '../pricing/pricing.schema';

/** Random baskets, priced and placed by the shop's own planners. */

const SELLERS = [
  { id: 's1', name: 'One', country: 'PT', commissionPoints: 1200 },
  { id: 's2', name: 'Two', country: 'DE', commissionPoints: 875 },
  { id: 's3', name: 'Three', country: 'FR', commissionPoints: 0 },
  { id: 's4', name: 'Four', country: 'US', commissionPoints: 1333 },
  { id: 's5', name: 'Five', country: 'MA', commissionPoints: 10_000 },
];
const DESTINATIONS = [
  { country: 'DE', postcode: '1' },
  { country: 'FI', postcode: '1' },
  { country: 'US', region: 'NY', postcode: '1' },
  { country: 'US', region: 'CA', postcode: '1' },
  { country: 'JP', postcode: '1' },
];

const anyItem = fc.record({
  seller: fc.nat({ max: SELLERS.length - 1 }),
  unitPriceMinor: fc.oneof(
    fc.constantFrom(0, 1, 2, 3, 7, 99, 101, 3333),
    fc.integer({ min: 1, max: 250_000 }),
  ),
  quantity: fc.integer({ min: 1, max: 12 }),
  weightGrams: fc.integer({ min: 0, max: 4000 }),
  taxCategory: fc.constantFrom('standard' as const, 'reduced' as const, 'books' as const, 'food' as const),
  categoryId: fc.constantFrom('books', 'tea', 'garden', 'lamps', undefined),
});

/** The orders of one random checkout: 1 to 5 sellers, tax included or on top, odd prices, every kind of commission. */
export const anyOrders: fc.Arbitrary<Order[]> = fc
  .record({
    items: fc.array(anyItem, { minLength: 1, maxLength: 9 }),
    destination: fc.constantFrom(...DESTINATIONS),
    express: fc.boolean(),
    offers: anyOffers(SELLERS.map(({ id }) => id)),
    number: fc.nat(),
  })
  .map(({ items, destination, express, offers, number }) => {
    const priced = priceBasket({
      items: items.map(({ seller, ...item }, index): PricedItem => ({
        ...{
          sku: `SKU-${index}`,
          productId: `p${index}`,
          title: 'Thing',
          variantTitle: '',
          pictureUrl: null,
        },
        ...item,
        sellerId: SELLERS[seller]?.id ?? 's1',
      })),
      destination,
      choices: express ? Object.fromEntries(SELLERS.map(({ id }) => [id, 'express'])) : {},
      sellers: SELLERS,
      offers,
    });
    if (!priced.ok) throw new Error(`refused: ${priced.refusal.reason}`);
    const checkout = { id: `c${number}`, paymentId: `c${number}`, ownerId: 'b', email: 'b@b.example' };
    const orders = planOrders({
      checkout: { ...checkout, quote: priced.quote } as Checkout,
      sellers: priced.quote.sellers,
      terms: SELLERS.map(({ id, commissionPoints }) => ({ sellerId: id, commissionPoints, handlingDays: 1 })),
      allocations: [],
      acceptWithinHours: 1,
      placedAtMs: 0,
    });
    return orders.map((order) => ({ ...order, capturedMinor: order.totalMinor }));
  });

/** One of those orders. */
export const anyOrder: fc.Arbitrary<Order> = anyOrders.map((orders) => orders[0] as Order);
