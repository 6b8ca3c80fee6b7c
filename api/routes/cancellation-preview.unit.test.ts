import fc from 'fast-check';
import { anOrder } from '../api.builders';
import { people, startApi, type RunningApi } from '../api.fixture';
import { anyOrder } from '../../services/ledger/ledger.builders';
import { planPaidRefunds } from '../../services/ledger/ledger.planning';
import type { Order } from '../../services/order/order.schema';
import type { Parcel } from '../../services/order/parcel.schema';
import { giveCancelled, type NamedShare } from '../../services/refund/refund.owed';

let api: RunningApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const [DRAWN] = fc.sample(
  anyOrder.filter(({ totalMinor }) => totalMinor > 10_000),
  { numRuns: 1, seed: 7 },
);

/** An order whose lines and money fit together; it is of the people of the fixture. */
function placed(over: Partial<Order>): Order {
  if (!DRAWN) throw new Error('no order was drawn');
  const { id, buyerId, sellerId } = anOrder();
  return { ...DRAWN, id, buyerId, sellerId, ...over };
}

/** The API with the planners of the shop, on what others have asked for and nobody has decided. */
async function preview(order: Order, as: (typeof people)[keyof typeof people], claims: NamedShare[] = []) {
  api = await startApi({
    services: {
      order: { get: () => Promise.resolve(order) },
      refund: { planCancelled: (cancelled) => Promise.resolve(giveCancelled(cancelled, claims, new Set())) },
      books: { previewRefunds: (of, gifts) => Promise.resolve(planPaidRefunds(of, [], gifts)) },
    },
  });
  return api.call('POST', `/v1/orders/${order.id}/cancellation/preview`, { as, body: {} });
}

const CLAIM: NamedShare = { refundId: 'theirs', amountMinor: 1000, lines: [], shippingMinor: 0 };

test('a cancellation before money was taken releases it and books nothing', async () => {
  const order = placed({ status: 'placed', capturedMinor: 0 });
  const answer = await preview(order, people.seller);
  expect(answer.json).toMatchObject({ refundMinor: 0, releasedMinor: order.totalMinor, entries: [] });
  expect(answer.json).not.toHaveProperty('laterMinor');
});

test('a cancellation while a refund is undecided shows what is given back now, and what may follow', async () => {
  const order = placed({ status: 'accepted' });
  const answer = await preview(order, people.support, [CLAIM]);
  const leftMinor = order.capturedMinor - 1000;
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ refundMinor: leftMinor, releasedMinor: 0, laterMinor: 1000 });
  const entries = answer.json.entries as { kind: string; legs: { account: string; amountMinor: number }[] }[];
  const owed = entries.flatMap(({ kind, legs }) => (kind === 'refund' ? legs : []));
  expect(owed).toContainEqual(expect.objectContaining({ account: 'refunds-owed', amountMinor: leftMinor }));
});

test('a cancellation of an order of which others have asked all shows that all of it has to wait', async () => {
  const order = placed({ status: 'accepted' });
  const answer = await preview(order, people.seller, [{ ...CLAIM, amountMinor: order.capturedMinor }]);
  expect(answer.json).toMatchObject({ refundMinor: 0, laterMinor: order.capturedMinor, entries: [] });
});

test('the buyer sees what is given back of the rest, and no legs', async () => {
  const order = placed({ status: 'partly-shipped' });
  const lines = order.lines.map((line, index) => ({
    ...line,
    quantity: line.quantity + (index === 0 ? 1 : 0),
  }));
  const parcels: Parcel[] = [
    {
      ...{ id: 'd1', carrier: 'carrier', packedAt: '', status: 'shipped' },
      lines: [{ lineId: lines[0]?.id ?? '', quantity: 1 }],
    },
  ];
  const answer = await preview({ ...order, lines, parcels }, people.buyer);
  expect(answer.json).toMatchObject({ releasedMinor: 0, shippingMinor: 0 });
  expect(answer.json.refundMinor).toBeGreaterThan(0);
  expect(answer.json).not.toHaveProperty('entries');
});

test('what is packed can be cancelled by the seller and not by the buyer, and so says the preview', async () => {
  const order = placed({ status: 'accepted' });
  const units = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
  const parcels: Parcel[] = [{ id: 'd1', carrier: 'carrier', packedAt: '', status: 'packed', lines: units }];
  const packed = { ...order, parcels };
  const buyers = await preview(packed, people.buyer);
  expect([buyers.status, buyers.json.type]).toEqual([409, expect.stringContaining('order-packed')]);
  await api?.close();
  expect((await preview(packed, people.seller)).json).toMatchObject({ refundMinor: order.capturedMinor });
});

test.each(['shipped', 'cancelled', 'closed'] as const)(
  'an order that is %s has no preview of its cancellation',
  async (status) => {
    expect((await preview(placed({ status }), people.buyer)).status).toBe(409);
  },
);
