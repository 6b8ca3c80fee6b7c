import { judge } from './audit';
import { grouped } from './findings';
import type { Records } from './records';

const NOW_MS = Date.parse('2030-01-01T00:00:00.000Z');

/** A purchase of two orders (one shipped, one waiting), one that waits for the bank, and one that came to nothing. */
function shop() {
  const part = (orderId: string, amountMinor: number, capturedMinor: number, refundedMinor: number) => ({
    ...{ orderId, amountMinor, capturedMinor, refundedMinor },
    released: false,
  });
  const order = (_id: string, sellerId: string, totalMinor: number, status: string) => ({
    ...{ _id, sellerId, totalMinor, status, checkoutId: 'c1', paymentId: 'c1' },
    ...{ lines: [{ id: '1', sku: 'CUP', totalMinor: totalMinor - 5 }], shipping: { totalMinor: 5 } },
    ...{ capturedMinor: 0, refundedMinor: 0, allocations: [{ sku: 'CUP', warehouseId: 'w', quantity: 1 }] },
  });
  const charge = (id: string, reference: string, status: string, amountMinor: number) => ({
    ...{ id, reference, status, amountMinor, currency: 'EUR', capturedMinor: 0, refundedMinor: 0 },
    ...{ captures: [] as object[], refunds: [] as object[] },
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
        operations: [{ key: 'c1-capture-c1-1' }, { key: 'c1-refund-r1' }],
      },
      payment('c2', 0),
      payment('c3', 0),
    ],
    deliveries: [{ _id: 'c1-1-d1', status: 'in-transit' }],
    refunds: [
      {
        ...{ _id: 'r1', orderId: 'c1-1', status: 'refunded', amountMinor: 20, restock: false },
        lines: [{ lineId: '1', quantity: 1 }],
      },
    ],
    atProvider: [
      {
        ...charge('pp-c1', 'c1', 'authorised', 300),
        ...{ capturedMinor: 100, refundedMinor: 20 },
        captures: [{ reference: 'c1-1', amountMinor: 100 }],
        refunds: [{ reference: 'r1', amountMinor: 20, status: 'succeeded' }],
      },
      charge('pp-c2', 'c2', 'requires-action', 50),
      charge('pp-c3', 'c3', 'voided', 50),
    ],
    openWorkflows: new Set(['order-c1-1', 'order-c1-2', 'payment-c1', 'delivery-c1-1-d1', 'checkout-c2']),
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
    'money that is neither taken nor let go has an open workflow',
    'c1',
    ({ openWorkflows }) => openWorkflows.delete('payment-c1'),
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
])('it is found when not: %s (%s)', (invariant, id, spoil) => {
  const spoilt = shop();
  spoil(spoilt);
  expect(findings(spoilt)).toContainEqual({ invariant, ids: expect.arrayContaining([id]) });
});
