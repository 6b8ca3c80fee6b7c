import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { planPayout, type PayoutBasis, payoutIdOf, type PayoutRules } from './payout.state';

const basis = (over: Partial<PayoutBasis> = {}): PayoutBasis => ({
  accountStatus: 'verified',
  payableMinor: 10_000,
  pendingMinor: 0,
  heldMinor: 0,
  recentlyPaidMinor: 0,
  ...over,
});
const rules = (over: Partial<PayoutRules> = {}): PayoutRules => ({
  minimumMinor: 1000,
  reservePoints: 0,
  ...over,
});

test('all that is payable is paid', () => {
  expect(planPayout(basis(), rules())).toEqual({ ok: true, amountMinor: 10_000, reserveMinor: 0 });
});

test('what was given back for orders that are not closed is taken off first', () => {
  expect(planPayout(basis({ pendingMinor: -2500 }), rules())).toMatchObject({ amountMinor: 7500 });
});

test('what is pending adds nothing', () => {
  expect(planPayout(basis({ pendingMinor: 2500 }), rules())).toMatchObject({ amountMinor: 10_000 });
});

test.each([
  ['nothing-payable', { payableMinor: 0 }],
  ['owes-us', { payableMinor: -1 }],
  ['owes-us', { payableMinor: 500, pendingMinor: -501 }],
  ['held', { heldMinor: 10_000 }],
  ['below-minimum', { payableMinor: 999 }],
  ['below-minimum', { heldMinor: 9500 }],
  ['account-missing', { accountStatus: null }],
  ['account-unverified', { accountStatus: 'unverified' }],
  ['account-returned', { accountStatus: 'returned' }],
  ['account-refused', { accountStatus: 'refused' }],
] as const)('nothing is paid: %s', (reason, over) => {
  expect(planPayout(basis(over), rules())).toEqual({ ok: false, reason });
});

test('a second run on the same balance pays nothing of the reserve', () => {
  const tenth = rules({ reservePoints: 1000, minimumMinor: 1 });
  const first = planPayout(basis(), tenth);
  expect(first).toEqual({ ok: true, amountMinor: 9000, reserveMinor: 1000 });
  const second = planPayout(basis({ payableMinor: 1000, recentlyPaidMinor: 9000 }), tenth);
  expect(second).toEqual({ ok: false, reason: 'reserved' });
});

test('the reserve is let go once what was paid lies long back', () => {
  const tenth = rules({ reservePoints: 1000, minimumMinor: 1 });
  expect(planPayout(basis({ payableMinor: 1000, recentlyPaidMinor: 0 }), tenth)).toMatchObject({
    amountMinor: 900,
  });
});

const anyBasis = fc.record({
  accountStatus: fc.constantFrom('verified' as const, 'unverified' as const, 'returned' as const, null),
  payableMinor: fc.integer({ min: -10_000_000, max: 10_000_000 }),
  pendingMinor: fc.integer({ min: -10_000_000, max: 10_000_000 }),
  heldMinor: fc.nat(10_000_000),
  recentlyPaidMinor: fc.nat(10_000_000),
});
const anyRules = fc.record({
  minimumMinor: fc.integer({ min: 1, max: 100_000 }),
  reservePoints: fc.nat(10_000),
});

test('a payout is never more than what is owed and not held, and never less than the minimum', () => {
  fc.assert(
    fc.property(anyBasis, anyRules, (given, wanted) => {
      const plan = planPayout(given, wanted);
      if (!plan.ok) return;
      equal(given.accountStatus, 'verified');
      const owedMinor = given.payableMinor + Math.min(0, given.pendingMinor);
      equal(plan.amountMinor + plan.reserveMinor, owedMinor - given.heldMinor);
      ok(plan.amountMinor >= wanted.minimumMinor);
      ok(plan.reserveMinor >= 0);
      ok(Number.isSafeInteger(plan.amountMinor));
    }),
    { numRuns: 5000 },
  );
});

test('paying as often as one likes never pays more than was ever payable less the reserve', () => {
  const earnings = fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(earnings, anyRules, (earned, wanted) => {
      let paidMinor = 0;
      let earnedMinor = 0;
      for (const amountMinor of earned) {
        earnedMinor += amountMinor;
        const payableMinor = earnedMinor - paidMinor;
        const plan = planPayout(basis({ payableMinor, recentlyPaidMinor: paidMinor }), wanted);
        if (plan.ok) paidMinor += plan.amountMinor;
      }
      ok(paidMinor * 10_000 <= earnedMinor * (10_000 - wanted.reservePoints) + 10_000);
    }),
    { numRuns: 2000 },
  );
});

test("a payout's id says whose it is, in which currency, and the how manieth", () => {
  expect(payoutIdOf('oleiro', 'EUR', 3)).toBe('oleiro-eur-3');
});
