import { aCheckout, aQuote } from '../../api/api.builders';
import type { Quote } from '../pricing/pricing.schema';
import { createCoupons, type Promotions } from './checkout.coupons';

/** Promotions that remember what they were asked. */
function asked() {
  const calls: unknown[] = [];
  const promotions: Promotions = {
    claim: (id, claimant) => {
      calls.push([id, claimant]);
      return Promise.resolve({ ok: false, reason: 'used-up' });
    },
    claims: { giveBack: (claimant) => Promise.resolve(void calls.push(claimant)) },
  };
  return { calls, ...createCoupons(promotions) };
}

const discount = { label: 'Ten', amountMinor: 10, fundedBy: 'platform' as const };
const withCode = (applied: boolean): Quote =>
  aQuote({
    coupon: { code: 'TEN', applied },
    sellers: [
      { discounts: [{ ...discount, promotionId: 'p2' }] },
      { discounts: [{ ...discount, promotionId: 'p1', code: 'TEN' }] },
    ] as Quote['sellers'],
  });

test('a purchase without a code asks nothing of the promotions, nor does one whose code takes nothing off', async () => {
  for (const quote of [aQuote(), withCode(false)]) {
    const { calls, take, giveBack } = asked();
    expect(await take(aCheckout(), quote)).toBeNull();
    await giveBack(aCheckout({ quote }));
    await giveBack(aCheckout({ quote: null }));
    expect(calls).toEqual([]);
  }
});

test('a use is taken for the opening of the checkout and the orders from which the code takes something off', async () => {
  const { calls, take, giveBack } = asked();
  const checkout = aCheckout({ openings: 2, quote: withCode(true) });
  expect(await take(checkout, withCode(true))).toBe('used-up');
  await giveBack(checkout);
  const holder = { checkoutId: 'checkout-1', holder: 'checkout-1.2' };
  expect(calls).toEqual([['p1', { ...holder, buyerId: 'buyer-1', orders: ['checkout-1-2'] }], holder]);
});
