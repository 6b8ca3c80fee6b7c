import { aProduct } from './product.builder';
import { historyOf, lowestOffered, pointsOf, withReductions, type PricePoint } from './product.prices';
import type { Product } from './product.schema';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-03-01T00:00:00.000Z');
const by = { role: 'seller', id: 'ann' } as const;

/** A product whose price was set on these days. The last day's is what it has now. */
function priced(days: Record<number, number>, over: Partial<Product> = {}) {
  let product: Product | null = null;
  const prices: PricePoint[] = [];
  for (const [day, priceMinor] of Object.entries(days)) {
    const after: Product = costing(product ?? aProduct('lamp', over), priceMinor);
    prices.push(...pointsOf(product, after, by, new Date(START + Number(day) * DAY_MS).toISOString()));
    product = after;
  }
  return { ...(product ?? aProduct('lamp')), prices };
}

const costing = (product: Product, priceMinor: number): Product => ({
  ...product,
  variants: product.variants.map((variant) => ({ ...variant, priceMinor })),
});

const reducedOn = (before: ReturnType<typeof priced>, day: number, priceMinor: number) =>
  withReductions(before, costing(before, priceMinor), START + day * DAY_MS)[0]?.reduced?.fromMinor;

test('a lowered price is shown beside the lowest one of the thirty days before', () => {
  expect(reducedOn(priced({ 0: 1000 }), 10, 800)).toBe(1000);
  expect(reducedOn(priced({ 0: 900, 20: 1000 }), 30, 800)).toBe(900);
});

test('a price that is raised and then lowered to where it was is no reduction', () => {
  expect(reducedOn(priced({ 0: 1000, 20: 1500 }), 25, 1000)).toBeUndefined();
  expect(reducedOn(priced({ 0: 1000, 20: 1500 }), 25, 1200)).toBeUndefined();
});

test('a price that was left more than thirty days ago does not count', () => {
  expect(reducedOn(priced({ 0: 500, 5: 1000 }), 40, 800)).toBe(1000);
  expect(reducedOn(priced({ 0: 500, 11: 1000 }), 40, 800)).toBeUndefined();
});

test('a price at which nobody could buy does not count', () => {
  const draft = priced({ 0: 500 }, { status: 'draft' });
  const active = costing({ ...draft, status: 'active' }, 1000);
  const at = new Date(START + 5 * DAY_MS).toISOString();
  const prices = [...draft.prices, ...pointsOf(draft, active, by, at)];
  expect(lowestOffered(prices, 'LAMP', START + 10 * DAY_MS)).toBe(1000);
});

test('what is left unchanged keeps its reduction, and a raise ends it', () => {
  const reduced = { fromMinor: 1000, at: '2026-03-02T00:00:00.000Z' };
  const product = priced({ 0: 1000, 1: 800 });
  const before = { ...product, variants: product.variants.map((variant) => ({ ...variant, reduced })) };
  const untouched = withReductions(before, { ...before, status: 'active' }, START + 3 * DAY_MS);
  expect(untouched[0]?.reduced).toEqual(reduced);
  expect(withReductions(before, costing(before, 900), START + 3 * DAY_MS)[0]?.reduced).toBeUndefined();
});

test('a variant that is withdrawn goes off the offer, and an old product starts with the price it has', () => {
  const product = aProduct('lamp');
  expect(historyOf(product)).toMatchObject([{ sku: 'LAMP', priceMinor: 1000, isOffered: true }]);
  const without = { ...product, variants: [{ ...product.variants[0], sku: 'OTHER' }] as Product['variants'] };
  expect(pointsOf(product, without, by, '2026-03-01T00:00:00.000Z')).toMatchObject([
    { sku: 'OTHER', isOffered: true },
    { sku: 'LAMP', isOffered: false },
  ]);
});
