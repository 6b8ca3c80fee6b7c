import type { Stall } from '../market';
import { fillBasket, HOME, type ReadyBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import type { World } from './world';

/** Somebody with an account, and the id of the address they keep. */
interface Account {
  token: string;
  addressId: string;
}

/** People in the middle of things, whom somebody may try to harm. */
export interface Scene {
  stalls: readonly [Stall, Stall];
  sellers: readonly [Visitor, Visitor];
  /** Ready to pay. */
  ida: ReadyBasket;
  /** Bought from two sellers: one order was delivered and its shipping refunded, the other waits. */
  otto: { buyer: Visitor; checkoutId: string; delivered: string; waiting: string; refundId: string };
  /** Waits for the bank. */
  mara: { buyer: Visitor; checkoutId: string; providerPaymentId: string; totalMinor: number };
  /** A guest who has nothing here. */
  eve: Visitor;
  tessa: Account;
  theo: Account;
}

/** Sets the scene in a world with two stalls; when it resolves, nothing in it changes by itself for a long time. */
export async function setScene(world: World): Promise<Scene> {
  const [first, second] = world.market.stalls;
  if (!first || !second) throw new Error('there are two stalls');
  const stalls = [first, second] as const;
  const sellers = [await world.seller(first), await world.seller(second)] as const;
  return {
    ...{ stalls, sellers },
    otto: await deliverOne(world, stalls, sellers[0]),
    mara: await waitForBank(world, first),
    ida: await fillBasket(world.shop, [{ slug: first.productId, quantity: 1 }]),
    eve: await world.shop.guest(),
    tessa: await openAccount(world, 'tessa@people.example'),
    theo: await openAccount(world, 'theo@people.example'),
  };
}

async function openAccount(world: World, email: string): Promise<Account> {
  const password = 'a long enough password';
  await world.market.services.user.createDemoAccount({ email, password, name: 'Somebody', role: 'buyer' });
  const { token, actor } = await world.shop.signIn({ email, password });
  const { addresses } = await world.market.services.user.addAddress({ userId: actor.id, address: HOME });
  return { token, addressId: addresses[0]?.id ?? '' };
}

/** Buys of both sellers, has the first order delivered, and asks for more of it back than is given without asking. */
async function deliverOne(world: World, stalls: Scene['stalls'], seller: Visitor): Promise<Scene['otto']> {
  const wishes = stalls.map(({ productId }) => ({ slug: productId, quantity: 1 }));
  const { buyer, request } = await fillBasket(world.shop, wishes);
  const placed = await buyer.placeOrder(request);
  const orderIds = placed.status === 'placed' ? placed.orderIds : [];
  const orders = await Promise.all(orderIds.map((id) => buyer.order(id)));
  const idAt = (stall: Stall) => orders.find(({ sellerId }) => sellerId === stall.sellerId)?.id ?? '';
  const delivered = idAt(stalls[0]);
  await seller.accept(delivered);
  await seller.ship(delivered);
  await eventually(
    'the parcel to arrive',
    () => buyer.order(delivered),
    ({ status }) => status === 'delivered',
  );
  const { id: refundId } = await buyer.requestRefund(delivered, { shipping: true, reason: 'late' });
  await eventually(
    'the shipping to be given back',
    () => buyer.refund(refundId),
    ({ status }) => status === 'refunded',
  );
  await eventually(
    'the shipping to be counted',
    () => buyer.order(delivered),
    ({ refundedMinor }) => refundedMinor > 0,
  );
  return { buyer, checkoutId: placed.id, delivered, waiting: idAt(stalls[1]), refundId };
}

async function waitForBank(world: World, stall: Stall): Promise<Scene['mara']> {
  const wishes = [{ slug: stall.productId, quantity: 1 }];
  const { buyer, request, quote } = await fillBasket(world.shop, wishes, 'tok_3ds');
  const { id: checkoutId } = await buyer.placeOrder(request);
  const [charge] = await world.market.services.provider.findByReference(checkoutId);
  return { buyer, checkoutId, providerPaymentId: charge?.id ?? '', totalMinor: quote.totalMinor };
}
