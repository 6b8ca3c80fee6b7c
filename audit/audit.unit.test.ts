import { judge } from './audit';
import { grouped } from './findings';
import type { Records } from './records';

const NOW_MS = Date.parse('2030-01-01T00:00:00.000Z');

const REFUNDED = { orderId: 'c1-1', paymentId: 'c1', refundId: 'r1' };

/** An amount booked from one account to another. */
function entry(kind: string, about: object, [debit, credit]: readonly [string, string], amountMinor: number) {
  const leg = (account: string, side: string) => ({ account, side, amountMinor, currency: 'EUR' });
  return {
    _id: `${kind}:${Object.values(about).at(-1)}`,
    kind,
    about,
    legs: [leg(debit, 'debit'), leg(credit, 'credit')],
  };
}

/** A purchase of two orders (one shipped, one waiting), one that waits for the bank, and one that came to nothing. */
function shop() {
  const part = (orderId: string, amountMinor: number, capturedMinor: number, refundedMinor: number) => ({
    ...{ orderId, amountMinor, capturedMinor, refundedMinor },
    released: false,
  });
  const order = (_id: string, sellerId: string, totalMinor: number, status: string) => ({
    ...{ _id, sellerId, totalMinor, status, checkoutId: 'c1', paymentId: 'c1' },
    ...{
      lines: [{ id: '1', sku: 'CUP', quantity: 1, totalMinor: totalMinor - 5 }],
      shipping: { totalMinor: 5 },
    },
    ...{ capturedMinor: 0, refundedMinor: 0, allocations: [{ sku: 'CUP', warehouseId: 'w', quantity: 1 }] },
  });
  const charge = (id: string, reference: string, status: string, amountMinor: number) => ({
    ...{ id, reference, status, amountMinor, currency: 'EUR', capturedMinor: 0, refundedMinor: 0 },
    ...{ captures: [] as object[], refunds: [] as object[], disputes: [] as object[], disputedMinor: 0 },
  });
  const payment = (_id: string, authorisedMinor: number) => ({
    ...{ _id, authorisedMinor, capturedMinor: 0, refundedMinor: 0, currency: 'EUR' },
    ...{ providerPaymentId: `pp-${_id}`, parts: [] as object[], operations: [] as object[] },
  });
  const stock = {
    ...{ _id: 'CUP@w', sku: 'CUP', received: 10, available: 7, reserved: 1, sold: 2 },
    holds: [{ key: 'c2.1', quantity: 1, expiresAt: '2030-01-01T00:10:00.000Z' }],
  };
  return {
    stocks: [stock],
    checkouts: [
      {
        ...{ _id: 'c1', paymentId: 'c1', status: 'placed', openings: 1, orderIds: ['c1-1', 'c1-2'] },
        quote: { totalMinor: 300, sellers: [{}, {}] },
      },
      { _id: 'c2', paymentId: 'c2', status: 'awaiting-buyer', openings: 1, orderIds: [], quote: null },
      { _id: 'c3', paymentId: 'c3', status: 'expired', openings: 1, orderIds: [], quote: null },
    ],
    orders: [
      { ...order('c1-1', 's1', 100, 'shipped'), capturedMinor: 100, refundedMinor: 20 },
      order('c1-2', 's2', 200, 'placed'),
    ],
    payments: [
      {
        ...payment('c1', 300),
        ...{ capturedMinor: 100, refundedMinor: 20 },
        parts: [part('c1-1', 100, 100, 20), part('c1-2', 200, 0, 0)],
        disputes: [{ disputeId: 'd1', status: 'open', parts: [{ orderId: 'c1-1', amountMinor: 30 }] }],
        operations: [{ key: 'c1-capture-c1-1' }, { key: 'c1-refund-r1' }],
      },
      payment('c2', 0),
      payment('c3', 0),
    ],
    deliveries: [{ _id: 'c1-1-d1', status: 'in-transit' }],
    refunds: [
      {
        ...{
          _id: 'r1',
          orderId: 'c1-1',
          status: 'refunded',
          amountMinor: 20,
          currency: 'EUR',
          restock: false,
        },
        lines: [{ lineId: '1', quantity: 1 }],
        createdAt: '2029-12-31T00:00:00.000Z',
      },
    ],
    atProvider: [
      {
        ...charge('pp-c1', 'c1', 'authorised', 300),
        ...{ capturedMinor: 100, refundedMinor: 20 },
        captures: [{ reference: 'c1-1', amountMinor: 100 }],
        refunds: [{ reference: 'r1', amountMinor: 20, status: 'succeeded' }],
        disputes: [{ providerDisputeId: 'dis-1', status: 'open', amountMinor: 30 }],
      },
      charge('pp-c2', 'c2', 'requires-action', 50),
      charge('pp-c3', 'c3', 'voided', 50),
    ],
    disputes: [
      {
        ...{ _id: 'd1', paymentId: 'c1', providerDisputeId: 'dis-1', status: 'open', amountMinor: 30 },
        parts: [{ orderId: 'c1-1', sellerId: 's1', amountMinor: 30 }],
      },
    ],
    shopping: { applications: [], shops: [], hosts: [] },
    promotions: [],
    claims: [],
    goods: { products: [], claims: [], movements: [], imports: [] },
    talk: { reviews: [], ratings: [], shown: [], conversations: [], messages: [] },
    payouts: [
      {
        ...{ _id: 's1-eur-1', sellerId: 's1', status: 'paid', amountMinor: 70, currency: 'EUR' },
        ...{ providerAccountId: 'acct', providerTransferId: 'tr-1' },
      },
      {
        ...{ _id: 's2-eur-1', sellerId: 's2', status: 'set-aside', amountMinor: 30, currency: 'EUR' },
        ...{ providerAccountId: 'acct-2', providerTransferId: null },
      },
    ],
    waiting: [{ collection: 'orders', _id: 'c1-1', outboxAt: NOW_MS - 1000 }],
    passages: {
      indexed: [{ document: 'order c1-1', lowest: 2, highest: 4, count: 3, sum: 9 }],
      letters: [] as object[],
    },
    entries: [
      entry('sale', { orderId: 'c1-1', paymentId: 'c1' }, ['buyer-receivable', 'seller-pending:s1'], 100),
      entry('capture', { orderId: 'c1-1', paymentId: 'c1' }, ['provider-clearing', 'buyer-receivable'], 100),
      entry('refund', REFUNDED, ['seller-pending:s1', 'refunds-owed'], 20),
      entry('refund-paid', REFUNDED, ['refunds-owed', 'provider-clearing'], 20),
      entry('payout', { payoutId: 's1-eur-1' }, ['seller-payable:s1', 'payouts-in-transit'], 70),
      entry('payout-paid', { payoutId: 's1-eur-1' }, ['payouts-in-transit', 'provider-clearing'], 70),
      entry('payout', { payoutId: 's2-eur-1' }, ['seller-payable:s2', 'payouts-in-transit'], 30),
    ],
    balances: {
      horizon: { generation: 1, through: 0 },
      snapshots: [{ account: 'seller-payable:s1', balances: { EUR: 0 }, through: 0 }],
    },
    transfers: [
      {
        ...{ id: 'tr-1', reference: 's1-eur-1', providerAccountId: 'acct', status: 'paid' },
        ...{ amountMinor: 70, currency: 'EUR', reversedMinor: 0 },
      },
    ],
    openWorkflows: new Set([
      ...['dispute-d1', 'payout-s2-eur-1'],
      ...['order-c1-1', 'order-c1-2', 'delivery-c1-1-d1', 'checkout-c2'],
    ]),
  };
}

/** What the audit says of this shop. Only the fields that it looks at are there. */
const findings = (records: object) => grouped(judge(records as Records, NOW_MS));

test('a shop in which everything agrees has no findings', () => {
  expect(findings(shop())).toEqual([]);
});

type Shop = ReturnType<typeof shop>;
const at = <T>(things: readonly T[], index: number): T => {
  const thing = things[index];
  if (thing === undefined) throw new Error('it is not in the shop of these tests');
  return thing;
};

test.each<[string, string, (shop: Shop) => unknown]>([
  ['no count of stock is negative', 'CUP@w', ({ stocks }) => (at(stocks, 0).available = -1)],
  [
    'available, reserved and sold sum to what was received',
    'CUP@w',
    ({ stocks }) => (at(stocks, 0).available += 1),
  ],
  ['what is reserved is the sum of the holds', 'CUP@w', ({ stocks }) => (at(stocks, 0).holds = [])],
  [
    'a hold belongs to a checkout that is under way',
    'CUP@w held by c2.1',
    ({ checkouts }) => (at(checkouts, 1).status = 'abandoned'),
  ],
  [
    'a hold is let go when its time is over',
    'CUP@w held by c2.1',
    ({ stocks }) => (at(at(stocks, 0).holds, 0).expiresAt = '2029-12-31T00:00:00.000Z'),
  ],
  [
    'as much is sold as orders have taken and not given back',
    'CUP',
    ({ orders }) => (at(orders, 1).status = 'cancelled'),
  ],
  [
    'as much is sold as orders have taken and not given back',
    'CUP',
    ({ refunds }) => (at(refunds, 0).restock = true),
  ],
  [
    "an order's lines and shipping sum to its total",
    'c1-1',
    ({ orders }) => (at(orders, 0).shipping.totalMinor = 6),
  ],
  [
    'no more is given back than was taken, and no more taken than the order costs',
    'c1-2',
    ({ orders }) => (at(orders, 1).refundedMinor = 1),
  ],
  [
    'an order and its part of the payment have the same amounts',
    'c1-1',
    ({ orders }) => (at(orders, 0).capturedMinor = 99),
  ],
  [
    'an order belongs to a checkout that was placed and names it',
    'c1-2',
    ({ checkouts }) => (at(checkouts, 0).orderIds = ['c1-1']),
  ],
  [
    'a checkout that was placed has one order a seller, which sum to its total',
    'c1',
    ({ orders }) => orders.pop(),
  ],
  ['0 <= refunded <= captured <= authorised', 'c1', ({ payments }) => (at(payments, 0).authorisedMinor = 99)],
  ['the parts of a payment sum to it', 'c1', ({ payments }) => at(payments, 0).parts.pop()],
  [
    'money moves once a key',
    'c1',
    ({ payments }) => at(payments, 0).operations.push({ key: 'c1-refund-r1' }),
  ],
  ['money that was taken has its order', 'c1-1', ({ orders }) => orders.shift()],
  ['whatever the provider knows of is a payment of ours', 'c2', ({ payments }) => payments.splice(1, 1)],
  [
    'a purchase is charged once',
    'c1',
    ({ atProvider }) =>
      atProvider.push({ ...at(atProvider, 2), id: 'pp-4', reference: 'c1', status: 'authorised' }),
  ],
  [
    'what came to nothing holds no money',
    'c3',
    ({ atProvider }) => (at(atProvider, 2).status = 'authorised'),
  ],
  [
    'the provider and we agree on what was taken and given back',
    'c1',
    ({ atProvider }) => (at(atProvider, 0).refundedMinor = 0),
  ],
  [
    'what we count as reserved or taken is a charge of that amount at the provider',
    'c1',
    ({ atProvider }) => (at(atProvider, 0).amountMinor = 299),
  ],
  [
    'each order is captured once, for its part',
    'pp-c1',
    ({ atProvider }) => at(atProvider, 0).captures.push({ reference: 'c1-1', amountMinor: 100 }),
  ],
  [
    'each refund is paid once, for its amount',
    'pp-c1',
    ({ atProvider }) =>
      at(atProvider, 0).refunds.push({ reference: 'r1', amountMinor: 20, status: 'pending' }),
  ],
  ['each refund is paid once, for its amount', 'r1', ({ refunds }) => (at(refunds, 0).amountMinor = 21)],
  ['a refund that is done was paid', 'r1', ({ atProvider }) => at(atProvider, 0).refunds.pop()],
  [
    'an order that is not over has an open workflow',
    'c1-2',
    ({ openWorkflows }) => openWorkflows.delete('order-c1-2'),
  ],
  [
    'an order that has an open workflow is there',
    'order-c9-1',
    ({ openWorkflows }) => openWorkflows.add('order-c9-1'),
  ],
  [
    'a checkout that holds goods has an open workflow',
    'c2',
    ({ openWorkflows }) => openWorkflows.delete('checkout-c2'),
  ],
  [
    'money that is neither taken nor let go has an order whose workflow is open',
    'c1-2',
    ({ openWorkflows }) => openWorkflows.delete('order-c1-2'),
  ],
  [
    'a parcel that is on its way has an open workflow',
    'c1-1-d1',
    ({ openWorkflows }) => openWorkflows.delete('delivery-c1-1-d1'),
  ],
  [
    'a refund that is not over has an open workflow',
    'r1',
    ({ refunds }) => (at(refunds, 0).status = 'awaiting-approval'),
  ],
  [
    'a transfer to a seller is a payout of ours, of the same amount and end',
    's1-eur-1',
    ({ transfers }) => (at(transfers, 0).amountMinor = 71),
  ],
  [
    'a transfer to a seller is a payout of ours, of the same amount and end',
    's1-eur-1',
    ({ transfers }) => (at(transfers, 0).status = 'returned'),
  ],
  [
    'a payout is sent once',
    's1-eur-1',
    ({ transfers }) => transfers.push({ ...at(transfers, 0), id: 'tr-2' }),
  ],
  [
    'a payout that we count as sent is a transfer at the provider',
    's1-eur-1',
    ({ transfers }) => transfers.pop(),
  ],
  [
    'the snapshot of a balance is the sum of the entries that it covers',
    'seller-payable:s1 in EUR',
    ({ balances }) => (at(balances.snapshots, 0).balances.EUR = 1),
  ],
  ['the parts of a dispute sum to it', 'd1', ({ disputes }) => (at(disputes, 0).amountMinor = 31)],
  [
    'a dispute stands in its payment as it stands itself',
    'd1',
    ({ payments }) => Object.assign(at(payments, 0), { disputes: [] }),
  ],
  [
    'a dispute is decided here as the provider decided it',
    'd1',
    ({ disputes }) => (at(disputes, 0).status = 'won'),
  ],
  ['a dispute is booked as it stands', 'd1', ({ disputes }) => (at(disputes, 0).status = 'lost')],
  ['whatever the provider says is disputed is a dispute here', 'dis-1', ({ disputes }) => disputes.pop()],
  [
    'what disputes have taken of a payment is what the provider says',
    'c1',
    ({ atProvider }) => (at(atProvider, 0).disputedMinor = 30),
  ],
  [
    'a dispute that is not decided has an open workflow',
    'd1',
    ({ openWorkflows }) => openWorkflows.delete('dispute-d1'),
  ],
  [
    'a payout that is under way has an open workflow',
    's2-eur-1',
    ({ openWorkflows }) => openWorkflows.delete('payout-s2-eur-1'),
  ],
  [
    'an event is published within a minute',
    'orders c1-1',
    ({ waiting }) => (at(waiting, 0).outboxAt = NOW_MS - 61_000),
  ],
  [
    'no event is set aside',
    'l1, of c1-1, by emails.1',
    ({ passages }) => passages.letters.push({ _id: 'l1', by: 'emails.1', subject: 'c1-1' }),
  ],
  [
    'each version of a document is in the index of events, once',
    'order c1-1',
    ({ passages }) => Object.assign(at(passages.indexed, 0), { count: 2, sum: 6 }),
  ],
  [
    'each version of a document is in the index of events, once',
    'order c1-1',
    // Versions 2, 2 and 4.
    ({ passages }) => (at(passages.indexed, 0).sum = 8),
  ],
])('it is found when not: %s (%s)', (invariant, id, spoil) => {
  const spoilt = shop();
  spoil(spoilt);
  expect(findings(spoilt)).toContainEqual({ invariant, ids: expect.arrayContaining([id]) });
});
