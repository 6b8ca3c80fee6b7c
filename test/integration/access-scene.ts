import type { Order } from '../../services/order/order.schema';
import { newId } from '../../services/platform/ids';
import { GOOD_CARD, HOME } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import type { Who } from './access-doors';
import { account, invitePeople, speaker, tokensOf, type People, type Say } from './access-people';
import { complain } from './complaint';
import type { World } from './world';

/** Everything of buyer A and seller A that a route can be about. */
export interface Things extends Record<string, string> {
  sellerId: string;
  sku: string;
  warehouseId: string;
  productId: string;
  cartId: string;
  checkoutId: string;
  paymentId: string;
  /** Delivered, with a return, a refund, a review, a dispute and a conversation. */
  orderId: string;
  deliveryId: string;
  returnId: string;
  refundId: string;
  reviewId: string;
  disputeId: string;
  conversationId: string;
  /** A parcel that a carrier has brought, with a label of theirs. */
  carriedId: string;
  /** Placed; nobody has answered it. */
  waitingId: string;
  payoutId: string;
  promotionId: string;
  importId: string;
  documentId: string;
  caseId: string;
  /** Told of the order that waits. */
  eventId: string;
  /** Was put back already. */
  letterId: string;
  applicationId: string;
  addressId: string;
  methodId: string;
  /** A browser of buyer A that is pushed to. */
  deviceId: string;
  /** A receiver of events, and an event for it. */
  endpointId: string;
  webhookDeliveryId: string;
  /** Goes out for the shop; was made to be sent away. */
  courierId: string;
  /** Somebody with an account about whom admins decide. */
  userId: string;
}

export interface AccessScene {
  tokens: Readonly<Record<Who, string | undefined>>;
  things: Things;
}

/** Lives the lives of A, so that there is one of everything; when it resolves, nothing changes by itself for a while. */
export async function setAccessScene(world: World): Promise<AccessScene> {
  const people = await invitePeople(world);
  const { buyerA } = people;
  const [stall] = world.market.stalls;
  if (!stall) throw new Error('there is a stall');
  const { sellerId, sku, productId } = stall;
  const say = speaker(world);

  const [books, orders] = await Promise.all([
    openBooks(say, people, sellerId),
    trade(world, say, people, { sku, productId }),
  ]);
  await buyerA.setLine((await buyerA.cart()).id, sku, 1);
  const courier = await account(world, 'courier', sellerId);
  const { id: userId } = await account(world, 'buyer');
  const user = await world.market.services.user.addAddress({ userId: buyerA.actor.id, address: HOME });
  const card = { token: 'pm_card', brand: 'Visa', last4: '4242' };
  const withCard = await world.market.services.user.addPaymentMethod({
    userId: buyerA.actor.id,
    method: card,
  });
  const { devices, webhook } = world.market.services;
  const device = await devices.register({
    ...{ personId: buyerA.actor.id, token: `token-${newId()}`, name: 'Firefox on Linux' },
  });
  const url = 'https://hooks.example/';
  const { endpoint } = await webhook.create({ sellerId, url, types: ['order.placed'] });
  const planned = await webhook.planTest(endpoint);
  const opened = await world.market.services.cases.open({
    ...{ kind: 'reconciliation', subject: { type: 'payment', id: newId() }, text: 'For the test of access.' },
  });
  for (const buyer of [buyerA, people.buyerB]) await say(buyer, 'POST', '/onboarding', {});

  return {
    tokens: tokensOf(people),
    things: {
      ...{ sellerId, sku, productId, warehouseId: `w-${sellerId}`, ...books, ...orders },
      eventId: await told(world, orders.waitingId),
      letterId: await setAside(world),
      ...{ caseId: opened.id, applicationId: buyerA.actor.id, userId },
      // Figures are watched by whose they are.
      ...{ analyticsId: sellerId, report: 'days' },
      ...{ deviceId: device.id, endpointId: endpoint.id, webhookDeliveryId: planned.id },
      ...{ courierId: courier.id, cartId: (await buyerA.cart()).id },
      addressId: user.addresses[0]?.id ?? '',
      methodId: withCard.paymentMethods[0]?.id ?? '',
    },
  };
}

/** One order that waits, one that a carrier brought, and one that has seen everything. */
async function trade(world: World, say: Say, people: People, goods: { sku: string; productId: string }) {
  const { buyerA, sellerA, courierA } = people;
  const first = await buyOne(buyerA, goods.sku);
  const waiting = await buyOne(buyerA, goods.sku);
  const carriedId = await send(world, (await buyOne(buyerA, goods.sku)).orderId, sellerA);
  const { deliveryId, order } = await bring(world, first.orderId, sellerA, courierA);
  const rest = await after(world, say, people, order, goods.productId);
  return { ...first, ...rest, deliveryId, carriedId, waitingId: waiting.orderId };
}

async function buyOne(
  buyer: Visitor,
  sku: string,
): Promise<{ checkoutId: string; paymentId: string; orderId: string }> {
  const { id: cartId } = await buyer.cart();
  await buyer.setLine(cartId, sku, 1);
  const { country, postcode } = HOME;
  const { totalMinor, currency } = await buyer.quote(cartId, { country, postcode });
  const placed = await buyer.placeOrder({
    ...{ cartId, email: 'a@people.example', shippingAddress: HOME, shippingChoices: {} },
    ...{ paymentToken: GOOD_CARD, expectedTotal: { amountMinor: totalMinor, currency } },
  });
  const orderId = placed.status === 'placed' ? placed.orderIds[0] : undefined;
  if (orderId === undefined) throw new Error(`the order should be placed, but it is ${placed.status}`);
  return { checkoutId: placed.id, paymentId: placed.id, orderId };
}

/** Something that a consumer could not use, and that was put back. */
async function setAside({ databases }: World): Promise<string> {
  const id = newId();
  const at = new Date().toISOString();
  await databases
    .of('event-index')
    .collection<{ _id: string }>('dead_letters')
    .insertOne({
      ...{ _id: id, by: 'nobody', reason: 'For the test of access.', from: 'orders', subject: id, at },
      ...{ partition: null, offset: null, eventId: null, type: null, attempts: null, letter: null },
      ...{ status: 'retried', retriedAt: at, retriedBy: id, place: `${at} ${id}` },
    });
  return id;
}

/** An event of an order, once consumers have come to it: what they note of a purchase is noted then. */
async function told(world: World, orderId: string): Promise<string> {
  const noted = () =>
    world.databases
      .of('behaviour')
      .collection<{ _id: string }>('visits')
      .findOne({ _id: `purchase-${orderId}` });
  await eventually('the purchase to be noted', noted, (found) => found !== null, { withinMs: 30_000 });
  const found = await eventually(
    'the event to be found',
    () =>
      world.databases.of('event-index').collection<{ _id: string }>('events_1').findOne({ about: orderId }),
    (event) => event !== null,
    { withinMs: 30_000 },
  );
  return found?._id ?? '';
}

/** The shop's own courier brings the goods. */
async function bring(world: World, orderId: string, seller: Visitor, courier: Visitor) {
  const say = speaker(world);
  await seller.accept(orderId);
  await say(seller, 'POST', `/orders/${orderId}/parcels`, {
    carrier: 'courier',
    courierId: courier.actor.id,
  });
  await seller.ship(orderId);
  const shipped = await eventually(
    'the parcel to be handed over',
    () => world.market.services.order.get(orderId),
    (order) => order?.status === 'shipped',
  );
  const deliveryId = shipped?.deliveryIds[0] ?? '';
  const report = (said: object) => say(courier, 'POST', `/courier/deliveries/${deliveryId}/reports`, said);
  await report({ act: 'collected' });
  await report({ act: 'delivered', receiver: 'Ida Sommer' });
  const order = await eventually(
    'the parcel to be delivered',
    () => world.market.services.order.get(orderId),
    (seen) => seen?.status === 'delivered',
  );
  return { deliveryId, order };
}

/** The carrier brings the goods. */
async function send(world: World, orderId: string, seller: Visitor): Promise<string> {
  await seller.accept(orderId);
  await seller.ship(orderId);
  const order = await eventually(
    'the carrier to bring it',
    () => world.market.services.order.get(orderId),
    (seen) => seen?.status === 'delivered',
  );
  return order?.deliveryIds[0] ?? '';
}

/** What comes after a delivery: a review, a talk, a return, a refund that waits, and a complaint at the bank. */
async function after(
  world: World,
  say: Say,
  { buyerA, support }: People,
  order: Order | null,
  productId: string,
) {
  const orderId = order?.id ?? '';
  const lines = [{ lineId: order?.lines[0]?.id ?? '1', quantity: 1 }];
  const review = await say(buyerA, 'POST', `/orders/${orderId}/reviews`, {
    productId,
    stars: 4,
    text: 'Good.',
  });
  const subject = { type: 'order', id: orderId };
  const conversation = await say(buyerA, 'POST', '/conversations', { subject });
  const message = { clientId: newId(), text: 'Thank you.' };
  await say(buyerA, 'POST', `/conversations/${conversation.id}/messages`, message);
  const refund = await buyerA.requestRefund(orderId, { shipping: true, reason: 'late' });
  await eventually(
    'the shipping to be given back',
    () => world.market.services.order.get(orderId),
    (seen) => (seen?.refundedMinor ?? 0) > 0,
  );
  const asked = await say(buyerA, 'POST', `/orders/${orderId}/returns`, { lines, reason: 'changed-mind' });
  const returnId = (asked.returns as { id: string }[])[0]?.id ?? '';
  const disputeId = await complain(world, support, order?.paymentId ?? '', 100);
  return { reviewId: review.id, conversationId: conversation.id, refundId: refund.id, returnId, disputeId };
}

/** What a shop has beside its orders: money that was paid out, a promotion, a file of goods, a paper. */
async function openBooks(say: Say, { sellerA, support, admin }: People, sellerId: string) {
  const benefit = { kind: 'percent', points: 500 };
  const promotion = await say(sellerA, 'POST', `/sellers/${sellerId}/promotions`, {
    label: 'Five off',
    code: 'ACCESS5',
    benefit,
  });
  const file = { text: 'sku,title\nX', headers: { 'content-type': 'text/csv' } };
  const taken = await say(sellerA, 'POST', '/imports?name=goods.csv', undefined, file);
  const paper = { text: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } };
  const document = await say(sellerA, 'POST', '/documents?name=licence.pdf', undefined, paper);
  await sellerA.namePayoutAccount(sellerId, 'ba_ok');
  await say(admin, 'POST', `/sellers/${sellerId}/adjustments`, {
    ...{ amountMinor: 5000, currency: 'EUR', note: 'For the test of access.', direction: 'credit' },
  });
  const { payoutId } = await support.payOut(sellerId);
  await eventually(
    'the file of goods to be read',
    () => say(sellerA, 'GET', `/imports/${taken.id}`),
    ({ status }) => status !== 'waiting' && status !== 'reading',
  );
  await eventually(
    'the payout to be paid',
    () => support.payout(payoutId).catch(() => null),
    (found) => found?.status === 'paid',
  );
  return { promotionId: promotion.id, importId: taken.id, documentId: document.id, payoutId };
}
