import { Webhook } from 'standardwebhooks';
import { testConfig } from '../../test/servers';
import { createGuardedPost, withLoopback } from '../platform/guarded-fetch';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { startReceiver, type Receiver } from './webhook.fixture';
import { createWebhookService, type WebhookService } from './webhook.service';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TIMEOUT_MS = 400;

let databases: Databases;
let shiftMs = 0;
let webhooks: WebhookService;
let receiver: Receiver;

beforeAll(async () => {
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `webhook_${newId()}_` });
  webhooks = serviceWith({ timeoutMs: TIMEOUT_MS });
  await webhooks.ready();
});
beforeEach(async () => {
  shiftMs = 0;
  receiver = await startReceiver();
});
afterEach(() => receiver.close());
afterAll(async () => {
  await databases.of('webhook').dropDatabase();
  await databases.close();
});

function serviceWith(settings: { timeoutMs: number }) {
  return createWebhookService({
    connection: databases.of('webhook'),
    clock: { nowMs: () => Date.now() + shiftMs },
    post: createGuardedPost(withLoopback),
    settings: { allowLocal: true, ...settings },
  });
}

const nowIso = () => new Date(Date.now() + shiftMs).toISOString();
const event = (sellerId: string) => ({
  ...{ id: newId(), type: 'order.accepted', time: nowIso() },
  data: { orderId: 'o1', buyerId: 'b1', sellerId, status: 'accepted', totalMinor: 5, currency: 'EUR' },
});

/** A seller with a receiver, and an event that waits for it. */
async function aDelivery(url = receiver.url) {
  const sellerId = newId();
  const { endpoint, secret } = await webhooks.create({ sellerId, url, types: ['order.accepted'] });
  const happened = event(sellerId);
  const delivery = await webhooks.planFor(endpoint, happened);
  if (!delivery) throw new Error('it should wait');
  const attempt = (key: string, pauseMs: number | null = 5000) =>
    webhooks.attempt({ deliveryId: delivery.id, key, pauseMs });
  const after = async () => {
    const found = await webhooks.delivery(delivery.id);
    if (!found) throw new Error('it should be there');
    return found;
  };
  return { sellerId, endpoint, secret, happened, delivery, attempt, after };
}

test('a receiver gets the event signed, with the seller’s own facts and nobody’s name', async () => {
  const { secret, happened, attempt, after } = await aDelivery();
  expect(await attempt('1')).toEqual({ outcome: 'delivered', disabled: false });
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'order.accepted',
    data: { orderId: 'o1', status: 'accepted' },
  });
  expect(headers['webhook-id']).toBe(happened.id);
  expect(body).not.toContain('b1');
  expect(await after()).toMatchObject({ status: 'delivered', nextAt: null, attempts: [{ status: 204 }] });
});

test('over all tries the id and the body are the same, and the time is new', async () => {
  const { attempt } = await aDelivery();
  receiver.does((_request, response) => response.writeHead(500).end());
  await attempt('1');
  shiftMs = 90_000;
  await attempt('2');
  const [first, second] = receiver.received;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
});

test('for a day after a rotation both secrets sign, then only the new one', async () => {
  const { endpoint, secret: before, attempt } = await aDelivery();
  const { secret: now } = await webhooks.rotate(endpoint.id);
  await attempt('1');
  const verifies = (secret: string, index: number) => {
    const { headers, body } = receiver.received[index] ?? { headers: {}, body: '' };
    // The time of the second is a day ahead: it is signed anew for the check by the time it carries.
    const stamp = Number(headers['webhook-timestamp']) * 1000;
    const signed = new Webhook(secret).sign(String(headers['webhook-id']), new Date(stamp), body);
    return String(headers['webhook-signature']).split(' ').includes(signed);
  };
  expect([verifies(before, 0), verifies(now, 0)]).toEqual([true, true]);
  shiftMs = 25 * HOUR_MS;
  await attempt('2');
  expect([verifies(before, 1), verifies(now, 1)]).toEqual([false, true]);
});

test('a receiver that answers 500 is tried again later, and what it said is kept, up to 1 kB', async () => {
  const { attempt, after } = await aDelivery();
  receiver.does((_request, response) => response.writeHead(500).end('x'.repeat(5000)));
  expect(await attempt('1')).toEqual({ outcome: 'again', disabled: false });
  const { status, nextAt, attempts } = await after();
  expect(status).toBe('waiting');
  expect(nextAt).not.toBeNull();
  expect(attempts).toMatchObject([{ status: 500, answer: 'x'.repeat(1024), problem: 'It answered 500.' }]);
  expect(await attempt('2', null)).toEqual({ outcome: 'failed', disabled: false });
  expect(await after()).toMatchObject({ status: 'failed', nextAt: null });
});

test('a receiver that never answers costs its time and no more', async () => {
  const { attempt, after } = await aDelivery();
  receiver.does(() => undefined);
  expect((await attempt('1')).outcome).toBe('again');
  const [made] = (await after()).attempts;
  expect(made).toMatchObject({ status: null, problem: 'It did not answer within 0.4 s.' });
  expect(made?.durationMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 50);
});

test('a receiver that answers at once and then talks slowly for ever is heard for its time only', async () => {
  const { attempt, after } = await aDelivery();
  const drips: NodeJS.Timeout[] = [];
  receiver.does((_request, response) => {
    response.writeHead(200);
    drips.push(setInterval(() => response.write('.'), 20));
  });
  const beganMs = Date.now();
  expect((await attempt('1')).outcome).toBe('delivered');
  drips.forEach(clearInterval);
  expect(Date.now() - beganMs).toBeLessThan(5 * TIMEOUT_MS);
  expect((await after()).attempts[0]?.answer.length).toBeLessThanOrEqual(1024);
});

test('a redirect, such as to a private address, is not followed: it is a failure', async () => {
  const { attempt, after } = await aDelivery();
  const inside = await startReceiver();
  receiver.does((_request, response) => response.writeHead(302, { location: inside.url }).end());
  expect((await attempt('1')).outcome).toBe('again');
  expect(inside.received).toEqual([]);
  expect((await after()).attempts[0]).toMatchObject({ status: 302 });
  expect((await after()).attempts[0]?.problem).toMatch(/we do not follow/);
  await inside.close();
});

test('an address that is or leads inside is not asked', async () => {
  const { attempt, after } = await aDelivery('http://10.0.0.1/hooks');
  expect((await attempt('1')).outcome).toBe('again');
  expect((await after()).attempts[0]).toMatchObject({ status: null });
  expect((await after()).attempts[0]?.problem).toMatch(/it was not asked/);
});

test('a receiver of which nobody can be sure is not taken', async () => {
  const strict = createWebhookService({
    connection: databases.of('webhook'),
    clock: { nowMs: () => Date.now() },
    post: createGuardedPost(),
    settings: { allowLocal: false, timeoutMs: TIMEOUT_MS },
  });
  for (const url of ['http://shop.example/hooks', 'https://user:secret@shop.example/'])
    await expect(strict.create({ sellerId: 's', url, types: ['order.placed'] })).rejects.toMatchObject({
      code: 'address-refused',
    });
});

test('a step that is repeated after its answer was written down does not send again', async () => {
  const { attempt, after } = await aDelivery();
  const first = await attempt('1');
  expect(await attempt('1')).toEqual(first);
  expect(receiver.received).toHaveLength(1);
  expect((await after()).attempts).toHaveLength(1);
});

test('an event that comes again, or from before the receiver was there, is not planned again', async () => {
  const { endpoint, happened, attempt } = await aDelivery();
  // Started, but its workflow perhaps was not: it is handed out again until it was tried.
  expect(await webhooks.planFor(endpoint, happened)).not.toBeNull();
  await attempt('1');
  expect(await webhooks.planFor(endpoint, happened)).toBeNull();
  const older = { ...event(endpoint.sellerId ?? ''), time: new Date(Date.now() - 60_000).toISOString() };
  expect(await webhooks.planFor(endpoint, older)).toBeNull();
});

test('a seller hears of their own orders only, and the market of all', async () => {
  const { endpoint } = await aDelivery();
  const market = await webhooks.create({ sellerId: null, url: receiver.url, types: ['order.accepted'] });
  const others = event(newId());
  expect(await webhooks.planFor(endpoint, others)).toBeNull();
  expect(await webhooks.planFor(market.endpoint, others)).not.toBeNull();
  await webhooks.remove(market.endpoint.id);
});

test('a receiver that failed for five days is switched off, and one success begins the count anew', async () => {
  const { endpoint, attempt } = await aDelivery();
  const fails = () => receiver.does((_request, response) => response.writeHead(503).end());
  fails();
  await attempt('1');
  shiftMs = 4 * DAY_MS;
  receiver.does((_request, response) => response.end());
  await attempt('2');
  fails();
  shiftMs = 6 * DAY_MS;
  expect((await attempt('3')).disabled).toBe(false);
  shiftMs = 11 * DAY_MS + HOUR_MS;
  expect(await attempt('4')).toEqual({ outcome: 'failed', disabled: true });
  expect(await webhooks.get(endpoint.id)).toMatchObject({ enabled: false, disabledBecause: 'failing' });
  expect((await attempt('5')).outcome).toBe('dropped');
  const again = await webhooks.change(endpoint.id, { enabled: true });
  expect(again).toMatchObject({ enabled: true, failingSince: null, disabledBecause: null });
});

test('a receiver that says it is gone is switched off at once', async () => {
  const { endpoint, delivery, attempt } = await aDelivery();
  receiver.does((_request, response) => response.writeHead(410).end());
  expect(await attempt('1')).toEqual({ outcome: 'failed', disabled: true });
  expect(await webhooks.get(endpoint.id)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
  expect(await webhooks.disabledEndpoint(delivery.id)).toMatchObject({ id: endpoint.id });
});

test('who says that they are gone is believed, also where their receiver was removed meanwhile', async () => {
  const { endpoint, attempt, after } = await aDelivery();
  receiver.does((_request, response) => {
    void webhooks.remove(endpoint.id).then(() => response.writeHead(410).end());
  });
  expect(await attempt('1')).toEqual({ outcome: 'failed', disabled: false });
  expect((await after()).status).toBe('failed');
});

test('one slow receiver takes few places, and others are served meanwhile', async () => {
  const slow = await aDelivery();
  const held: (() => void)[] = [];
  receiver.does((_request, response) => held.push(() => response.end()));
  const tries = Array.from({ length: 10 }, (_, index) => slow.attempt(`slow-${index}`));
  const ends = Promise.allSettled(tries);
  const other = await startReceiver();
  const quick = await aDelivery(other.url);
  expect((await quick.attempt('1')).outcome).toBe('delivered');
  const refused = (await ends).filter((end) => end.status === 'rejected');
  expect(refused).toHaveLength(4);
  expect(refused).toMatchObject(Array(4).fill({ reason: { code: 'webhooks-busy' } }));
  held.forEach((release) => release());
  await other.close();
});

test('the log is read a page at a time, newest first, and by what came of it', async () => {
  const { endpoint, attempt } = await aDelivery();
  await attempt('1');
  for (let count = 0; count < 4; count += 1) await webhooks.planTest(endpoint);
  const first = await webhooks.log({ endpointId: endpoint.id, limit: 3 });
  const rest = await webhooks.log({ endpointId: endpoint.id, limit: 3, cursor: first.nextCursor ?? '' });
  expect(first.items.map(({ type }) => type)).toEqual(Array(3).fill('webhook.test'));
  expect(rest.items.map(({ type }) => type)).toEqual(['webhook.test', 'order.accepted']);
  expect(rest.nextCursor).toBeNull();
  const taken = await webhooks.log({ endpointId: endpoint.id, limit: 3, status: 'delivered' });
  expect(taken.items).toHaveLength(1);
});
