import { discountRows } from './discounts';

test('a promotion that takes something off several shops is one row with its whole amount', () => {
  const discount = { promotionId: 'p1', code: 'TEN', label: 'Ten', fundedBy: 'platform' as const };
  const own = { promotionId: 'p2', label: 'Own', amountMinor: 50, fundedBy: 'seller' as const };
  expect(discountRows([{ ...discount, amountMinor: 100 }, own, { ...discount, amountMinor: 30 }])).toEqual([
    { promotionId: 'p1', label: 'Ten (TEN)', amountMinor: 130 },
    { promotionId: 'p2', label: 'Own', amountMinor: 50 },
  ]);
});
