import { io, type Socket } from 'socket.io-client';
import { dashboardSchema, type Dashboard } from '../../services/analytics/analytics.schema';
import type { Order } from '../../services/order/order.schema';
import { newId } from '../../services/platform/ids';
import type { LedgerEntry } from '../../services/ledger/ledger.schema';
import { account } from './access-people';
import { fillBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { complain } from './complaint';
import { idsOf } from './till';
import { openWorld, type World } from './world';

jest.setTimeout(120_000);

/** Longest that an event may take to the figures here, in ms; two seconds on a machine that does nothing else. */
const SOON_MS = 30_000;

let world: World;
let support: Visitor;
let socket: Socket;
let rings = 0;
const orderIds: string[] = [];

beforeAll(async () => {
  world = await openWorld('analytics', { sellers: 2, consumers: true });
  support = await world.shop.signIn(await account(world, 'support'));
  socket = io(new URL(world.apiUrl).origin, { auth: { token: support.token }, transports: ['websocket'] });
  socket.on('analytics.moved', () => {
    rings += 1;
  });
  expect(await socket.timeout(10_000).emitWithAck('watch', { analytics: 'market' })).toEqual({ ok: true });
}, 120_000);
afterAll(async () => {
  socket?.disconnect();
  await world?.stop();
});

const stall = (index: number) => {
  const found = world.market.stalls[index];
  if (!found) throw new Error('there is no such stall');
  return found;
};

/** A visit of one browser: it looks at things, puts some into its basket, and searches in vain. */
async function visit(seen: number[], basketed: number[] = [], searched: string[] = []): Promise<void> {
  const event = (type: string, more: object) => ({ type, id: newId(), agoMs: 0, ...more });
  const about = (type: string) => (index: number) => event(type, { productId: stall(index).productId });
  const response = await fetch(`${world.apiUrl}/behaviour`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1',
    },
    body: JSON.stringify({
      ...{ sessionId: newId(), consent: false, referrer: 'https://blog.example/pots' },
      events: [
        ...seen.map(about('seen')),
        ...basketed.map(about('basketed')),
        ...searched.map((text) => event('searched', { text, results: 0 })),
      ],
    }),
  });
  expect(response.status).toBe(202);
}

/** Buys one of each of these stalls' things. */
async function buy(stalls: number[], quantity = 1) {
  const wishes = stalls.map((index) => ({ slug: stall(index).productId, quantity }));
  const { buyer, request } = await fillBasket(world.shop, wishes);
  const placed = await buyer.placeOrder(request);
  const ids = idsOf(placed);
  orderIds.push(...ids);
  return { buyer, ids, paymentId: placed.id };
}

async function ship(orderId: string): Promise<void> {
  const seller = await world.sellerOf(orderId);
  await seller.accept(orderId);
  await seller.ship(orderId);
}

async function figures(sellerId?: string): Promise<Dashboard> {
  const path = sellerId === undefined ? '/analytics' : `/sellers/${sellerId}/analytics`;
  const { status, body } = await world.shop.http({
    method: 'GET',
    path: `${path}?days=7`,
    token: support.token,
  });
  expect(status).toBe(200);
  return dashboardSchema.parse(body);
}

/** The same numbers from orders and the ledger. */
async function reckoned(sellerId?: string) {
  const { order, ledger } = world.market.services;
  const all = await Promise.all(orderIds.map((id) => order.get(id)));
  const orders = all.filter((one): one is Order => one !== null && (!sellerId || one.sellerId === sellerId));
  const entries = (await Promise.all(orders.map(({ id }) => ledger.entriesAbout({ orderId: id })))).flat();
  const atProvider = ({ kind, legs }: LedgerEntry) =>
    ['capture', 'refund-paid', 'refund-failed', 'dispute-lost'].includes(kind)
      ? legs
          .filter(({ account: name }) => name === 'provider-clearing')
          .reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountMinor : -leg.amountMinor), 0)
      : 0;
  const sum = (kinds: string[]) =>
    entries.filter(({ kind }) => kinds.includes(kind)).reduce((total, entry) => total + atProvider(entry), 0);
  return {
    revenueMinor: sum(['capture', 'refund-paid', 'refund-failed', 'dispute-lost']),
    refundedMinor: -sum(['refund-paid', 'refund-failed']),
    chargedBackMinor: -sum(['dispute-lost']),
    orders: orders.length,
    cancelled: orders.filter(({ status }) => status === 'cancelled').length,
    units: orders.flatMap(({ lines }) => lines).reduce((total, { quantity }) => total + quantity, 0),
    orderedMinor: orders
      .flatMap(({ lines }) => lines)
      .reduce((total, { totalMinor }) => total + totalMinor, 0),
  };
}

function told({ figures, products }: Dashboard) {
  const { revenueMinor, refundedMinor, chargedBackMinor, orders, cancelled } = figures;
  const sum = (of: 'units' | 'orderedMinor') => products.reduce((total, product) => total + product[of], 0);
  return {
    ...{ revenueMinor: revenueMinor.now, refundedMinor: refundedMinor.now },
    chargedBackMinor: chargedBackMinor.now,
    ...{
      orders: orders.now,
      cancelled: cancelled.now,
      units: sum('units'),
      orderedMinor: sum('orderedMinor'),
    },
  };
}

test('figures move soon after something happened, and who looks at them is told', async () => {
  await visit([0]);
  await eventually('the visit to be counted', figures, ({ figures: { visits } }) => visits.now === 1, {
    withinMs: SOON_MS,
  });
  await eventually(
    'the ring',
    async () => rings,
    (count) => count > 0,
    { withinMs: SOON_MS },
  );
});

test('they equal the ledger and the orders, of the market and of each shop', async () => {
  await visit([0, 1], [0, 1]);
  await visit([1], [], ['Samovar']);
  const kept = await buy([0, 1]);
  for (const id of kept.ids) await ship(id);
  const cancelled = await buy([0]);
  await cancelled.buyer.cancel(cancelled.ids[0] ?? '', 'changed-mind');
  const again = await buy([0], 3);
  await ship(again.ids[0] ?? '');
  const { id: refundId } = await again.buyer.requestRefund(again.ids[0] ?? '', {
    lines: [{ lineId: '1', quantity: 1 }],
    reason: 'damaged',
  });
  await eventually(
    'the refund to be given',
    () => again.buyer.refund(refundId),
    ({ status }) => status === 'refunded',
  );
  // A part of what both shops sold, so each gives a share of it.
  const disputeId = await complain(world, support, kept.paymentId, 1001);
  await support.concede(disputeId, 'The buyer is right.');
  await eventually(
    'the dispute to be lost',
    () => support.dispute(disputeId),
    ({ status }) => status === 'lost',
  );
  for (const sellerId of [undefined, stall(0).sellerId, stall(1).sellerId]) {
    // What the ledger books comes a moment after the money moved.
    await eventually(
      'the figures to equal the books',
      async () => [told(await figures(sellerId)), await reckoned(sellerId)] as const,
      ([shown, wanted]) => JSON.stringify(shown) === JSON.stringify(wanted),
      { withinMs: SOON_MS, show: (both) => JSON.stringify(both) },
    );
  }
  const { figures: all } = await figures();
  expect(all.chargedBackMinor.now).toBe(1001);
  expect([all.orders.now, all.cancelled.now, all.revenueMinor.now > 0, all.refundedMinor.now > 0]).toEqual([
    ...[4, 1],
    ...[true, true],
  ]);
});

test('visits, steps, sources and searches are what browsers told, and sellers what their orders say', async () => {
  const page = await figures();
  expect(page.funnel).toEqual([
    { step: 'seen', count: 3 },
    { step: 'basket', count: 1 },
    { step: 'checkout', count: 3 },
    { step: 'paid', count: 3 },
  ]);
  expect(page.sources).toContainEqual({ dimension: 'referrer', value: 'blog.example', visits: 3, orders: 0 });
  expect(page.sources).toContainEqual({ dimension: 'device', value: 'phone', visits: 3, orders: 0 });
  expect(page.searches).toMatchObject([{ text: 'samovar', visits: 1 }]);
  expect(page.categories).toMatchObject([{ categoryId: 'test', visits: 3 }]);
  const own = page.sellers.find(({ sellerId }) => sellerId === stall(0).sellerId);
  expect(own).toMatchObject({ orders: 3, cancelled: 1, acceptMs: await medianOf('accepted', 'placed') });
});

/** The lower median of the times between two lines of the orders' stories of the first stall. */
async function medianOf(to: Order['status'], from: Order['status']): Promise<number> {
  const all = await Promise.all(orderIds.map((id) => world.market.services.order.get(id)));
  const spans = all.flatMap((order) => {
    if (order?.sellerId !== stall(0).sellerId) return [];
    const at = (status: Order['status']) => order.timeline.find((entry) => entry.status === status)?.at;
    const [end, start] = [at(to), at(from)];
    return end && start ? [Date.parse(end) - Date.parse(start)] : [];
  });
  return spans.sort((a, b) => a - b)[Math.ceil(spans.length / 2) - 1] ?? Number.NaN;
}
