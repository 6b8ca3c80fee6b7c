import type { EntryDocument } from '../services/ledger/ledger.model';
import * as postings from '../services/ledger/ledger.postings';
import type { PlannedEntry } from '../services/ledger/ledger.entry';
import type { Order } from '../services/order/order.schema';
import { grouped } from './findings';
import { auditLedger } from './ledger';
import type { Records } from './records';

const line = { id: '1', totalMinor: 1190, taxMinor: 190, commissionMinor: 100, quantity: 1 };
const ORDER = {
  ...{
    id: 'c1-1',
    paymentId: 'c1',
    sellerId: 's1',
    currency: 'EUR',
    commissionPoints: 1000,
    totalMinor: 1785,
  },
  ...{ lines: [line], shipping: { totalMinor: 595, taxMinor: 95 } },
} as unknown as Order;
const REFUND = { id: 'r1', amountMinor: 595, lines: [], shippingMinor: 595 };
const REST = {
  id: 'r2',
  amountMinor: 1190,
  lines: [{ lineId: '1', amountMinor: 1190, quantity: 1 }],
  shippingMinor: 0,
};
const DISPUTE = { disputeId: 'd1', orderId: 'c2-1', sellerId: 's1', amountMinor: 1000 };
const PAYOUT = { id: 'p1', sellerId: 's1', currency: 'EUR', amountMinor: 300 };
const BOUNCED = { id: 'p2', sellerId: 's1', currency: 'EUR', amountMinor: 50 };
const OTHER = { ...ORDER, id: 'c2-1', paymentId: 'c2' };

function refund(_id: string, status: string, amountMinor: number) {
  return { _id, status, amountMinor, currency: 'EUR' };
}

/** Books of one order that gave everything back, one that was disputed in part and closed, and two payouts. */
function shop() {
  const planned: (PlannedEntry | null)[] = [];
  const book = (...entries: (PlannedEntry | null)[]) => planned.push(...entries);
  const booked = () => planned.filter((entry) => entry !== null);
  book(postings.saleEntry(ORDER), postings.captureEntry(ORDER), postings.feeEntry(ORDER, 30));
  for (const each of [REFUND, REST]) {
    book(
      postings.refundEntry(
        ORDER,
        each,
        booked().filter(({ about }) => about.orderId === ORDER.id),
      ),
    );
    book(postings.refundPaidEntry(ORDER, each, 1));
  }
  book(postings.saleEntry(OTHER), postings.captureEntry(OTHER));
  const aboutOther = () => booked().filter(({ about }) => about.orderId === OTHER.id);
  const opened = postings.disputeOpenedEntry(OTHER, DISPUTE, aboutOther());
  book(opened, postings.disputeLostEntry(OTHER, DISPUTE, opened, aboutOther()));
  book(postings.releaseEntry(OTHER, aboutOther()));
  book(postings.payoutEntry(PAYOUT), postings.payoutPaidEntry(PAYOUT));
  book(postings.payoutEntry(BOUNCED), postings.payoutReturnedEntry(BOUNCED, false));
  const order = ({ id, ...rest }: Order, status: string, refundedMinor: number) => ({
    ...{ ...rest, _id: id, status, refundedMinor, capturedMinor: rest.totalMinor },
  });
  const entries = booked().map(({ id, ...entry }, index) => ({ ...entry, _id: id, seq: index + 1 }));
  return {
    orders: [order(ORDER, 'delivered', 1785), order(OTHER, 'closed', 0)],
    payments: [
      { _id: 'c1', currency: 'EUR' },
      { _id: 'c2', currency: 'EUR' },
    ],
    refunds: [refund('r1', 'refunded', 595), refund('r2', 'refunded', 1190), refund('r3', 'rejected', 5)],
    disputes: [
      { _id: 'd1', status: 'lost', amountMinor: 1000, currency: 'EUR', parts: [{ sellerId: 's1' }] },
    ],
    promotions: [],
    claims: [],
    goods: { products: [], claims: [], movements: [], imports: [] },
    talk: { reviews: [], ratings: [], shown: [], conversations: [], messages: [] },
    payouts: [
      { _id: 'p1', sellerId: 's1', currency: 'EUR', amountMinor: 300, status: 'paid' },
      { _id: 'p2', sellerId: 's1', currency: 'EUR', amountMinor: 50, status: 'refused' },
    ],
    atProvider: [
      { reference: 'c1', capturedMinor: 1785, refundedMinor: 1785, disputedMinor: 0 },
      { reference: 'c2', capturedMinor: 1785, refundedMinor: 0, disputedMinor: 1000 },
    ],
    entries: entries as EntryDocument[],
  };
}

type Shop = ReturnType<typeof shop>;
const findings = (records: Shop) => grouped(auditLedger(records as unknown as Records));

test('books in which everything agrees have no findings', () => {
  expect(findings(shop())).toEqual([]);
});

function without({ entries }: Shop, id: string): void {
  const index = entries.findIndex(({ _id }) => _id === id);
  expect(index).toBeGreaterThanOrEqual(0);
  entries.splice(index, 1);
}
function at<T>(things: readonly T[], index: number): T {
  const thing = things[index];
  if (thing === undefined) throw new Error('it is not in the shop of these tests');
  return thing;
}

test.each<[string, string, (shop: Shop) => unknown]>([
  [
    'debits equal credits in every entry of the books',
    'capture:c1-1',
    ({ entries }) => (at(at(entries, 1).legs, 0).amountMinor += 1),
  ],
  ['an entry about an order has its order', 'sale:c2-1', ({ orders }) => orders.pop()],
  ['what was taken for an order is booked as sold', 'c1-1', (all) => without(all, 'sale:c1-1')],
  ['what is booked as sold was taken', 'c1-1', ({ orders }) => (at(orders, 0).capturedMinor = 0)],
  ['what an order has given back is what the books say', 'c1-1', (all) => without(all, 'refund-paid:r1')],
  [
    'what an order has given back is what the books say',
    'c2-1',
    ({ orders }) => (at(orders, 1).refundedMinor = 1),
  ],
  ['no part of an order gives more than it has', 'c1-1', (all) => without(all, 'sale:c1-1')],
  [
    'of an order that gave everything back nothing is left',
    'c1-1',
    ({ entries }) => (at(at(entries, 0).legs, 2).account = 'tax'),
  ],
  [
    'what a seller got of a closed order is not pending any more',
    'c2-1',
    (all) => without(all, 'release:c2-1:1'),
  ],
  [
    'nothing is owed of a refund that is done, and all of it was set aside',
    'r1',
    (all) => without(all, 'refund-paid:r1'),
  ],
  [
    'nothing is owed of a refund that is done, and all of it was set aside',
    'r2',
    ({ refunds }) => (at(refunds, 1).amountMinor = 1),
  ],
  [
    'nothing is set aside for a refund that will not be',
    'r1',
    ({ refunds }) => (at(refunds, 0).status = 'failed'),
  ],
  ['an entry about a refund has its refund', 'refund:r2', ({ refunds }) => refunds.splice(1, 1)],
  ['what a lost dispute took is booked', 'd1', (all) => without(all, 'dispute-lost:d1:s1')],
  ['nothing is kept aside for a dispute that is decided', 'd1', (all) => without(all, 'dispute-lost:d1:s1')],
  ['a payout has left the account of its seller once', 'p1', (all) => without(all, 'payout:p1')],
  ['a payout has left the account of its seller once', 'p2', (all) => without(all, 'payout-returned:p2')],
  ['a payout is in transit only while it is on its way', 'p1', (all) => without(all, 'payout-paid:p1')],
  ['an entry about a payout has its payout', 'payout:p1', ({ payouts }) => payouts.shift()],
  [
    'the books say of each payment what the provider says',
    'c1',
    ({ atProvider }) => (at(atProvider, 0).refundedMinor = 1190),
  ],
])('it is found when not: %s (%s)', (invariant, id, spoil) => {
  const spoilt = shop();
  spoil(spoilt);
  expect(findings(spoilt)).toContainEqual({ invariant, ids: expect.arrayContaining([id]) });
});
