import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { anOrder } from './api.builders';
import { fakeDeps, people, startApi, type Fakes, type RunningApi } from './api.fixture';
import { connectRedis } from './redis';
import { attachSockets, type Sockets } from './sockets';
import type { CaravanEvent } from '../events/contract';
import type { Order } from '../services/order/order.schema';
import { createMessagingService } from '../services/messaging/messaging.service';
import { createLogger } from '../services/platform/logger';
import { connectDatabases, type Databases } from '../services/platform/mongo';
import { newId } from '../services/platform/ids';
import { aProduct, aSeller } from '../services/product/product.builder';
import { createReviewService } from '../services/review/review.service';
import { createAccessTokens } from '../services/user/access-token';
import type { Actor } from '../services/user/user.schema';
import { testConfig } from '../test/servers';

jest.setTimeout(30_000);

/** The API's own code over real reviews and messages, and two servers of sockets that share what they tell. */
let api: RunningApi;
let databases: Databases;
let redis: ReturnType<typeof connectRedis>[];
let replicas: { server: Server; sockets: Sockets; url: string }[];
const open: Socket[] = [];
const { buyer, otherBuyer, seller, otherSeller, support, guest } = people;

const clock = { nowMs: () => Date.now() };
const line = { id: 'l1', productId: 'product-1', title: 'Brass lamp' } as Order['lines'][number];
const order = anOrder({ lines: [line], deliveredAt: '2026-01-01T00:00:00.000Z' });

beforeAll(async () => {
  const config = testConfig();
  databases = await connectDatabases({ ...config, MONGODB_PREFIX: `talk_${newId().slice(-8)}_` });
  const ratings = { setRating: () => Promise.resolve() };
  const requirePictures = () => Promise.resolve([]);
  const review = createReviewService({
    ...{ connection: databases.of('review'), clock, requirePictures, products: ratings, sellers: ratings },
  });
  const messaging = createMessagingService({
    ...{ connection: databases.of('messaging'), clock, requirePictures },
    settings: { messagesPerMinute: 30 },
  });
  await Promise.all([review.ready(), messaging.ready()]);
  const product = aProduct('product-1', { sellerId: 'seller-1', title: 'Brass lamp' });
  const fakes: Fakes = {
    services: {
      ...{ review, messaging },
      order: { get: (id) => Promise.resolve(id === order.id ? order : null) },
      product: { get: (id) => Promise.resolve(id === 'product-1' ? product : null) },
      seller: { get: (id) => Promise.resolve(aSeller({ id })) },
      user: { get: () => Promise.resolve(null) },
    },
  };
  api = await startApi(fakes);
  const deps = fakeDeps(fakes);
  const logger = createLogger(deps.config, 'api');
  redis = [connectRedis(config.REDIS_URL, logger), connectRedis(config.REDIS_URL, logger)];
  replicas = await Promise.all(
    redis.map(async ({ patient }) => {
      const server = createServer();
      const sockets = attachSockets(server, { ...deps, redis: patient });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { server, sockets, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    }),
  );
});
afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
afterAll(async () => {
  for (const { sockets } of replicas) await sockets.close();
  for (const client of redis) client.close();
  await api.close();
  await databases.close();
});

async function connect(actor: Actor, replica: number): Promise<Socket> {
  const tokens = createAccessTokens({ authSecret: api.config.AUTH_SECRET, clock });
  const { accessToken: token } = await tokens.issueAccessToken(actor);
  const url = replicas[replica]?.url ?? '';
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
  open.push(socket);
  await new Promise((resolve, reject) =>
    socket.once('connect', () => resolve(null)).once('connect_error', reject),
  );
  return socket;
}
const next = (socket: Socket, name: string) =>
  new Promise<unknown>((resolve) => socket.once(name, (payload: unknown) => resolve(payload)));
const watch = (socket: Socket, request: unknown) => socket.emitWithAck('watch', request) as Promise<unknown>;

const call = (as: Actor | undefined, method: string, path: string, body?: unknown, headers = {}) =>
  api.call(method, `/v1${path}`, { ...(as ? { as } : {}), ...(body === undefined ? {} : { body }), headers });
const opened = async (as: Actor, subject: object) =>
  (await call(as, 'POST', '/conversations', { subject })).json;
const aboutOrder = { type: 'order', id: order.id };
const aboutProduct = { type: 'product', id: 'product-1' };
const say = (as: Actor, id: unknown, text: string, clientId = newId()) =>
  call(as, 'POST', `/conversations/${String(id)}/messages`, { clientId, text });

test('a review is written by the buyer, read by everybody without what is private, and answered by the seller', async () => {
  const path = `/orders/${order.id}/reviews`;
  const body = { productId: 'product-1', stars: 4, text: 'Bright' };
  expect((await call(otherBuyer, 'POST', path, body)).status).toBe(404);
  expect((await call(seller, 'POST', path, body)).status).toBe(403);
  expect((await call(buyer, 'POST', path, { ...body, stars: 6 })).status).toBe(400);
  const written = await call(buyer, 'POST', path, body);
  expect(written).toMatchObject({ status: 200, json: { stars: 4, status: 'shown' } });
  const { id } = written.json;
  expect((await call(buyer, 'GET', path)).json).toMatchObject({ items: [{ review: { id } }] });
  expect((await call(seller, 'GET', path)).json).toMatchObject({ items: [{ review: null }] });

  const list = await call(undefined, 'GET', '/products/product-1/reviews?sort=best');
  expect(list.json).toMatchObject({ items: [{ id, text: 'Bright' }], rating: { average: 4, count: 1 } });
  for (const hidden of ['buyerId', 'orderId', 'reports']) expect(list.text).not.toContain(`"${hidden}"`);

  const answer = { text: 'Thank you.' };
  expect((await call(otherSeller, 'PUT', `/reviews/${String(id)}/answer`, answer)).status).toBe(404);
  expect((await call(seller, 'PUT', `/reviews/${String(id)}/answer`, answer)).json).toMatchObject({ answer });
  const edit = { stars: 5, text: 'Very bright' };
  const path2 = `/reviews/${String(id)}`;
  expect((await call(otherBuyer, 'PUT', path2, edit, { 'if-match': '"2"' })).status).toBe(404);
  expect((await call(buyer, 'PUT', path2, edit, { 'if-match': '"1"' })).status).toBe(412);
  expect((await call(buyer, 'PUT', path2, edit, { 'if-match': '"2"' })).json).toMatchObject(edit);
});

test('a hidden review is there for its author and staff, and for nobody else', async () => {
  const { items } = (await call(buyer, 'GET', '/reviews')).json as { items: { id: string }[] };
  const path = `/reviews/${items[0]?.id ?? ''}`;
  expect((await call(otherSeller, 'POST', `${path}/reports`, { reason: 'spam' })).status).toBe(200);
  expect((await call(buyer, 'GET', '/reviews?scope=reported')).status).toBe(403);
  expect((await call(support, 'GET', '/reviews?scope=reported')).json).toMatchObject({
    items: [{ id: items[0]?.id }],
  });
  expect((await call(buyer, 'POST', `${path}/moderations`, { decision: 'hide', note: 'x' })).status).toBe(
    403,
  );
  await call(support, 'POST', `${path}/moderations`, { decision: 'hide', note: 'Not about the lamp' });
  const seen = await Promise.all(
    [undefined, otherBuyer, guest, buyer, support].map(async (who) => (await call(who, 'GET', path)).status),
  );
  expect(seen).toEqual([404, 404, 404, 200, 200]);
  expect((await call(buyer, 'GET', path)).json).toMatchObject({ hiddenBecause: 'Not about the lamp' });
  expect((await call(undefined, 'GET', '/products/product-1/reviews')).json).toMatchObject({ items: [] });
});

test('only the two talk about an order; the others, and staff whom nobody asked, do not know of it', async () => {
  const { id } = await opened(buyer, aboutOrder);
  expect(await opened(seller, aboutOrder)).toMatchObject({ id, side: 'seller' });
  for (const who of [otherBuyer, otherSeller, support, guest]) {
    expect((await call(who, 'POST', '/conversations', { subject: aboutOrder })).status).toBe(404);
    expect((await call(who, 'GET', `/conversations/${String(id)}`)).status).toBe(404);
    expect((await call(who, 'GET', `/conversations/${String(id)}/messages`)).status).toBe(404);
    expect((await say(who, id, 'Hello')).status).toBe(404);
    expect((await call(who, 'PUT', `/conversations/${String(id)}/read`, { sequence: 1 })).status).toBe(404);
  }
  expect((await call(guest, 'POST', '/conversations', { subject: aboutProduct })).json).toMatchObject({
    status: 403,
  });
  expect((await call(seller, 'POST', '/conversations', { subject: aboutProduct })).json).toMatchObject({
    type: '/problems/own-shop',
  });
});

test('a message sent twice is one; unread counts follow, and a report lets staff read but not write', async () => {
  const { id } = await opened(otherBuyer, aboutProduct);
  const clientId = newId();
  await say(otherBuyer, id, 'Is it heavy?', clientId);
  expect((await say(otherBuyer, id, 'Is it heavy?', clientId)).json).toMatchObject({ sequence: 1 });
  expect((await call(seller, 'GET', '/unread-messages')).json).toEqual({ buyer: 0, seller: 1 });
  const shop = await call(seller, 'GET', '/sellers/seller-1/conversations');
  expect(shop.json).toMatchObject({ items: [{ id, unread: 1, last: { text: 'Is it heavy?' } }] });
  expect((await call(otherSeller, 'GET', '/sellers/seller-1/conversations')).status).toBe(404);
  await call(seller, 'PUT', `/conversations/${String(id)}/read`, { sequence: 1 });
  expect((await call(otherBuyer, 'GET', `/conversations/${String(id)}`)).json).toMatchObject({
    readByOther: 1,
  });
  expect((await say(otherBuyer, id, '  ')).status).toBe(400);

  expect((await call(support, 'GET', `/conversations/${String(id)}`)).status).toBe(404);
  await call(otherBuyer, 'POST', `/conversations/${String(id)}/reports`, { reason: 'insult' });
  expect((await call(support, 'GET', '/reported-conversations')).json).toMatchObject({ items: [{ id }] });
  const read = await call(support, 'GET', `/conversations/${String(id)}/messages`);
  expect(read.json).toMatchObject({ items: [{ text: 'Is it heavy?' }] });
  expect((await say(support, id, 'Calm down')).status).toBe(403);
  const closed = await call(support, 'POST', `/conversations/${String(id)}/report-closures`, {
    note: 'Fine',
  });
  expect(closed.json).toMatchObject({ isReported: false });

  await call(seller, 'PUT', `/conversations/${String(id)}/block`, { blocked: true });
  expect(await say(otherBuyer, id, 'Please')).toMatchObject({
    status: 409,
    json: { type: '/problems/blocked' },
  });
  expect((await call(otherBuyer, 'GET', `/conversations/${String(id)}`)).json).toMatchObject({
    blockedBy: 'other',
  });
  await call(seller, 'PUT', `/conversations/${String(id)}/block`, { blocked: false });
});

test('a socket gets into a conversation only with the right to, and hears nothing of others', async () => {
  const { id } = await opened(buyer, aboutOrder);
  for (const who of [otherBuyer, otherSeller, support]) {
    const socket = await connect(who, 0);
    expect(await watch(socket, { conversation: id })).toMatchObject({ problem: { status: 404 } });
    const heard: string[] = [];
    socket.onAny((name: string) => heard.push(name));
    socket.emit('typing', { conversation: id });
    replicas[0]?.sockets.tell(sent(String(id), 9));
    await watch(socket, {});
    expect(heard).toEqual([]);
  }
});

test('what is written and typed on one replica is heard on the other, and a cut line catches up', async () => {
  const { id } = await opened(buyer, aboutOrder);
  const first = (await say(buyer, id, 'When will it come?')).json.sequence as number;
  const [ida, shop] = [await connect(buyer, 0), await connect(seller, 1)];
  expect(await watch(ida, { conversation: id })).toEqual({ ok: true });
  expect(await watch(shop, { conversation: id, since: first - 1 })).toMatchObject({
    ok: true,
    messages: [{ sequence: first, text: 'When will it come?' }],
    hasMore: false,
  });

  const typed = next(shop, 'message.typing');
  await until(typed, () => ida.emit('typing', { conversation: id }));
  expect(await typed).toEqual({ id, from: 'buyer' });
  const heard = next(shop, 'message.sent');
  await until(heard, () => replicas[0]?.sockets.tell(sent(String(id), first)));
  expect(await heard).toMatchObject({ id, sequence: first, status: 'buyer' });

  shop.disconnect();
  await say(buyer, id, 'One more thing');
  await say(buyer, id, 'And another');
  const again = await connect(seller, 0);
  expect(await watch(again, { conversation: id, since: first })).toMatchObject({
    messages: [{ text: 'One more thing' }, { text: 'And another' }],
  });
});

function sent(conversationId: string, sequence: number): CaravanEvent {
  return {
    ...{
      id: newId(),
      type: 'message.sent',
      topic: 'messages',
      subject: conversationId,
      time: '',
      version: 2,
    },
    data: { conversationId, buyerId: buyer.id, sellerId: 'seller-1', sequence, from: 'buyer' },
  };
}

/** Does it again until it is heard: replicas find each other in Redis only after a moment. */
async function until(heard: Promise<unknown>, act: () => unknown): Promise<void> {
  let isHeard = false;
  const end = heard.then(() => (isHeard = true));
  while (!isHeard) {
    act();
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 1100))]);
  }
}
