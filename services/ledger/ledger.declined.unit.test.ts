import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { chargeableMinor } from '../order/order.amounts';
import { declineUnits } from '../order/order.deciding';
import type { Order } from '../order/order.schema';
import { planRest, planUnits, planRefund, type RefundShare } from '../refund/refund.state';
import { balanceIn, isBalanced, sellerAccount } from './ledger.accounts';
import { anyOrder } from './ledger.builders';
import type { PlannedEntry } from './ledger.entry';
import * as postings from './ledger.postings';
import { sharesLeft, totalOf } from './ledger.shares';

/** A random order of which its seller declined random units, but not all. */
const anyDeclined: fc.Arbitrary<Order> = fc
  .record({
    order: anyOrder,
    parts: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ order, parts }) => {
    const declined = order.lines
      .map(({ id, quantity }, index) => ({
        ...{ lineId: id, reason: 'damaged' as const },
        quantity: Math.floor((quantity * (parts[index] ?? 0)) / 100),
      }))
      .filter(({ quantity }) => quantity > 0);
    const isAll = order.lines.every(
      ({ id, quantity }) => declined.find(({ lineId }) => lineId === id)?.quantity === quantity,
    );
    const { lines, declinedMinor } = declineUnits(order.lines, isAll ? declined.slice(1) : declined);
    const changed = { ...order, lines, declinedMinor };
    return { ...changed, capturedMinor: chargeableMinor(changed) };
  })
  .filter((order) => order.lines.some(({ quantity, declinedQuantity = 0 }) => declinedQuantity < quantity));

const books = (order: Order) =>
  [postings.saleEntry(order), postings.captureEntry(order)].filter(
    (entry): entry is PlannedEntry => entry !== null,
  );

test('what is sold without what was declined is all that is taken, and no part of it is below 0', () => {
  fc.assert(
    fc.property(anyDeclined, (order) => {
      const booked = books(order);
      const shares = booked.find(({ kind }) => kind === 'sale')?.shares ?? [];
      equal(
        shares.reduce((sum, share) => sum + totalOf(share), 0),
        chargeableMinor(order),
      );
      for (const { sellerMinor, commissionMinor, taxMinor, shippingMinor } of shares)
        ok(Math.min(sellerMinor, commissionMinor, taxMinor, shippingMinor) >= 0);
      ok(booked.every(({ legs }) => isBalanced(legs)));
      equal(balanceIn(booked, 'provider-clearing', order.currency), chargeableMinor(order));
      for (const { id, quantity, declinedQuantity } of order.lines)
        if (quantity === declinedQuantity)
          ok(shares.filter(({ of }) => of === id).every((share) => totalOf(share) === 0));
    }),
    { numRuns: 500 },
  );
});

test('units of a partly declined order that are given back bit by bit end at nothing, for seller and platform', () => {
  fc.assert(
    fc.property(anyDeclined, fc.array(fc.nat({ max: 12 }), { minLength: 9, maxLength: 9 }), (order, some) => {
      const booked = books(order);
      const before: RefundShare[] = [];
      const give = (asked: ReturnType<typeof planRest>, id: string) => {
        if (asked === null) return;
        const plan = planRefund(order, asked, before);
        if (!plan.ok) throw new Error(plan.reason);
        const entry = postings.refundEntry(order, { id, ...plan }, booked);
        if (entry) booked.push(entry);
        before.push(plan);
      };
      const lines = order.lines.map(({ id }, index) => ({ lineId: id, quantity: (some[index] ?? 0) + 1 }));
      give(planUnits(order, { lines, shipping: true }, before), 'r1');
      give(planUnits(order, { lines, shipping: true }, before), 'r2');
      give(planRest(order, before), 'r3');
      equal(
        before.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        order.capturedMinor,
      );
      ok(sharesLeft(booked).every((share) => totalOf(share) === 0));
      equal(balanceIn(booked, 'commission', order.currency), 0);
      equal(balanceIn(booked, 'tax', order.currency), 0);
      equal(balanceIn(booked, sellerAccount('seller-pending', order.sellerId), order.currency), 0);
    }),
    { numRuns: 500 },
  );
});

test('declining everything is refused, and so is more than was ordered', () => {
  const [order] = fc.sample(anyOrder, 1);
  if (!order) throw new Error('no order');
  const all = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity, reason: 'other' as const }));
  expect(() => declineUnits(order.lines, all)).toThrow(expect.objectContaining({ code: 'decline-all' }));
  const tooMany = all.map((units) => ({ ...units, quantity: units.quantity + 1 }));
  expect(() => declineUnits(order.lines, tooMany)).toThrow(expect.objectContaining({ code: 'order-units' }));
});
