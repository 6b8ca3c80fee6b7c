import type { Client } from '@temporalio/client';
import { actionsOf } from '../../bench/temporal-cost';
import { newId } from '../../services/platform/ids';
import { connectTemporal, type Temporal } from '../../temporal/connection';
import { workflowIds } from '../../temporal/ids';
import { callOffSignal } from '../../workflows/delivery.messages';
import { fillBasket, GOOD_CARD } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { openWorld, type World } from './world';

let world: World;
let temporal: Temporal;
beforeAll(async () => {
  world = await openWorld('deliveries', { sellers: 1, stock: 100, settings: { CARRIER_POLL_SECONDS: '2' } });
  temporal = connectTemporal(world.config);
}, 120_000);
afterAll(async () => {
  await temporal.close();
  await world.stop();
}, 60_000);
jest.setTimeout(60_000);

/** An order, paid and shipped to a postcode that drives the carrier; another carrier where `pack` says so. */
async function sent(postcode: string, pack?: (seller: Visitor, orderId: string) => Promise<unknown>) {
  const [stall] = world.market.stalls;
  const wishes = [{ slug: stall?.productId ?? '', quantity: 1 }];
  const { buyer, request } = await fillBasket(world.shop, wishes, GOOD_CARD);
  const shippingAddress = { ...request.shippingAddress, postcode };
  const placed = await buyer.placeOrder({ ...request, shippingAddress });
  if (placed.status !== 'placed') throw new Error(`not placed but ${placed.status}`);
  const [orderId = ''] = placed.orderIds;
  const seller = await world.sellerOf(orderId);
  await seller.accept(orderId);
  await pack?.(seller, orderId);
  await seller.ship(orderId);
  return { buyer, seller, orderId, deliveryId: `${orderId}-d1` };
}

const parcel = (who: Visitor, id: string, status: string) =>
  eventually(
    `the parcel to be ${status}`,
    () => who.delivery(id),
    (found) => found.status === status,
  );
const orderIs = (who: Visitor, id: string, status: string) =>
  eventually(
    `the order to be ${status}`,
    () => who.order(id),
    (found) => found.status === status,
  );
const contradictionOf = (deliveryId: string) =>
  world.market.services.cases.get(`parcel-contradiction:delivery.${deliveryId}`);
const openCase = (deliveryId: string) =>
  eventually(
    'staff to be told',
    () => contradictionOf(deliveryId),
    (found) => found?.status === 'open',
  );

async function person(role: 'courier' | 'support', sellerId?: string): Promise<Visitor> {
  const account = { email: `${newId()}@people.example`, password: 'a long enough password' };
  await world.market.services.user.createDemoAccount({ ...account, name: 'Karim', role, sellerId });
  return world.shop.signIn(account);
}

test('a parcel that nobody fetches waits at its pick-up point until the day, and its money goes back', async () => {
  const { buyer, orderId, deliveryId } = await sent('99912');
  const held = await parcel(buyer, deliveryId, 'held');
  expect(held).toMatchObject({ attempts: 1, pickUpPoint: expect.stringContaining('Dune Post') });
  expect(Date.parse(held.heldUntil ?? '')).toBeGreaterThan(Date.now());
  await parcel(buyer, deliveryId, 'returned');
  await orderIs(buyer, orderId, 'returned');
});

test('a damaged parcel does not arrive, and its money goes back', async () => {
  const { buyer, orderId, deliveryId } = await sent('99913');
  await parcel(buyer, deliveryId, 'damaged');
  const order = await eventually(
    'the money to be given back',
    () => buyer.order(orderId),
    ({ capturedMinor, refundedMinor }) => capturedMinor > 0 && refundedMinor === capturedMinor,
  );
  expect(order.status).toBe('lost');
});

test('after an attempt in vain the buyer chooses the time, and the parcel comes then', async () => {
  const { buyer, seller, deliveryId } = await sent('99918');
  await parcel(buyer, deliveryId, 'attempted');
  const soon = new Date(Date.now() + 1500).toISOString();
  await expect(seller.reschedule(deliveryId, soon)).rejects.toMatchObject({ code: 'buyer-only' });
  expect(await buyer.reschedule(deliveryId, soon)).toMatchObject({ moves: 1 });
  await parcel(buyer, deliveryId, 'delivered');
});

test('a parcel that is reported delivered before it was collected stays where it is until staff decide', async () => {
  const { buyer, orderId, deliveryId } = await sent('99914');
  const found = await openCase(deliveryId);
  expect(found?.text).toContain('was delivered, before it was collected');
  expect((await buyer.delivery(deliveryId)).status).toBe('booked');
  // What staff have to look into is no affair of the buyer.
  expect(await buyer.delivery(deliveryId)).not.toHaveProperty('contradictions');
  const staff = await person('support');
  await staff.settle(deliveryId, 'delivered', 'The buyer says that it is there.');
  await orderIs(buyer, orderId, 'delivered');
  expect((await contradictionOf(deliveryId))?.status).toBe('resolved');
});

test.each([
  ['delivered twice', '99915', 'delivered', 'after it was delivered'],
  ['delivered after it was lost', '99916', 'lost', 'after it was lost'],
] as const)(
  'a parcel that is reported %s stays as it ended, and staff are told',
  async (_what, postcode, end, words) => {
    const { buyer, orderId, deliveryId } = await sent(postcode);
    await orderIs(buyer, orderId, end);
    expect((await openCase(deliveryId))?.text).toContain(words);
    expect((await buyer.delivery(deliveryId)).status).toBe(end);
  },
);

test("the shop's own courier sees the address, brings the parcel, and no other courier learns of it", async () => {
  const sellerId = world.market.stalls[0]?.sellerId;
  const [courier, other] = [await person('courier', sellerId), await person('courier', sellerId)];
  const { buyer, orderId, deliveryId } = await sent('10115', (seller, id) =>
    seller.packForCourier(id, courier.actor.id),
  );
  expect(await other.round()).toEqual([]);
  expect(await courier.round()).toMatchObject([{ id: deliveryId, status: 'booked', acts: ['collected'] }]);
  await expect(other.report(deliveryId, { act: 'collected' })).rejects.toMatchObject({ status: 404 });
  const tooEarly = courier.report(deliveryId, { act: 'delivered', receiver: 'Ada' });
  await expect(tooEarly).rejects.toMatchObject({ status: 409 });
  await courier.report(deliveryId, { act: 'collected' });
  const key = newId();
  for (const _press of ['once', 'again'])
    await courier.report(deliveryId, { act: 'attempted', reason: 'nobody-home' }, key);
  await courier.report(deliveryId, { act: 'delivered', receiver: 'Ada Palme' });
  expect(await parcel(buyer, deliveryId, 'delivered')).toMatchObject({
    attempts: 1,
    proof: { receiver: 'Ada Palme' },
    trackingId: null,
  });
  await orderIs(buyer, orderId, 'delivered');
});

test('a parcel that is called off before it is collected goes nowhere', async () => {
  const { buyer, orderId, deliveryId } = await sent('99919');
  await temporal.client.workflow.getHandle(workflowIds.delivery(deliveryId)).signal(callOffSignal);
  await parcel(buyer, deliveryId, 'returned');
  await orderIs(buyer, orderId, 'returned');
});

test('the seller has the label as a PDF, and the buyer has not', async () => {
  const { buyer, seller, deliveryId } = await sent('10115');
  const label = (token: string) =>
    fetch(`${world.apiUrl}/deliveries/${deliveryId}/label`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const answer = await label(seller.token);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await label(buyer.token)).status).toBe(404);
});

test('once some parcels have arrived, the next one is expected when they did', async () => {
  const earlier = await Promise.all(['10115', '10115', '10115', '10115', '10115'].map((code) => sent(code)));
  await Promise.all(earlier.map(({ buyer, deliveryId }) => parcel(buyer, deliveryId, 'delivered')));
  const { buyer, deliveryId } = await sent('10115');
  const { estimated, createdAt } = await buyer.delivery(deliveryId);
  expect(Date.parse(estimated?.from ?? '')).toBeGreaterThan(Date.parse(createdAt));
  expect(Date.parse(estimated?.until ?? '')).toBeGreaterThanOrEqual(Date.parse(estimated?.from ?? ''));
  await parcel(buyer, deliveryId, 'delivered');
});

test('a parcel that simply arrives costs no more than fifteen actions', async () => {
  const { buyer, deliveryId } = await sent('10115');
  await parcel(buyer, deliveryId, 'delivered');
  const client: Client = temporal.client;
  const handle = client.workflow.getHandle(workflowIds.delivery(deliveryId));
  await handle.result();
  const { events } = await handle.fetchHistory();
  expect(actionsOf(events ?? [])).toBeLessThanOrEqual(15);
});
