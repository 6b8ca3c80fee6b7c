import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { priceBasket, type BasketToPrice } from './pricing.basket';
import { anyOffers } from './pricing.builders';
import { commissionOf, netOfTax } from './pricing.commission';
import type { Offer } from './pricing.discounts';
import { quoteSchema, type PricedItem, type Quote, type SellerQuote } from './pricing.schema';

const SELLERS = [
  { id: 'a-shop', name: 'A', country: 'PT' },
  { id: 'b-shop', name: 'B', country: 'DE' },
];
const item = (sku: string, unitPriceMinor: number, over: Partial<PricedItem> = {}): PricedItem => ({
  ...{ sku, productId: sku, sellerId: 'a-shop', title: 'Thing', variantTitle: '', pictureUrl: null },
  ...{ unitPriceMinor, quantity: 1, weightGrams: 400, taxCategory: 'standard', ...over },
});
const offer = (id: string, benefit: Offer['benefit'], over: Partial<Offer> = {}): Offer => ({
  ...{ id, benefit, sellerId: 'a-shop', label: id, code: null },
  conditions: { minimumMinor: 0, categoryIds: [], productIds: [] },
  ...over,
});
const EUR = { kind: 'amount', currency: 'EUR' } as const;
const IN_GERMANY = { country: 'DE', postcode: '10115' };
const IN_NEW_YORK = { country: 'US', region: 'NY', postcode: '10001' };

function price(request: Pick<BasketToPrice, 'items'> & Partial<BasketToPrice>) {
  const priced = priceBasket({ choices: {}, sellers: SELLERS, destination: IN_GERMANY, ...request });
  if (!priced.ok) throw new Error(`refused: ${priced.refusal.reason}`);
  return priced;
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const anyItems = fc
  .array(
    fc.record({
      unitPriceMinor: fc.oneof(fc.constantFrom(0, 1, 2, 7, 99), fc.integer({ min: 1, max: 90_000 })),
      quantity: fc.integer({ min: 1, max: 9 }),
      weightGrams: fc.integer({ min: 0, max: 9000 }),
      sellerId: fc.constantFrom('a-shop', 'b-shop'),
      taxCategory: fc.constantFrom('standard' as const, 'books' as const, 'food' as const),
      categoryId: fc.constantFrom('books', 'tea', undefined),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((items) => items.map((over, index) => item(`SKU-${index}`, over.unitPriceMinor, over)));
const anyOffer = anyOffers(['a-shop', 'b-shop']);
const anyDestination = fc.constantFrom(IN_GERMANY, { country: 'FI', postcode: '1' }, IN_NEW_YORK, {
  ...{ country: 'US', region: 'CA', postcode: '1' },
});

/** Everything that a total promises, with promotions in it. */
function expectWhole(quote: Quote): void {
  for (const { lines, shipping, discounts = [], ...seller } of quote.sellers) {
    equal(seller.itemsMinor, sum(lines.map(({ subtotalMinor }) => subtotalMinor)));
    equal(seller.taxMinor, sum(lines.map(({ taxMinor }) => taxMinor)) + shipping.taxMinor);
    equal(seller.totalMinor, sum(lines.map(({ totalMinor }) => totalMinor)) + shipping.totalMinor);
    for (const { subtotalMinor, discountMinor = 0, taxMinor, totalMinor } of lines)
      equal(totalMinor, subtotalMinor - discountMinor + (quote.taxIncluded ? 0 : taxMinor));
    equal(
      sum(discounts.map(({ amountMinor }) => amountMinor)),
      sum([...lines, shipping].map(({ discountMinor = 0 }) => discountMinor)),
    );
  }
  equal(
    quote.discountMinor ?? 0,
    sum(quote.sellers.flatMap(({ discounts = [] }) => discounts.map(({ amountMinor }) => amountMinor))),
  );
  equal(
    quote.totalMinor,
    quote.itemsMinor +
      quote.shippingMinor -
      (quote.discountMinor ?? 0) +
      (quote.taxIncluded ? 0 : quote.taxMinor),
  );
}

test('with whatever promotions, every total is the sum of its parts and nothing is below 0', () => {
  fc.assert(
    fc.property(anyItems, anyOffer, anyDestination, (items, offers, destination) => {
      const { quote } = price({ items, offers, destination });
      expectWhole(quoteSchema.parse(quote));
      for (const { lines, totalMinor } of quote.sellers) {
        ok(totalMinor > 0);
        for (const line of lines) if (line.subtotalMinor > 0) ok(line.totalMinor > 0);
      }
    }),
    { numRuns: 500 },
  );
});

/** What a seller is owed for the goods, at one rate of commission. */
const owedTo = ({ lines }: SellerQuote) =>
  sum(lines.map(netOfTax)) -
  sum(
    commissionOf(
      lines.map(({ categoryId: _, ...line }) => line),
      1000,
    ),
  );

test("the platform's promotions cost no seller, no carrier and no tax office what is theirs", () => {
  fc.assert(
    fc.property(anyItems, anyOffer, anyDestination, (items, offers, destination) => {
      const withAll = price({ items, offers, destination }).quote;
      const own = offers.filter(({ sellerId }) => sellerId !== null);
      const without = price({ items, offers: own, destination }).quote;
      withAll.sellers.forEach((seller, index) => {
        const before = without.sellers[index];
        if (!before) throw new Error('the same shops');
        equal(owedTo(seller), owedTo(before));
        equal(netOfTax(seller.shipping), netOfTax(before.shipping));
        ok(seller.taxMinor <= before.taxMinor);
      });
      ok(withAll.totalMinor <= without.totalMinor);
    }),
    { numRuns: 500 },
  );
});

test("a seller's discount is spread over its lines by largest remainder, and tax is of what is paid", () => {
  const items = ['A', 'B', 'C'].map((sku) => item(`SKU-${sku}`, 1000));
  const [seller] = price({ items, offers: [offer('ten', { ...EUR, amountMinor: 1000 })] }).quote.sellers;
  expect(seller?.lines.map(({ discountMinor }) => discountMinor)).toEqual([334, 333, 333]);
  // 2000 cents contain 319 of German tax at 19 %.
  expect(sum(seller?.lines.map(({ taxMinor }) => taxMinor) ?? [])).toBe(319);
  expect(seller?.lines.every(({ subsidyMinor }) => subsidyMinor === undefined)).toBe(true);
  const [abroad] = price({
    ...{ items, destination: IN_NEW_YORK },
    offers: [offer('ten', { ...EUR, amountMinor: 1000 })],
  }).quote.sellers;
  expect(sum(abroad?.lines.map(({ taxMinor }) => taxMinor) ?? [])).toBe(80);
});

test('of a shop the offer that saves most counts, and one of the platform comes on top of it', () => {
  const offers = [
    offer('five', { kind: 'percent', points: 500 }),
    offer('ten', { kind: 'percent', points: 1000 }),
    offer('all', { kind: 'percent', points: 1000 }, { sellerId: null }),
  ];
  const [seller] = price({ items: [item('SKU-A', 10_000)], offers }).quote.sellers;
  expect(seller?.discounts).toEqual([
    { promotionId: 'ten', label: 'ten', amountMinor: 1000, fundedBy: 'seller' },
    { promotionId: 'all', label: 'all', amountMinor: 900, fundedBy: 'platform' },
  ]);
});

test('buying three of which one is free takes off the cheapest, and only of the goods that it is for', () => {
  const threeForTwo = offer(
    'three',
    { kind: 'buy-x-get-y', buy: 2, get: 1 },
    { conditions: { minimumMinor: 0, categoryIds: ['tea'], productIds: [] } },
  );
  const tea = { categoryId: 'tea' };
  const items = [
    item('TEA-1', 900, { ...tea, quantity: 2 }),
    item('TEA-2', 700, tea),
    item('TEA-3', 400, { ...tea, quantity: 1 }),
    item('MUG-1', 100),
  ];
  expect(price({ items, offers: [threeForTwo] }).quote.discountMinor).toBe(400);
  expect(price({ items: items.slice(1), offers: [threeForTwo] }).quote.discountMinor).toBeUndefined();
});

test('free post takes off what the cheapest way costs, whichever way is chosen', () => {
  const free = offer('post', { kind: 'free-shipping' });
  const items = [item('SKU-A', 1000)];
  expect(price({ items, offers: [free] }).quote.sellers[0]?.shipping.totalMinor).toBe(0);
  const express = price({ items, offers: [free], choices: { 'a-shop': 'express' } }).quote.sellers[0]
    ?.shipping;
  expect(express).toMatchObject({ priceMinor: 1990, discountMinor: 890, totalMinor: 1100 });
});

test('no promotion takes more than nine tenths of the goods, so an order always costs something', () => {
  const tooMuch = offer('huge', { ...EUR, amountMinor: 1_000_000 });
  expect(price({ items: [item('SKU-A', 1000)], offers: [tooMuch] }).quote.discountMinor).toBe(900);
});

test('a code that takes nothing off says why, and counts only where it saves more than what counts by itself', () => {
  const code = (over: Partial<Offer>) => ({
    ...offer('code', { kind: 'percent', points: 500 }),
    code: 'FIVE',
    ...over,
  });
  const items = [item('SKU-A', 1000)];
  const outcome = (coupon: Offer, offers: Offer[] = []) => price({ items, offers, coupon }).coupon;
  expect(outcome(code({}))).toEqual({ applied: true });
  const needs = (over: object) => ({
    conditions: { minimumMinor: 0, categoryIds: [], productIds: [], ...over },
  });
  expect(outcome(code(needs({ minimumMinor: 1001 })))).toEqual({ applied: false, reason: 'minimum' });
  expect(outcome(code(needs({ productIds: ['OTHER'] })))).toEqual({ applied: false, reason: 'other-goods' });
  expect(outcome(code({ sellerId: 'b-shop' }))).toEqual({ applied: false, reason: 'other-goods' });
  const ten = offer('ten', { kind: 'percent', points: 1000 });
  expect(outcome(code({}), [ten])).toEqual({ applied: false, reason: 'better-offer' });
  expect(outcome(code({}), [offer('one', { kind: 'percent', points: 500 })])).toMatchObject({
    applied: false,
  });
});
