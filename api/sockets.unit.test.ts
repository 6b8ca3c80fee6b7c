import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { aCheckout, aDelivery, anOrder } from './api.builders';
import { fakeDeps, people } from './api.fixture';
import { LIVE_MESSAGES } from './live-events';
import { attachSockets, type Sockets } from './sockets';
import type { CaravanEvent } from '../events/contract';
import { createAccessTokens } from '../services/user/access-token';
import type { Actor } from '../services/user/user.schema';

const deps = fakeDeps({
  services: {
    order: { get: (id) => Promise.resolve(id === 'checkout-1-1' ? anOrder() : null) },
    checkout: { get: (id) => Promise.resolve(id === 'checkout-1' ? aCheckout() : null) },
    delivery: { get: (id) => Promise.resolve(id === 'checkout-1-1-d1' ? aDelivery() : null) },
  },
});
let server: Server;
let sockets: Sockets;
let url: string;
const open: Socket[] = [];

beforeAll(async () => {
  server = createServer();
  sockets = attachSockets(server, { ...deps, redis: null });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await sockets.close();
});

const tokenOf = async (actor: Actor, nowMs = Date.now()) => {
  const tokens = createAccessTokens({ authSecret: deps.config.AUTH_SECRET, clock: { nowMs: () => nowMs } });
  return (await tokens.issueAccessToken(actor)).accessToken;
};

function connect(auth: object): Promise<Socket> {
  const socket = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
  open.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
const as = async (actor: Actor) => connect({ token: await tokenOf(actor) });
const watch = (socket: Socket, request: unknown) => socket.emitWithAck('watch', request) as Promise<unknown>;
const next = (socket: Socket, name: string) =>
  new Promise<unknown>((resolve) => socket.once(name, (payload: unknown) => resolve(payload)));

function event(topic: CaravanEvent['topic'], over: Partial<CaravanEvent> = {}): CaravanEvent {
  return {
    id: 'e',
    type: 'order.accepted',
    topic,
    subject: 'checkout-1-1',
    time: '',
    version: 4,
    data: {},
    ...over,
  };
}

const PARTIES = { buyerId: 'buyer-1', sellerId: 'seller-1', status: 'accepted' };

test.each([
  ['no token', {}],
  ['garbage', { token: 'garbage' }],
  ['something that is not text', { token: { $gt: '' } }],
])('a connection with %s is refused as a problem', async (_what, auth) => {
  await expect(connect(auth)).rejects.toMatchObject({ data: { status: 401 } });
});

test('the buyer of an order hears when it changes, and nothing private comes along', async () => {
  const socket = await as(people.buyer);
  expect(await watch(socket, { order: 'checkout-1-1' })).toEqual({ ok: true });
  const heard = next(socket, 'order.changed');
  sockets.tell(event('orders', { data: { status: 'accepted', buyerId: 'somebody', totalMinor: 3490 } }));
  expect(await heard).toEqual({ id: 'checkout-1-1', status: 'accepted', version: 4 });
});

test('a seller hears of their orders without asking', async () => {
  const socket = await as(people.seller);
  const heard = next(socket, 'order.changed');
  sockets.tell(event('orders', { subject: 'new-1', data: { status: 'placed', sellerId: 'seller-1' } }));
  expect(await heard).toMatchObject({ id: 'new-1', status: 'placed' });
});

const courier: Actor = { id: 'courier-1', role: 'courier', sellerId: 'seller-1' };

test.each([
  ['buyer', people.buyer],
  ['seller', people.seller],
  ['courier', courier],
  ['support', people.support],
])('the %s of a parcel hears where it is, and nothing private comes along', async (_who, actor) => {
  const socket = await as(actor);
  expect(await watch(socket, { delivery: 'checkout-1-1-d1' })).toEqual({ ok: true });
  const heard = next(socket, 'delivery.changed');
  const data = { orderId: 'checkout-1-1', status: 'attempted', text: 'We rang.', courierId: 'courier-1' };
  sockets.tell(event('deliveries', { subject: 'checkout-1-1-d1', type: 'delivery.tracked', data }));
  const told = { id: 'checkout-1-1-d1', status: 'attempted', version: 4, orderId: 'checkout-1-1' };
  expect(await heard).toEqual(told);
});

test('a courier hears of a new parcel without asking', async () => {
  const socket = await as(courier);
  const heard = next(socket, 'delivery.changed');
  const data = { orderId: 'o', status: 'booked', courierId: 'courier-1' };
  sockets.tell(event('deliveries', { subject: 'o-d1', type: 'delivery.booked', data }));
  expect(await heard).toMatchObject({ id: 'o-d1' });
});

test('who watches a checkout hears that it is placed', async () => {
  const socket = await as(people.buyer);
  await watch(socket, { checkout: 'checkout-1' });
  const heard = next(socket, 'checkout.changed');
  sockets.tell(event('checkouts', { subject: 'checkout-1', type: 'checkout.placed', version: 3 }));
  expect(await heard).toEqual({ id: 'checkout-1', status: 'placed', version: 3 });
});

test.each([
  ["another's order", people.otherBuyer, { order: 'checkout-1-1' }, 404],
  ["another's parcel", people.otherBuyer, { delivery: 'checkout-1-1-d1' }, 404],
  [
    "another courier's parcel",
    { id: 'courier-2', role: 'courier', sellerId: 'seller-1' } as const,
    { delivery: 'checkout-1-1-d1' },
    404,
  ],
  [
    'a parcel of the shop that a courier has left',
    { id: 'courier-1', role: 'courier', sellerId: 'seller-2' } as const,
    { delivery: 'checkout-1-1-d1' },
    404,
  ],
  ["another's checkout", people.otherBuyer, { checkout: 'checkout-1' }, 404],
  ["another seller's room", people.otherSeller, { seller: 'seller-1' }, 404],
  ['a room by its name', people.buyer, 'order:checkout-1-1', 400],
  ['an order by an operator', people.buyer, { order: { $ne: '' } }, 400],
  ['two things at once', people.buyer, { order: 'checkout-1-1', seller: 'seller-1' }, 400],
])('nobody gets into %s', async (_what, actor, request, status) => {
  const socket = await as(actor);
  expect(await watch(socket, request)).toMatchObject({ problem: { status } });
  const heard: unknown[] = [];
  socket.onAny((name: string) => heard.push(name));
  sockets.tell(event('orders', { data: { status: 'accepted', sellerId: 'seller-1' } }));
  sockets.tell(event('checkouts', { subject: 'checkout-1', type: 'checkout.placed' }));
  // An answer to a later question comes after whatever was sent before it.
  await watch(socket, {});
  expect(heard).toEqual([]);
});

/** What happened, and who of those who are merely connected is told of it. */
const PUSHED: Record<(typeof LIVE_MESSAGES)[number], [CaravanEvent, ...string[]]> = {
  'order.changed': [event('orders', { data: PARTIES }), 'buyer', 'seller'],
  'checkout.changed': [event('checkouts', { type: 'checkout.placed', data: PARTIES })],
  'delivery.changed': [
    event('deliveries', { data: { ...PARTIES, orderId: 'o', courierId: 'courier-1' } }),
    ...['buyer', 'seller', 'courier'],
  ],
  'refund.changed': [event('refunds', { data: { ...PARTIES, orderId: 'o' } }), 'buyer', 'seller'],
  'dispute.changed': [
    event('disputes', { data: { ...PARTIES, orderIds: ['o'], sellerIds: ['seller-1'] } }),
    'seller',
  ],
  'payout.changed': [event('payouts', { type: 'payout.paid', data: { sellerId: 'seller-1' } }), 'seller'],
  'message.sent': [event('messages', { type: 'message.sent', data: PARTIES }), 'buyer', 'seller'],
  'message.read': [event('messages', { type: 'message.read', data: PARTIES }), 'buyer', 'seller'],
  inbox: [event('notices', { type: 'notice.written', data: { personId: 'buyer-1', kind: 'k' } }), 'buyer'],
};

test.each(LIVE_MESSAGES)('%s is pushed to those whom it concerns, and to nobody else', async (name) => {
  const everybody = { ...people, courier, otherCourier: { ...courier, id: 'courier-2' } as Actor };
  const heard: string[] = [];
  const connected = await Promise.all(
    Object.entries(everybody).map(async ([who, actor]) => {
      const socket = await as(actor);
      socket.onAny((told: string) => heard.push(`${who} ${told}`));
      return socket;
    }),
  );
  const [happened, ...concerned] = PUSHED[name];
  sockets.tell(happened);
  // An answer to a later question comes after whatever was sent before it.
  await Promise.all(connected.map((socket) => watch(socket, {})));
  expect(heard.sort()).toEqual(concerned.map((who) => `${who} ${name}`).sort());
});

test('a connection ends with its token', async () => {
  const almost = Date.now() - 15 * 60_000 + 1500;
  const socket = await connect({ token: await tokenOf(people.buyer, almost) });
  const reason = await new Promise((resolve) => socket.once('disconnect', resolve));
  expect(reason).toBe('io server disconnect');
});
