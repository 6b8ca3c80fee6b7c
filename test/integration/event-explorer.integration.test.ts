import { toMessage } from '../../events/cloud-event';
import { orderNoted } from '../../events/contracts/order.events';
import { toDeadLetter } from '../../events/dead-letters';
import { groupIdOf } from '../../events/groups';
import { DEAD_LETTERS } from '../../events/kafka';
import { eventOf } from '../../events/outbox';
import { createPublisher, type Publisher } from '../../events/publisher';
import type {
  Consumer,
  EventView,
  IndexedEvent,
  Letter,
} from '../../services/event-index/event-index.schema';
import { newId } from '../../services/platform/ids';
import { createLogger } from '../../services/platform/logger';
import type { Call } from '../shopper/http';
import { fillBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { account } from './access-people';
import { openWorld, type World } from './world';

jest.setTimeout(90_000);

let world: World;
let admin: Visitor;
let support: Visitor;
let publisher: Publisher;

beforeAll(async () => {
  world = await openWorld('explorer', { sellers: 1, consumers: true });
  [admin, support] = await Promise.all([
    world.shop.signIn(await account(world, 'admin')),
    world.shop.signIn(await account(world, 'support')),
  ]);
  const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
  publisher = createPublisher({ config: world.config, logger, clientId: 'test' });
}, 120_000);
afterAll(async () => {
  await publisher?.close();
  await world?.stop();
});

const ask = (call: Call, who = support) => world.shop.http({ token: who.token, ...call });
const read = async <Body>(path: string) => (await ask({ method: 'GET', path })).body as Body;
const eventsAbout = async (id: string) =>
  (await read<{ items: IndexedEvent[] }>(`/events?limit=100&about=${id}`)).items;
const lettersOf = async (subject: string, consumer: string) =>
  (await read<{ items: Letter[] }>('/dead-letters?limit=100')).items.filter(
    (letter) => letter.subject === subject && letter.consumer === consumer,
  );

/** A visitor looks at the goods of the one stall. */
function look(visitor: Visitor, consent: boolean, ids = { sessionId: newId(), visitorId: newId() }) {
  const productId = world.market.stalls[0]?.productId;
  const events = [{ type: 'seen', id: newId(), agoMs: 5, productId }];
  return {
    ids,
    sent: ask({ method: 'POST', path: '/behaviour', body: { ...ids, consent, events } }, visitor),
  };
}

async function buy() {
  const [stall] = world.market.stalls;
  const { buyer, request } = await fillBasket(world.shop, [{ slug: stall?.productId ?? '', quantity: 1 }]);
  return {
    buyer,
    async placed() {
      const placed = await buyer.placeOrder(request);
      return placed.status === 'placed' ? (placed.orderIds[0] ?? '') : '';
    },
  };
}

test('an order’s events are found by its id, and each tells how it went through every consumer', async () => {
  const orderId = await (await buy()).placed();
  const found = await eventually(
    'the purchase to be told',
    () => eventsAbout(orderId),
    (events) => events.some(({ type }) => type === 'product.bought'),
  );
  expect(found.map(({ type }) => type)).toEqual(expect.arrayContaining(['order.placed', 'product.bought']));

  const placed = found.find(({ type }) => type === 'order.placed')?.id ?? '';
  const event = await eventually(
    'every consumer to have come to it',
    () => read<EventView>(`/events/${placed}`),
    ({ passages }) => passages.every(({ passage }) => passage === 'applied'),
  );
  const readers = event.passages.map(({ consumer }) => consumer);
  expect(readers).toEqual(expect.arrayContaining(['event-index', 'purchases', 'live']));
  const { items: consumers } = await read<{ items: Consumer[] }>('/consumers');
  expect(consumers.find(({ name }) => name === 'purchases')).toMatchObject({
    members: 1,
    topics: ['orders'],
  });
  const { items: streams } = await read<{ items: { topic: string; events: number }[] }>('/streams');
  expect(streams.find(({ topic }) => topic === 'orders')?.events).toBeGreaterThan(0);
});

test('a purchase belongs to the buyer’s visit with their consent, and to nobody’s without', async () => {
  for (const consent of [true, false]) {
    const { buyer, placed } = await buy();
    const { ids, sent } = look(buyer, consent);
    expect(await sent).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(await look(buyer, consent, ids).sent).toMatchObject({ body: { accepted: 1 } });
    const orderId = await placed();
    const visits = world.databases.of('behaviour').collection<{ _id: string }>('visits');
    const purchase = await eventually(
      'the purchase to be noted',
      () => visits.findOne({ _id: `purchase-${orderId}` }),
      (visit) => visit !== null,
    );
    const mine = { sessionId: ids.sessionId, visitorId: ids.visitorId };
    const nobodys = { sessionId: `purchase-${orderId}`, visitorId: `purchase-${orderId}` };
    expect(purchase).toMatchObject(consent ? mine : nobodys);
    const kept = JSON.stringify(await visits.findOne({ _id: ids.sessionId }));
    for (const name of [ids.visitorId, buyer.actor.id]) expect(kept.includes(name)).toBe(consent);
  }
});

test('poison is parked with its reason for each who reads it, and refused again when it is put back as it was', async () => {
  const subject = newId();
  const headers = { 'content-type': 'application/cloudevents+json' };
  await publisher.publish([{ topic: 'orders', message: { key: subject, value: 'not json', headers } }]);
  const [letter] = await eventually(
    'the poison to be parked',
    () => lettersOf(subject, 'event-index'),
    ({ length }) => length > 0,
  );
  expect(letter).toMatchObject({ outcome: 'waiting', from: 'orders', eventId: null });
  expect(letter?.reason).toMatch(/not a CloudEvent/);
  expect(await eventsAbout(subject)).toEqual([]);

  const path = `/dead-letters/${letter?.id}/retries`;
  expect((await ask({ method: 'POST', path, body: {} })).status).toBe(403);
  expect(await ask({ method: 'POST', path, body: {} }, admin)).toMatchObject({ status: 200 });
  expect(await ask({ method: 'POST', path, body: {} }, admin)).toMatchObject({ status: 409 });
  const letters = await eventually(
    'it to be refused again',
    () => lettersOf(subject, 'event-index'),
    (all) => all.some(({ outcome }) => outcome === 'refused-again'),
  );
  expect(letters.map(({ outcome }) => outcome).sort()).toEqual(['refused-again', 'waiting']);
  const { items: acts } = await read<{ items: unknown[] }>(`/audit-log?about=${letter?.id}`);
  expect(acts).toMatchObject([{ status: 409 }, { status: 200 }]);
});

test('what was set aside goes through once its reason is gone, for the consumer that set it aside', async () => {
  const orderId = newId();
  const order = { orderId, checkoutId: newId(), buyerId: newId(), sellerId: newId(), status: 'placed' };
  const entry = eventOf(orderNoted, { ...order, totalMinor: 100, currency: 'EUR' }, Date.now());
  const { message } = toMessage({ entry, subject: orderId, version: 1, service: 'order' });
  const letter = toDeadLetter({
    by: groupIdOf(world.config, 'event-index', 1),
    reason: 'its store was broken',
    from: 'orders',
    subject: orderId,
    at: new Date().toISOString(),
    content: message.value,
    eventId: entry.id,
    type: entry.type,
  });
  await publisher.publish([{ topic: DEAD_LETTERS, message: letter }]);
  const [parked] = await eventually(
    'the letter to be kept',
    () => lettersOf(orderId, 'event-index'),
    ({ length }) => length > 0,
  );
  expect(await eventsAbout(orderId)).toEqual([]);
  await ask({ method: 'POST', path: `/dead-letters/${parked?.id}/retries`, body: {} }, admin);
  await eventually(
    'it to have gone through',
    () => lettersOf(orderId, 'event-index'),
    ([one]) => one?.outcome === 'applied',
  );
  const { passages } = await read<EventView>(`/events/${entry.id}`);
  expect(passages.find(({ consumer }) => consumer === 'event-index')?.passage).toBe('applied');
});

test('looks of a machine, of a visit that is over and of goods that are not there are not noted', async () => {
  const guest = await world.shop.guest();
  const batch = (over: object) => ({
    ...{ sessionId: newId(), consent: false },
    events: [{ type: 'seen', id: newId(), agoMs: 0, productId: world.market.stalls[0]?.productId }],
    ...over,
  });
  const tell = (body: object, headers: Record<string, string> = {}) =>
    ask({ method: 'POST', path: '/behaviour', body, headers }, guest);
  expect(await tell(batch({}), { 'user-agent': 'Googlebot/2.1' })).toMatchObject({ body: { accepted: 0 } });
  const gone = { events: [{ type: 'seen', id: newId(), agoMs: 0, productId: 'never-was' }] };
  expect(await tell(batch(gone))).toMatchObject({ status: 202, body: { accepted: 0 } });
  expect((await tell(batch({ sessionId: newId(Date.now() - 2 * 86_400_000) }))).status).toBe(422);
  const again = batch({});
  const [first, second] = [await tell(again), await tell(again)];
  expect([first.body, second.body]).toEqual([{ accepted: 1 }, { accepted: 0 }]);
});
