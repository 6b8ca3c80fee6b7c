import fc from 'fast-check';
import type { Offer } from './pricing.discounts';

const anyBenefit: fc.Arbitrary<Offer['benefit']> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), points: fc.integer({ min: 1, max: 9000 }) }),
  fc.record({
    kind: fc.constant('amount' as const),
    amountMinor: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 50_000 })),
    currency: fc.constant('EUR'),
  }),
  fc.record({ kind: fc.constant('free-shipping' as const) }),
  fc.record({
    kind: fc.constant('buy-x-get-y' as const),
    buy: fc.integer({ min: 1, max: 4 }),
    get: fc.integer({ min: 1, max: 3 }),
  }),
);

/** A few random promotions of these sellers and of the platform. */
export const anyOffers = (sellerIds: readonly string[]): fc.Arbitrary<Offer[]> =>
  fc
    .array(
      fc.record({
        sellerId: fc.constantFrom(null, null, ...sellerIds),
        benefit: anyBenefit,
        minimumMinor: fc.constantFrom(0, 0, 1000, 20_000),
        categoryIds: fc.constantFrom<string[]>([], [], ['books'], ['tea', 'garden']),
      }),
      { maxLength: 4 },
    )
    .map((offers) =>
      offers.map(({ sellerId, benefit, minimumMinor, categoryIds }, index) => ({
        ...{ id: `promo-${index}`, sellerId, benefit, label: `Promotion ${index}`, code: null },
        conditions: { minimumMinor, categoryIds, productIds: [] },
      })),
    );
