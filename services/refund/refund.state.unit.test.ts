import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { anyOrder } from '../ledger/ledger.builders';
import type { Order } from '../order/order.schema';
import { planAsked } from './refund.asking';
import { approvalFor, type RefundRules } from './refund.rules';
import { planOwed, planRefund, planRest, planUnits, type RefundShare } from './refund.state';

const anyAsk = fc.oneof(
  fc.record({ amountMinor: fc.integer({ min: 1, max: 300_000 }) }),
  fc.record({
    lines: fc.array(
      fc.record({
        lineId: fc.constantFrom('1', '2', '3', '9'),
        quantity: fc.integer({ min: 1, max: 13 }),
      }),
      { maxLength: 3 },
    ),
    shipping: fc.boolean(),
  }),
);
const asked = (ask: object) => ({ lines: [], shipping: false, ...ask });
const sumOf = (shares: readonly RefundShare[]) =>
  shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

test('whatever is asked for one after the other never comes to more than was taken, nor any unit back twice', () => {
  fc.assert(
    fc.property(anyOrder, fc.array(anyAsk, { maxLength: 8 }), (order, asks) => {
      const given: RefundShare[] = [];
      for (const ask of asks) {
        const plan = planRefund(order, asked(ask), given);
        if (!plan.ok) continue;
        const lines = plan.lines.reduce((sum, line) => sum + line.amountMinor, 0);
        equal(plan.amountMinor, lines + plan.shippingMinor + plan.plainMinor);
        ok(plan.amountMinor > 0);
        given.push(plan);
      }
      ok(sumOf(given) <= order.capturedMinor);
      for (const line of order.lines) {
        const units = given.flatMap(({ lines }) => lines).filter(({ lineId }) => lineId === line.id);
        ok(units.reduce((sum, { quantity }) => sum + quantity, 0) <= line.quantity);
      }
      ok(given.filter(({ shippingMinor }) => shippingMinor > 0).length <= 1);
    }),
    { numRuns: 500 },
  );
});

test('the rest of an order, whatever was given back before, is exactly what is left', () => {
  fc.assert(
    fc.property(anyOrder, fc.array(anyAsk, { maxLength: 5 }), (order, asks) => {
      const given: RefundShare[] = [];
      for (const ask of asks) {
        const plan = planRefund(order, asked(ask), given);
        if (plan.ok) given.push(plan);
      }
      const leftMinor = order.capturedMinor - sumOf(given);
      const rest = planRest(order, given);
      if (leftMinor === 0) return expect(rest).toBeNull();
      expect(planRefund(order, asked(rest ?? {}), given)).toMatchObject({ ok: true, amountMinor: leftMinor });
    }),
    { numRuns: 500 },
  );
});

test('units of a line are paid back in full in whatever slices', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const [line] = order.lines;
      if (!line || line.totalMinor < line.quantity) return;
      const given: RefundShare[] = [];
      for (let unit = 0; unit < line.quantity; unit += 1) {
        const plan = planRefund(order, asked({ lines: [{ lineId: line.id, quantity: 1 }] }), given);
        if (plan.ok) given.push(plan);
      }
      equal(sumOf(given), line.totalMinor);
    }),
  );
});

test('what has not been sent is cancelled, not refunded, so that nobody packs what is paid back', () => {
  fc.assert(
    fc.property(anyOrder, (found) => {
      const line = found.lines.find(({ quantity, totalMinor }) => quantity > 1 && totalMinor >= quantity);
      if (!line) return;
      const units = (quantity: number) => asked({ lines: [{ lineId: line.id, quantity }] });
      const accepted: Order = { ...found, status: 'accepted', parcels: [] };
      const taken = planAsked(accepted, units(1), []);
      equal(taken.ok ? null : taken.reason, 'not-sent-yet');
      // Of the rest of an order that has ended nothing will be sent.
      equal(planAsked({ ...accepted, status: 'cancelled' }, units(1), []).ok, true);

      const sent = { lines: [{ lineId: line.id, quantity: 1 }], status: 'shipped' };
      const packed = { lines: [{ lineId: line.id, quantity: line.quantity - 1 }], status: 'packed' };
      const partly = { ...found, status: 'partly-shipped', parcels: [sent, packed] } as Order;
      const first = planAsked(partly, units(1), []);
      equal(first.ok, true);
      const second = planAsked(partly, units(1), first.ok ? [first] : []);
      equal(second.ok ? null : second.reason, 'not-sent-yet');
      equal(planAsked(partly, asked({ amountMinor: 1 }), []).ok, true);
    }),
  );
});

describe('who has to agree', () => {
  const rules: RefundRules = { autoLimitMinor: 5000, silenceLimitMinor: 20_000, decideWithinHours: 72 };
  const buyer = { role: 'buyer', id: 'b' } as const;
  const ask = (over: {
    status?: Order['status'];
    amountMinor?: number;
    smallBeforeMinor?: number;
    role?: 'buyer' | 'guest' | 'seller' | 'support' | 'system';
  }) =>
    approvalFor({
      order: { status: over.status ?? 'delivered' },
      amountMinor: over.amountMinor ?? 6000,
      smallBeforeMinor: over.smallBeforeMinor ?? 0,
      by: over.role ? { role: over.role, id: 'x' } : buyer,
      rules,
    });

  test.each([
    ['a small amount needs nobody', { amountMinor: 5000 }, { by: 'nobody', why: 'small' }],
    ['many small amounts are a large one', { amountMinor: 2500, smallBeforeMinor: 2501 }, { by: 'seller' }],
    ['what has not been shipped needs nobody', { status: 'accepted' }, { by: 'nobody', why: 'not-shipped' }],
    ['what is on its way needs the seller', { status: 'shipped' }, { by: 'seller' }],
    ['the shop itself needs nobody', { role: 'system' }, { by: 'nobody', why: 'asked-by-shop' }],
    ['a seller who asks has agreed', { role: 'seller' }, { by: 'nobody', why: 'asked-by-shop' }],
    ['a guest is a buyer', { role: 'guest' }, { by: 'seller', silence: 'consent', withinHours: 72 }],
    ['silence agrees up to a limit', { amountMinor: 20_000 }, { by: 'seller', silence: 'consent' }],
    ['above it support has to answer', { amountMinor: 20_001 }, { by: 'seller', silence: 'support' }],
    ['an order with staff is theirs', { status: 'needs-attention' }, { by: 'support', silence: 'support' }],
  ] as const)('%s', (_what, over, expected) => {
    expect(ask(over)).toMatchObject(expected);
  });
});

test('what the shop owes again and again never takes what others may still get', () => {
  const line = { lineId: 'a', quantity: 2, amountMinor: 2000 };
  const order = {
    ...{ status: 'partly-shipped', currency: 'EUR', capturedMinor: 4490, totalMinor: 4490, parcels: [] },
    shipping: { totalMinor: 490 },
    lines: [{ id: 'a', quantity: 4, totalMinor: 4000, unitPriceMinor: 1000, refundedQuantity: 0 }],
  } as unknown as Order;
  const undecided: RefundShare[] = [{ amountMinor: 2000, lines: [line], shippingMinor: 0 }];
  const threeUnsent = (before: readonly RefundShare[]) =>
    planUnits(order, { lines: [{ lineId: 'a', quantity: 3 }], shipping: false }, before);
  const first = planOwed(order, threeUnsent, { own: [], agreed: [], undecided });
  expect(first).toMatchObject({ now: { lines: [{ quantity: 2 }] }, laterMinor: 1000 });
  // The shipping is not what was cancelled, and the other units are somebody's who may get them.
  const own = [{ amountMinor: 2000, lines: [line], shippingMinor: 0 }];
  expect(planOwed(order, threeUnsent, { own, agreed: [], undecided })).toEqual({
    now: null,
    laterMinor: 1000,
  });
  // They are refused: what was kept for them goes back.
  expect(planOwed(order, threeUnsent, { own, agreed: [], undecided: [] })).toMatchObject({
    ...{ now: { amountMinor: 1000 }, laterMinor: 0 },
  });
});

test('what others have asked for and are refused is owed in the end, and never more than was taken is given', () => {
  const anyClaim = fc.record({ ask: anyAsk, isAgreedAtOnce: fc.boolean(), isAgreedLater: fc.boolean() });
  fc.assert(
    fc.property(anyOrder, fc.array(anyClaim, { maxLength: 4 }), (order, asks) => {
      const claims: { share: RefundShare; isAgreedAtOnce: boolean; isAgreedLater: boolean }[] = [];
      for (const { ask, ...when } of asks) {
        const plan = planRefund(
          order,
          asked(ask),
          claims.map(({ share }) => share),
        );
        if (plan.ok) claims.push({ share: plan, ...when });
      }
      const agreedFirst = claims.filter(({ isAgreedAtOnce }) => isAgreedAtOnce).map(({ share }) => share);
      const undecided = claims.filter(({ isAgreedAtOnce }) => !isAgreedAtOnce);
      const agreedLast = [
        ...agreedFirst,
        ...undecided.filter(({ isAgreedLater }) => isAgreedLater).map(({ share }) => share),
      ];
      const rest = (before: readonly RefundShare[]) => planRest(order, before);
      const own: RefundShare[] = [];
      const give = (agreed: readonly RefundShare[], open: readonly RefundShare[]) => {
        const { now, laterMinor } = planOwed(order, rest, { own, agreed, undecided: open });
        const all = [...own, ...agreed, ...open];
        const plan = now && planRefund(order, asked(now), all);
        ok(plan?.ok !== false);
        if (plan?.ok) own.push(plan);
        ok(sumOf([...own, ...agreed, ...open]) <= order.capturedMinor);
        return laterMinor;
      };
      const later = give(
        agreedFirst,
        undecided.map(({ share }) => share),
      );
      equal(later, sumOf(undecided.map(({ share }) => share)));
      equal(give(agreedLast, []), 0);
      equal(sumOf(own) + sumOf(agreedLast), order.capturedMinor);
    }),
    { numRuns: 500 },
  );
});

test('of a parcel whose units somebody has asked back, nothing is given twice when that is agreed to', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const lines = order.lines.map(({ id }) => ({ lineId: id, quantity: 1 }));
      const claim = planRefund(order, asked({ lines }), []);
      fc.pre(claim.ok);
      if (!claim.ok) return;
      const wanted = (before: readonly RefundShare[]) => planUnits(order, { lines, shipping: false }, before);
      const first = planOwed(order, wanted, { own: [], agreed: [], undecided: [claim] });
      const gift = first.now && planRefund(order, asked(first.now), [claim]);
      const own = gift?.ok ? [gift] : [];
      expect(planOwed(order, wanted, { own, agreed: [claim], undecided: [] }).laterMinor).toBe(0);
    }),
  );
});
