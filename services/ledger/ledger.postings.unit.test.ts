import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { planRefund, type RefundShare } from '../refund/refund.state';
import { balanceIn, isBalanced, sellerAccount } from './ledger.accounts';
import { anyOrder, anyOrders } from './ledger.builders';
import * as postings from './ledger.postings';
import type { PlannedEntry } from './ledger.entry';
import type { Account, Share } from './ledger.schema';
import { sharesLeft, sharesOfSale, totalOf } from './ledger.shares';
import type { Order } from '../order/order.schema';
import { netOfTax } from '../pricing/pricing.commission';

const RUNS = { numRuns: 1000 };
const OF_ORDER: Account[] = ['commission', 'tax', 'shipping'];

/** The books of one order, kept in memory. */
function bookOf(order: Order) {
  const booked: PlannedEntry[] = [];
  const book = (entry: PlannedEntry | null) => {
    if (entry) booked.push(entry);
  };
  book(postings.saleEntry(order));
  book(postings.captureEntry(order));
  const stands = (account: Account) => balanceIn(booked, account, order.currency);
  return {
    booked,
    book,
    stands,
    pending: () => stands(sellerAccount('seller-pending', order.sellerId)),
    payable: () => stands(sellerAccount('seller-payable', order.sellerId)),
    reserved: () => stands(sellerAccount('dispute-reserve', order.sellerId)),
    leftMinor: () => sharesLeft(booked).reduce((sum, share) => sum + totalOf(share), 0),
  };
}

/** The least that any part of an order still has. */
const smallestPart = (shares: readonly Share[]) =>
  Math.min(...shares.flatMap(({ of: _, ...amounts }) => Object.values(amounts)));

const refundOf = (id: string, amountMinor: number, over: Partial<postings.BookedRefund> = {}) => ({
  ...{ id, amountMinor, lines: [], shippingMinor: 0 },
  ...over,
});

test('a sale divides into seller, commission, tax and shipping, and nothing is lost or made up', () => {
  fc.assert(
    fc.property(anyOrders, (orders) => {
      for (const order of orders) {
        const shares = sharesOfSale(order);
        equal(
          shares.reduce((sum, share) => sum + totalOf(share), 0),
          order.totalMinor,
        );
        ok(smallestPart(shares) >= 0);
        const { stands, booked } = bookOf(order);
        equal(stands('tax'), order.taxMinor);
        equal(stands('shipping'), netOfTax(order.shipping));
        equal(
          stands('promotions'),
          [...order.lines, order.shipping].reduce((sum, { subsidyMinor = 0 }) => sum + subsidyMinor, 0),
        );
        equal(
          stands('commission'),
          order.lines.reduce((sum, line) => sum + (line.commissionMinor ?? 0), 0),
        );
        equal(stands('buyer-receivable'), 0);
        equal(stands('provider-clearing'), order.totalMinor);
        ok(booked.every(({ legs }) => isBalanced(legs)));
      }
    }),
    RUNS,
  );
});

test('an order that was placed before commission was kept by line is reckoned with its one rate', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const lines = order.lines.map(({ commissionMinor: _, ...line }) => line);
      const shares = sharesOfSale({ ...order, lines });
      equal(
        shares.reduce((sum, share) => sum + totalOf(share), 0),
        order.totalMinor,
      );
    }),
  );
});

type Act =
  | { act: 'amount'; part: number }
  | { act: 'dispute'; part: number; end: 'won' | 'lost' | 'open' }
  | { act: 'line'; line: number; quantity: number }
  | { act: 'shipping' }
  | { act: 'release' }
  | { act: 'withdraw' };

const anyPart = fc.integer({ min: 1, max: 100 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('amount' as const), part: anyPart }),
  fc.record({
    act: fc.constant('dispute' as const),
    part: anyPart,
    end: fc.constantFrom('won' as const, 'lost' as const, 'open' as const),
  }),
  fc.record({
    act: fc.constant('line' as const),
    line: fc.nat({ max: 8 }),
    quantity: fc.integer({ min: 1, max: 12 }),
  }),
  fc.constantFrom({ act: 'shipping' as const }, { act: 'release' as const }, { act: 'withdraw' as const }),
);

test('whatever happens to an order, each part of its money stays at 0 or more and all of it is accounted for', () => {
  fc.assert(
    fc.property(anyOrder, fc.array(anyAct, { maxLength: 12 }), (order, acts) => {
      const books = bookOf(order);
      const counted = { refundedMinor: 0, lostMinor: 0, disputedMinor: 0 };
      let before: (postings.BookedRefund & { lines: RefundShare['lines'] })[] = [];
      acts.forEach((act, index) => {
        const known = books.booked.length;
        if (act.act === 'release') books.book(postings.releaseEntry(order, books.booked));
        else if (act.act === 'withdraw') {
          const agreed = books.booked.findLast(({ kind }) => kind === 'refund');
          const isWithdrawn = books.booked.some(
            ({ kind, about }) => kind === 'refund-withdrawn' && about.refundId === agreed?.about.refundId,
          );
          if (agreed && !isWithdrawn) {
            books.book(postings.refundWithdrawnEntry(agreed));
            const withdrawn = before.find(({ id }) => id === agreed.about.refundId);
            counted.refundedMinor -= withdrawn?.amountMinor ?? 0;
            before = before.filter((each) => each !== withdrawn);
          }
        } else if (act.act === 'dispute') {
          const amountMinor = Math.floor((books.leftMinor() * act.part) / 100);
          if (amountMinor === 0) return;
          const dispute = {
            disputeId: `d${index}`,
            orderId: order.id,
            sellerId: order.sellerId,
            amountMinor,
          };
          const opened = postings.disputeOpenedEntry(order, dispute, books.booked);
          books.book(opened);
          if (act.end === 'won' && opened) books.book(postings.disputeWonEntry(opened, dispute));
          if (act.end === 'open' && opened) counted.disputedMinor += amountMinor;
          if (act.end === 'lost') {
            books.book(postings.disputeLostEntry(order, dispute, opened, books.booked));
            counted.lostMinor += amountMinor;
          }
        } else {
          const plan = planRefund(order, requestOf(act, order, books.leftMinor()), before);
          if (!plan.ok || plan.amountMinor > books.leftMinor()) return;
          const refund = { ...plan, id: `r${index}` };
          books.book(postings.refundEntry(order, refund, books.booked));
          counted.refundedMinor += refund.amountMinor;
          before.push(refund);
        }
        ok(books.booked.slice(known).every(({ legs }) => isBalanced(legs)));
        const least = Math.min(smallestPart(sharesLeft(books.booked)), ...OF_ORDER.map(books.stands));
        ok(least >= 0);
      });
      equal(books.stands('refunds-owed'), counted.refundedMinor);
      equal(books.stands('provider-clearing'), order.totalMinor - counted.lostMinor);
      equal(
        books.leftMinor(),
        order.totalMinor - counted.refundedMinor - counted.disputedMinor - counted.lostMinor,
      );
      equal(books.stands('adjustments'), 0);
    }),
    RUNS,
  );
});

/** What a buyer would ask for, by line, amount or shipping. */
function requestOf(
  act: Exclude<Act, { act: 'dispute' | 'release' | 'withdraw' }>,
  { lines }: Order,
  leftMinor: number,
) {
  const nothing = { lines: [], shipping: false };
  if (act.act === 'shipping') return { lines: [], shipping: true };
  if (act.act === 'amount') {
    const amountMinor = Math.floor((leftMinor * act.part) / 100);
    return amountMinor === 0 ? nothing : { ...nothing, amountMinor };
  }
  const line = lines[act.line % lines.length];
  return line ? { lines: [{ lineId: line.id, quantity: act.quantity }], shipping: false } : nothing;
}

test('once all of an order was given back, nothing of it is left anywhere, in whatever pieces it went', () => {
  fc.assert(
    fc.property(
      anyOrder,
      fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }),
      fc.boolean(),
      (order, pieces, released) => {
        const books = bookOf(order);
        if (released) books.book(postings.releaseEntry(order, books.booked));
        [...pieces, 100].forEach((part, index) => {
          const amountMinor = Math.floor((books.leftMinor() * part) / 100);
          if (amountMinor === 0) return;
          books.book(postings.refundEntry(order, refundOf(`r${index}`, amountMinor), books.booked));
          books.book(postings.refundPaidEntry(order, refundOf(`r${index}`, amountMinor), 1));
        });
        if (released) books.book(postings.releaseEntry(order, books.booked));
        for (const account of [
          ...OF_ORDER,
          'promotions',
          'refunds-owed',
          'provider-clearing',
          'buyer-receivable',
        ] as Account[])
          equal(books.stands(account), 0);
        expect([books.pending(), books.payable()]).toEqual([0, 0]);
      },
    ),
    RUNS,
  );
});

test('more than is left of an order is refused', () => {
  fc.assert(
    fc.property(anyOrder, fc.integer({ min: 1, max: 1000 }), (order, more) => {
      const { booked } = bookOf(order);
      const tooMuch = refundOf('r1', order.totalMinor + more);
      expect(() => postings.refundEntry(order, tooMuch, booked)).toThrow(
        expect.objectContaining({ code: 'more-than-left' }),
      );
    }),
  );
});

test('what a dispute takes beyond what is left of an order is borne by the platform', () => {
  fc.assert(
    fc.property(
      anyOrder.filter(({ totalMinor }) => totalMinor > 1),
      (order) => {
        const books = bookOf(order);
        books.book(postings.refundEntry(order, refundOf('r1', order.totalMinor - 1), books.booked));
        const dispute = {
          disputeId: 'd1',
          orderId: order.id,
          sellerId: order.sellerId,
          amountMinor: order.totalMinor,
        };
        const opened = postings.disputeOpenedEntry(order, dispute, books.booked);
        books.book(opened);
        books.book(postings.disputeLostEntry(order, dispute, opened, books.booked));
        equal(books.stands('adjustments'), order.totalMinor - 1);
        equal(books.leftMinor(), 0);
        equal(books.reserved(), 0);
      },
    ),
  );
});

test('a payout that is paid and then returned leaves everything as it was', () => {
  const payout = { id: 'p1', sellerId: 's1', currency: 'EUR', amountMinor: 500 };
  for (const wasPaid of [true, false]) {
    const booked = [
      postings.payoutEntry(payout),
      ...(wasPaid ? [postings.payoutPaidEntry(payout)] : []),
      postings.payoutReturnedEntry(payout, wasPaid),
    ];
    for (const account of ['seller-payable:s1', 'payouts-in-transit', 'provider-clearing'] as const)
      expect(balanceIn(booked, account, 'EUR')).toBe(0);
  }
});

test('staff give and take by hand with the reason in the books', () => {
  const adjustment = {
    adjustmentId: 'a1',
    sellerId: 's1',
    amountMinor: 700,
    currency: 'EUR',
    note: 'Goodwill',
  };
  const given = postings.adjustmentEntry({ ...adjustment, direction: 'credit' });
  const taken = postings.adjustmentEntry({ ...adjustment, direction: 'debit' });
  expect(balanceIn([given], 'seller-payable:s1', 'EUR')).toBe(700);
  expect(balanceIn([taken], 'seller-payable:s1', 'EUR')).toBe(-700);
  expect(given.text).toContain('Goodwill');
});
