import { fillBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { idsOf } from './till';
import { openWorld, type World } from './world';

/** Where the carrier loses the first parcel of an order and delivers the others. */
const FIRST_LOST = '99917';

let world: World;
// Its end audits everything: money, stock, parcels, returns and workflows.
beforeAll(async () => {
  world = await openWorld('parcels', { stock: 200 });
}, 120_000);
afterAll(() => world.stop());
jest.setTimeout(60_000);

const one = [{ lineId: '1', quantity: 1 }];

/** An order of three units of one thing at one seller. */
async function ordered(postcode?: string) {
  const [stall] = world.market.stalls;
  if (!stall) throw new Error('there is no stall');
  const { buyer, request } = await fillBasket(
    world.shop,
    [{ slug: stall.productId, quantity: 3 }],
    'tok_approve',
  );
  const shippingAddress = { ...request.shippingAddress, ...(postcode ? { postcode } : {}) };
  const placed = await buyer.placeOrder({ ...request, shippingAddress });
  const [orderId = ''] = idsOf(placed);
  const seller = await world.sellerOf(orderId);
  return { buyer, seller, orderId, paymentId: placed.id, sku: stall.sku, shippingAddress };
}
const reaches = (buyer: Visitor, orderId: string, status: string) =>
  eventually(
    `order ${orderId} to be ${status}`,
    () => buyer.order(orderId),
    (order) => order.status === status,
  );
const refunded = (buyer: Visitor, orderId: string, refundedMinor: number) =>
  eventually(
    'the refund to be counted',
    () => buyer.order(orderId),
    (order) => order.refundedMinor === refundedMinor,
  );
const available = async (sku: string) =>
  (await world.market.services.inventory.availability([sku]))[sku] ?? 0;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: unknown) => (error as { code?: string }).code,
  );

test('what a seller declines is not taken, and goes back on sale or is written off', async () => {
  const { buyer, seller, orderId, paymentId, sku } = await ordered();
  const before = await available(sku);
  const { totalMinor, lines } = await buyer.order(orderId);
  const unitMinor = Math.floor((lines[0]?.totalMinor ?? 0) / 3);
  const declined = [{ lineId: '1', quantity: 1, reason: 'cannot-ship' as const }];
  const preview = await world.shop.http({
    ...{ method: 'POST', path: `/orders/${orderId}/acceptance/preview`, token: seller.token },
    body: { declined },
  });
  const { declinedMinor = 0 } = await seller.acceptPart(orderId, declined);
  expect(preview.body).toMatchObject({ declinedMinor, chargedMinor: totalMinor - declinedMinor });
  expect(declinedMinor - unitMinor).toBeLessThanOrEqual(1);
  expect(await available(sku)).toBe(before + 1);
  await seller.ship(orderId);
  expect(await buyer.order(orderId)).toMatchObject({ capturedMinor: totalMinor - declinedMinor });
  const [charge] = await world.market.services.provider.findByReference(paymentId);
  expect(charge?.capturedMinor).toBe(totalMinor - declinedMinor);

  const other = await ordered();
  const held = await available(sku);
  await other.seller.acceptPart(other.orderId, [{ lineId: '1', quantity: 2, reason: 'out-of-stock' }]);
  expect(await available(sku)).toBe(held);
  await other.buyer.cancel(other.orderId, 'changed-mind');
  await eventually(
    'the last unit to be back',
    () => available(sku),
    (count) => count === held + 1,
  );
});

test('declining everything is no acceptance, and nothing changes', async () => {
  const { buyer, seller, orderId } = await ordered();
  const all = seller.acceptPart(orderId, [{ lineId: '1', quantity: 3, reason: 'out-of-stock' }]);
  expect(await refusal(all)).toBe('decline-all');
  expect(await buyer.order(orderId)).toMatchObject({ status: 'placed' });
});

test('of two parcels one is lost and refunded, the other delivered, returned and refunded', async () => {
  const { buyer, seller, orderId } = await ordered(FIRST_LOST);
  await seller.accept(orderId);
  const { parcels = [] } = await seller.pack(orderId, one);
  expect(await seller.shipParcel(orderId, parcels[0]?.id ?? '')).toMatchObject({ status: 'partly-shipped' });
  await seller.ship(orderId);
  const delivered = await reaches(buyer, orderId, 'delivered');
  expect(delivered.parcels?.map(({ status }) => status)).toEqual(['lost', 'delivered']);
  expect(delivered.parcels?.map(({ lines }) => lines)).toEqual([one, [{ lineId: '1', quantity: 2 }]]);
  const [unitMinor = 0, nextMinor = 0] = pricesOf(delivered.lines[0]?.totalMinor ?? 0);
  await refunded(buyer, orderId, unitMinor);

  const preview = await world.shop.http({
    ...{ method: 'POST', path: `/orders/${orderId}/returns/preview`, token: buyer.token },
    body: { lines: one },
  });
  expect(preview.body).toMatchObject({ refundMinor: nextMinor });
  const asked = await buyer.requestReturn(orderId, { lines: one, reason: 'changed-mind' });
  const [{ id: returnId = '' } = {}] = asked.returns ?? [];
  expect(
    await refusal(buyer.requestReturn(orderId, { lines: [{ lineId: '1', quantity: 2 }], reason: 'late' })),
  ).toBe('order-units');
  await seller.stepReturn(orderId, returnId, 'decisions', { decision: 'approve' });
  await eventually(
    'the return to arrive',
    () => buyer.order(orderId),
    ({ returns }) => returns?.[0]?.status === 'received',
  );
  await seller.stepReturn(orderId, returnId, 'inspections', {});
  await refunded(buyer, orderId, unitMinor + nextMinor);
});

test('what had not left is cancelled late and refunded, while the parcel that left goes on', async () => {
  const { buyer, seller, orderId, sku } = await ordered();
  await seller.accept(orderId);
  await seller.pack(orderId, one);
  await seller.ship(orderId);
  const before = await available(sku);
  const order = await buyer.cancel(orderId, 'changed-mind');
  expect(order.lines[0]?.cancelledQuantity).toBe(2);
  const [first = 0, second = 0] = pricesOf(order.lines[0]?.totalMinor ?? 0);
  await refunded(buyer, orderId, first + second);
  // Stock follows the money, in the same step.
  await eventually(
    'the rest to be back on sale',
    () => available(sku),
    (count) => count === before + 2,
  );
  expect((await reaches(buyer, orderId, 'delivered')).parcels).toHaveLength(1);
});

test('the buyer changes the address until something is packed, within the same country', async () => {
  const { buyer, seller, orderId, shippingAddress } = await ordered();
  expect(await buyer.changeAddress(orderId, { ...shippingAddress, line1: 'Other Way 2' })).toMatchObject({
    shippingAddress: { line1: 'Other Way 2' },
  });
  const abroad = buyer.changeAddress(orderId, { ...shippingAddress, country: 'JP' });
  expect(await refusal(abroad)).toBe('address-not-changeable');
  await seller.accept(orderId);
  await seller.pack(orderId);
  expect(await refusal(buyer.changeAddress(orderId, shippingAddress))).toBe('order-packed');
  expect(await refusal(buyer.cancel(orderId, 'changed-mind'))).toBe('order-packed');
});

/** What each of three units costs: by largest remainder, the first ones more. */
function pricesOf(totalMinor: number): number[] {
  const each = Math.floor(totalMinor / 3);
  return [0, 1, 2].map((index) => each + (index < totalMinor % 3 ? 1 : 0));
}
