import type { CouponAsked, CouponStanding } from '../promotion/promotion.service';
import { createPricingService } from './pricing.service';

const facts = {
  ...{
    sku: 'MUG-1',
    productId: 'mug',
    sellerId: 'shop',
    title: 'Mug',
    variantTitle: 'One',
    pictureUrl: null,
  },
  ...{ unitPriceMinor: 2200, weightGrams: 400, taxCategory: 'standard' as const },
};
const nobodyAsks = () => Promise.reject(new Error('a basket without a code asks for none'));
const pricing = (status = 'active', coupon: (asked: CouponAsked) => Promise<CouponStanding> = nobodyAsks) =>
  createPricingService({
    products: { itemsForSkus: (skus) => Promise.resolve(skus.includes('MUG-1') ? [facts] : []) },
    sellers: { getMany: () => Promise.resolve([{ id: 'shop', name: 'Shop', country: 'PT', status }]) },
    promotions: { automatic: () => Promise.resolve([]), coupon },
    shipping: { ofSellers: () => Promise.resolve(new Map()) },
  });
const request = (lines: { sku: string; quantity: number }[]) => ({
  ...{ lines, choices: {}, destination: { country: 'PT', postcode: '4750' } },
});

test('the price is the one in the catalogue, times what is wanted', async () => {
  const priced = await pricing().quoteBasket(request([{ sku: 'MUG-1', quantity: 3 }]));
  expect(priced).toMatchObject({ ok: true, quote: { itemsMinor: 6600 } });
});

test('what the catalogue does not know, or whose shop is suspended, is not for sale', async () => {
  const refusal = { ok: false, refusal: { reason: 'not-for-sale', skus: ['GONE-1'] } };
  expect(
    await pricing().quoteBasket(
      request([
        { sku: 'MUG-1', quantity: 1 },
        { sku: 'GONE-1', quantity: 1 },
      ]),
    ),
  ).toEqual(refusal);
  expect(await pricing('suspended').quoteBasket(request([{ sku: 'MUG-1', quantity: 1 }]))).toMatchObject({
    ok: false,
  });
});

test('a code that cannot be used leaves the price as it is and says why in words', async () => {
  const { quoteBasket } = pricing('active', () =>
    Promise.resolve({ ok: false, reason: 'used-up', promotion: null }),
  );
  const coupon = { code: 'TEN', buyerId: 'b', checkoutId: 'c' };
  const priced = await quoteBasket({ ...request([{ sku: 'MUG-1', quantity: 1 }]), coupon });
  expect(priced).toMatchObject({
    quote: { itemsMinor: 2200, coupon: { code: 'TEN', applied: false, reason: 'used-up' } },
  });
  expect(priced.ok && priced.quote.coupon?.message).toContain('used up');
  expect(priced.ok && priced.quote.discountMinor).toBeUndefined();
});
