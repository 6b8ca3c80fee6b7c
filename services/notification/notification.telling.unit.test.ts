import { CONTRACTS } from '../../events/contracts';
import type { CaravanEvent } from '../../events/contract';
import type { Addressee, Facts } from './notification.tellers';
import { TELLERS, toldAbout } from './notification.telling';

const line = { id: 'l1', title: 'Lamp', variantTitle: 'Brass', quantity: 2, totalMinor: 4000 };
const order = {
  ...{ id: 'o1', buyerId: 'b1', email: 'mia@people.example', sellerId: 's1', sellerName: 'Lind & Lera' },
  ...{ lines: [line], shipping: { totalMinor: 500 }, totalMinor: 4500, currency: 'EUR', capturedMinor: 0 },
  ...{ promisedFrom: '2026-05-04', promisedUntil: '2026-05-06', acceptBy: '2026-05-02T10:00:00Z' },
  ...{
    shippingAddress: { city: 'Bremen' },
    parcels: [],
    returns: [{ id: 'r1', dueBy: null, offerMinor: 900 }],
  },
};
const refund = {
  id: 'rf1',
  orderId: 'o1',
  sellerId: 's1',
  amountMinor: 900,
  currency: 'EUR',
  decideBy: null,
};

const tracking = ['in-transit', 'attempted', 'held'].map((status, index) => ({
  sequence: index + 1,
  status,
}));
const facts = (changes: Record<string, unknown> = {}): Facts => {
  const known: Record<string, unknown> = {
    ...{ order, delivery: { id: 'o1-d1', orderId: 'o1', kind: 'parcel', trackingId: 'T1', tracking } },
    refund: { ...refund, approval: { by: 'seller' }, decisionNote: null },
    dispute: {
      id: 'd1',
      currency: 'EUR',
      parts: [
        { sellerId: 's1', amountMinor: 10 },
        { sellerId: 's2', amountMinor: 20 },
      ],
    },
    review: {
      id: 'v1',
      productId: 'p1',
      productTitle: 'Lamp',
      sellerId: 's1',
      buyerId: 'b1',
      orderId: 'o1',
      stars: 4,
    },
    conversation: {
      ...{ id: 'c1', buyerId: 'b1', buyerName: 'Mia', sellerId: 's1', sellerName: 'Lind & Lera' },
      subject: { type: 'order', id: 'o1', title: 'Order' },
    },
    case: { id: 'k1', text: 'Something.', suggestion: 'Look.', severity: 'high' },
    item: { title: 'Lamp', productId: 'p1' },
    ...changes,
  };
  const read = (name: string) => () => Promise.resolve(known[name] ?? null);
  const names = ['order', 'delivery', 'refund', 'dispute', 'review', 'conversation', 'case', 'item'];
  return {
    ...Object.fromEntries(names.map((name) => [name, read(name)])),
    sellerName: () => Promise.resolve('Lind & Lera'),
  } as unknown as Facts;
};

const event = (type: string, data: object = {}): CaravanEvent => ({
  ...{ id: 'e1', type, topic: 'orders', subject: 'x1', time: '2026-05-01T10:00:00Z', version: 1 },
  data: data as Record<string, unknown>,
});
const whom = (to: Addressee): string => {
  if ('buyer' in to) return `buyer ${to.buyer.email}`;
  if ('seller' in to) return `seller ${to.seller}`;
  if ('person' in to) return `courier ${to.person}`;
  return 'staff';
};
const tell = async (type: string, data?: object, changes?: Record<string, unknown>) =>
  (await toldAbout(event(type, data), facts(changes))).map(({ to, kind }) => `${whom(to)}: ${kind}`);

const BUYER = 'buyer mia@people.example';
test.each<[string, object, string[]]>([
  ['checkout.placed', { orderIds: ['o1'] }, [`${BUYER}: order-placed`]],
  ['order.placed', {}, ['seller s1: new-order']],
  ['order.accepted', {}, [`${BUYER}: order-accepted`]],
  ['order.shipped', { deliveryId: 'o1-d1' }, [`${BUYER}: order-shipped`]],
  [
    'order.cancelled',
    { reason: 'out-of-stock' },
    [`${BUYER}: order-cancelled`, 'seller s1: order-withdrawn'],
  ],
  [
    'order.partly-cancelled',
    { reason: 'other' },
    [`${BUYER}: order-cancelled`, 'seller s1: order-withdrawn'],
  ],
  ['order.seller-nudged', { what: 'ship', dueBy: '2026-05-02T10:00:00Z' }, ['seller s1: order-due']],
  ['order.return-changed', { returnId: 'r1', returnStatus: 'requested' }, ['seller s1: return-to-handle']],
  ['order.return-changed', { returnId: 'r1', returnStatus: 'received' }, ['seller s1: return-to-handle']],
  ['order.return-changed', { returnId: 'r1', returnStatus: 'approved' }, [`${BUYER}: return-changed`]],
  ['order.needs-attention', { problem: 'refund-failed' }, ['staff: order-stuck']],
  ['delivery.booked', { orderId: 'o1', courierId: 'k1' }, ['courier k1: parcel-assigned']],
  ['delivery.booked', { orderId: 'o1' }, []],
  ['delivery.tracked', { sequence: 1 }, []],
  ['delivery.tracked', { sequence: 2 }, [`${BUYER}: parcel-attempted`]],
  ['delivery.tracked', { sequence: 3 }, [`${BUYER}: parcel-held`]],
  ['delivery.delivered', {}, [`${BUYER}: parcel-delivered`]],
  ['delivery.lost', {}, [`${BUYER}: parcel-lost`, 'seller s1: parcel-lost']],
  ['delivery.damaged', {}, [`${BUYER}: parcel-lost`, 'seller s1: parcel-lost']],
  ['delivery.returned', {}, [`${BUYER}: parcel-returned`, 'seller s1: parcel-returned']],
  ['refund.requested', {}, ['seller s1: refund-to-decide']],
  ['refund.decision-due', { decider: 'support' }, ['staff: refund-to-decide']],
  ['refund.decided', { status: 'refunding' }, [`${BUYER}: refund-decided`]],
  ['refund.decided', { status: 'rejected' }, [`${BUYER}: refund-decided`]],
  ['refund.decided', { status: 'awaiting-approval' }, []],
  ['refund.completed', {}, [`${BUYER}: refund-paid`]],
  ['dispute.opened', {}, ['seller s1: dispute-opened', 'seller s2: dispute-opened', 'staff: dispute-opened']],
  ['dispute.reminded', {}, ['seller s1: dispute-due', 'seller s2: dispute-due', 'staff: dispute-due']],
  ['dispute.won', {}, ['seller s1: dispute-ended', 'seller s2: dispute-ended', 'staff: dispute-ended']],
  ['dispute.lost', {}, ['seller s1: dispute-ended', 'seller s2: dispute-ended', 'staff: dispute-ended']],
  ['payout.paid', { sellerId: 's1', amountMinor: 9, currency: 'EUR' }, ['seller s1: payout-paid']],
  ['payout.returned', { sellerId: 's1', amountMinor: 9, currency: 'EUR' }, ['seller s1: payout-returned']],
  ['payout.refused', { sellerId: 's1', amountMinor: 9, currency: 'EUR' }, ['seller s1: payout-returned']],
  ['stock.low', { sku: 'k', sellerId: 's1', available: 2 }, ['seller s1: stock-low']],
  ['review.written', {}, ['seller s1: review-received']],
  ['review.answered', {}, [`${BUYER}: review-answered`]],
  ['message.sent', { from: 'buyer', sequence: 1 }, ['seller s1: message-received']],
  ['message.sent', { from: 'seller', sequence: 2 }, [`${BUYER}: message-received`]],
  ['case.opened', {}, ['staff: case-opened']],
  ['order.noted', {}, []],
])('%s %j is told to %j', async (type, data, expected) => {
  expect(await tell(type, data)).toEqual(expected);
});

test('every event that is told of is one that is published', () => {
  for (const type of Object.keys(TELLERS)) expect(CONTRACTS.has(type)).toBe(true);
});

test.each(['delivery.delivered', 'delivery.returned'])(
  'of a parcel that a buyer sends back %s is not told; the return itself tells',
  async (type) => {
    expect(await tell(type, {}, { delivery: { id: 'o1-ret1', orderId: 'o1', kind: 'return' } })).toEqual([]);
  },
);

test('a refund that nobody has to approve bothers nobody', async () => {
  expect(await tell('refund.requested', {}, { refund: { ...refund, approval: { by: 'nobody' } } })).toEqual(
    [],
  );
});

test('of what is not there nobody is told', async () => {
  expect(await tell('order.placed', {}, { order: null })).toEqual([]);
});
