import { auditPromotions } from './promotions';
import type { Records } from './records';

const use = (n: number, checkoutId: string, buyerId = 'b1') => ({
  ...{
    _id: `coupon:TEN:${n}`,
    kind: 'use',
    promotionId: 'p1',
    buyerId,
    checkoutId,
    holder: `${checkoutId}.1`,
  },
  orders: [`${checkoutId}-1`],
});

/** One purchase with a code of which two uses may be had, and one of which the platform paid a part. */
function records() {
  return {
    promotions: [{ _id: 'p1', limits: { total: 2, perBuyer: 1 } }],
    claims: [use(1, 'c1'), { ...use(2, 'c2', 'b2'), _id: 'returned:c2.1', kind: 'returned', orders: [] }],
    checkouts: [
      { _id: 'c1', status: 'placed' },
      { _id: 'c2', status: 'expired' },
    ],
    orders: [
      {
        ...{ _id: 'c1-1', status: 'accepted', currency: 'EUR' },
        discounts: [{ promotionId: 'p1', code: 'TEN', amountMinor: 30 }],
        lines: [
          { discountMinor: 20, subsidyMinor: 15 },
          { discountMinor: 10, subsidyMinor: 9 },
        ],
        shipping: {},
      },
    ],
    entries: [
      {
        ...{ kind: 'sale', about: { orderId: 'c1-1' } },
        legs: [{ account: 'promotions', side: 'debit', amountMinor: 24, currency: 'EUR' }],
      },
    ],
  };
}

const found = (change: (all: ReturnType<typeof records>) => void) => {
  const all = records();
  change(all);
  return auditPromotions(all as unknown as Records).map(({ invariant, id }) => `${id}: ${invariant}`);
};

test('promotions in which everything agrees break nothing', () => {
  expect(found(() => undefined)).toEqual([]);
});

test('each disagreement is found', () => {
  expect(found(({ claims }) => claims.push(use(2, 'c1', 'b2'), use(3, 'c1', 'b3')))).toEqual([
    'p1: a code is used no more often than it may be',
  ]);
  expect(found(({ claims }) => claims.push(use(2, 'c1')))).toEqual([
    'p1: a code is used no more often than it may be',
  ]);
  expect(found(({ claims }) => claims.push(use(2, 'c2', 'b2')))).toEqual([
    'coupon:TEN:2: a use of a code belongs to a purchase that is under way or was made',
  ]);
  expect(found(({ claims }) => claims.splice(0))).toEqual([
    'c1-1: an order that a code took something off, and that was not cancelled, has its use',
  ]);
  expect(found(({ orders }) => orders[0]?.lines.pop())).toEqual([
    'c1-1: what promotions took off an order is what its lines and shipping say',
    'c1-1: what the platform adds for its promotions is booked with the sale',
  ]);
});
