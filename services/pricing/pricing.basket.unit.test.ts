import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { priceBasket, type BasketToPrice, type PricedSeller } from './pricing.basket';
import { quoteSchema, type PricedItem, type Quote } from './pricing.schema';

const SELLERS: PricedSeller[] = [
  { id: 'a-shop', name: 'A', country: 'PT' },
  { id: 'b-shop', name: 'B', country: 'DE', shipsTo: 'europe' },
  { id: 'c-shop', name: 'C', country: 'MA' },
];

const item = (over: Partial<PricedItem> = {}): PricedItem => ({
  ...{
    sku: 'MUG-1',
    productId: 'mug',
    sellerId: 'a-shop',
    title: 'Mug',
    variantTitle: 'One',
    pictureUrl: null,
  },
  ...{ unitPriceMinor: 2200, quantity: 1, weightGrams: 400, taxCategory: 'standard' },
  ...over,
});

const basket = (items: PricedItem[], over: Partial<BasketToPrice> = {}): BasketToPrice => ({
  ...{ items, choices: {}, sellers: SELLERS, destination: { country: 'DE', postcode: '10115' } },
  ...over,
});

function quoteOf(request: BasketToPrice): Quote {
  const priced = priceBasket(request);
  if (!priced.ok) throw new Error(`refused: ${priced.refusal.reason}`);
  return priced.quote;
}

const anyItem = fc.record({
  sku: fc.constantFrom('MUG-1', 'MUG-2', 'BOOK-1', 'TEA-1', 'RUG-1'),
  quantity: fc.integer({ min: 1, max: 30 }),
});
/** What the catalogue says of a SKU is the same on each line. */
const FACTS: Record<string, Partial<PricedItem>> = {
  'MUG-1': {},
  'MUG-2': { sellerId: 'b-shop', unitPriceMinor: 1, weightGrams: 0 },
  'BOOK-1': { taxCategory: 'books', unitPriceMinor: 1499, weightGrams: 333 },
  'TEA-1': { taxCategory: 'food', unitPriceMinor: 0, sellerId: 'b-shop' },
  'RUG-1': { sellerId: 'c-shop', unitPriceMinor: 28_999, weightGrams: 6500 },
};
const anyItems = fc
  .array(anyItem, { minLength: 1, maxLength: 12 })
  .map((lines) => lines.map(({ sku, quantity }) => item({ ...FACTS[sku], sku, quantity })));
const anyDestination = fc.constantFrom(
  { country: 'DE', postcode: '1' },
  { country: 'FI', postcode: '1' },
  { country: 'US', region: 'NY', postcode: '1' },
  { country: 'US', region: 'ca', postcode: '1' },
  { country: 'US', region: 'OR', postcode: '1' },
  { country: 'JP', postcode: '1' },
  { country: 'CH', postcode: '1' },
);
const world = SELLERS.map(({ shipsTo: _, ...seller }) => seller);

test('every total is the sum of its parts, and nothing is negative', () => {
  fc.assert(
    fc.property(anyItems, anyDestination, (items, destination) => {
      const quote = quoteSchema.parse(quoteOf(basket(items, { destination, sellers: world })));
      const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
      for (const seller of quote.sellers) {
        equal(seller.itemsMinor, sum(seller.lines.map((line) => line.subtotalMinor)));
        equal(seller.taxMinor, sum(seller.lines.map((line) => line.taxMinor)) + seller.shipping.taxMinor);
        equal(
          seller.totalMinor,
          sum(seller.lines.map((line) => line.totalMinor)) + seller.shipping.totalMinor,
        );
        for (const line of seller.lines) {
          equal(line.subtotalMinor, line.unitPriceMinor * line.quantity);
          ok(line.taxMinor <= line.subtotalMinor);
          equal(line.totalMinor, line.subtotalMinor + (quote.taxIncluded ? 0 : line.taxMinor));
        }
      }
      equal(quote.totalMinor, sum(quote.sellers.map((seller) => seller.totalMinor)));
      equal(
        quote.totalMinor,
        quote.itemsMinor + quote.shippingMinor + (quote.taxIncluded ? 0 : quote.taxMinor),
      );
    }),
  );
});

test('the order of the lines and of the sellers changes nothing', () => {
  fc.assert(
    fc.property(anyItems, anyDestination, fc.integer({ min: 0, max: 11 }), (items, destination, turn) => {
      const turned = [...items.slice(turn), ...items.slice(0, turn)].reverse();
      expect(quoteOf(basket(turned, { destination, sellers: [...world].reverse() }))).toEqual(
        quoteOf(basket(items, { destination, sellers: world })),
      );
    }),
  );
});

test('two lines of one SKU cost what one line of both costs', () => {
  expect(quoteOf(basket([item({ quantity: 2 }), item({ quantity: 3 })]))).toEqual(
    quoteOf(basket([item({ quantity: 5 })])),
  );
});

test('in the European Union the price contains the tax of the destination and of the kind of goods', () => {
  const quote = quoteOf(
    basket([
      item({ unitPriceMinor: 11_900, weightGrams: 0 }),
      item({ sku: 'BOOK-1', taxCategory: 'books', unitPriceMinor: 1070 }),
    ]),
  );
  const [seller] = quote.sellers;
  expect(quote.taxIncluded).toBe(true);
  expect(seller?.lines.map(({ sku, taxMinor }) => [sku, taxMinor])).toEqual([
    ['BOOK-1', 70],
    ['MUG-1', 1900],
  ]);
  expect(quote.totalMinor).toBe(quote.itemsMinor + quote.shippingMinor);
});

test('cents of tax that do not divide are shared, not lost', () => {
  const items = ['X-1', 'X-2', 'X-3'].map((sku) => item({ sku: `SKU-${sku}`, unitPriceMinor: 35 }));
  const [seller] = quoteOf(basket(items)).sellers;
  // 105 cents contain 16.76 cents of tax at 19 %, which is 17; each third alone would be 5.59, so 6, and 18 in all.
  expect(seller?.lines.map(({ taxMinor }) => taxMinor)).toEqual([6, 6, 5]);
});

test('in a taxed state of the USA tax comes on top, and in others there is none', () => {
  const items = [item({ unitPriceMinor: 10_000 })];
  const inNewYork = quoteOf(
    basket(items, { destination: { country: 'US', region: 'NY', postcode: '10001' } }),
  );
  expect(inNewYork.taxIncluded).toBe(false);
  expect(inNewYork.sellers[0]?.lines[0]).toMatchObject({ taxMinor: 400, totalMinor: 10_400 });
  expect(
    quoteOf(basket(items, { destination: { country: 'US', region: 'OR', postcode: '97201' } })).taxMinor,
  ).toBe(0);
});

test('the cheapest shipping is taken unless another was chosen, and a choice that is not offered is not taken', () => {
  const chosen = (id?: string) =>
    quoteOf(basket([item()], { choices: id ? { 'a-shop': id } : {} })).sellers[0]?.shipping.id;
  expect(chosen()).toBe('standard');
  expect(chosen('express')).toBe('express');
  expect(chosen('by-camel')).toBe('standard');
});

test('above the threshold standard shipping is free, from each seller for its own goods', () => {
  const home = { country: 'PT', postcode: '4750' };
  const shipping = (priceMinor: number) =>
    quoteOf(basket([item({ unitPriceMinor: priceMinor })], { destination: home })).shippingMinor;
  expect(shipping(7500)).toBe(0);
  expect(shipping(7499)).toBeGreaterThan(0);
});

test('heavier parcels cost more, without end', () => {
  const price = (weightGrams: number) => quoteOf(basket([item({ weightGrams })])).shippingMinor;
  const prices = [900, 4000, 19_000, 25_000, 90_000].map(price);
  expect(prices).toEqual([...new Set(prices)].sort((a, b) => a - b));
});

test('a seller who does not send there refuses the basket by name', () => {
  const toJapan = basket([item(), item({ sku: 'MUG-2', sellerId: 'b-shop' })], {
    destination: { country: 'JP', postcode: '100' },
  });
  expect(priceBasket(toJapan)).toEqual({
    ok: false,
    refusal: { reason: 'no-shipping', sellerIds: ['b-shop'] },
  });
  const nowhere = basket([item()], { destination: { country: 'AQ', postcode: '1' } });
  expect(priceBasket(nowhere)).toEqual({
    ok: false,
    refusal: { reason: 'no-shipping', sellerIds: ['a-shop'] },
  });
});

test('an empty basket and goods of a closed shop are refused', () => {
  expect(priceBasket(basket([]))).toEqual({ ok: false, refusal: { reason: 'basket-empty' } });
  expect(priceBasket(basket([item()], { sellers: [] }))).toEqual({
    ...{ ok: false, refusal: { reason: 'not-for-sale', skus: ['MUG-1'] } },
  });
});
