import type { Delivery } from '../../services/delivery/delivery.schema';
import type { Refund } from '../../services/refund/refund.schema';
import { bySeller, plentifulProducts } from '../../test/shopper/goods';
import { buy, type Purchase } from '../../test/shopper/purchase';
import type { OrderView, PaymentView, Shop, Visitor } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';
import { demoAccounts } from '../seed/accounts';

/** Enough that a demo never empties a shelf. */
const PLENTY = 20;
/** The carrier of the demo makes a step every two seconds; a busy machine takes longer. */
const DELIVERED_WITHIN_MS = 180_000;
const REFUNDED_WITHIN_MS = 60_000;

/** What has happened so far, each as the API showed it last. */
export interface Story {
  purchase: Purchase;
  orders: OrderView[];
  payment: PaymentView;
  deliveries: Delivery[];
  refund: Refund;
}

/** Something is not as it should be. The message says what. */
export class Difference extends Error {}

/** @throws Difference with the sentence, unless it is so */
export function mustBe(isSo: boolean, sentence: string): void {
  if (!isSo) throw new Difference(sentence);
}

/** A guest buys two things of one seller and one of another, and pays once. */
export async function buyOfTwoSellers(shop: Shop): Promise<Purchase> {
  const products = await plentifulProducts(shop, PLENTY);
  const known = products.filter(({ sellerId }) => accountOfSeller(sellerId) !== undefined);
  const [two] = [...bySeller(known, 2).values()];
  const [first, second] = two ?? [];
  const other = known.find(({ sellerId }) => sellerId !== first?.sellerId);
  if (!first || !second || !other)
    throw new Difference('The catalogue has too few goods in stock for a demo. Run "npm start" once more.');
  const wishes = [first, second, other].map(({ slug }) => ({ slug, quantity: 1 }));
  const purchase = await buy(shop, wishes);
  mustBe(
    purchase.orderIds.length === 2,
    `Two sellers should make 2 orders, not ${purchase.orderIds.length}.`,
  );
  return purchase;
}

/** The orders of a purchase, whose goods must come from stock that is really there. */
export async function ordersOf({ buyer, orderIds, quote }: Purchase): Promise<OrderView[]> {
  const orders = await Promise.all(orderIds.map((id) => buyer.order(id)));
  for (const order of orders) {
    const wanted = sum(order.lines.map(({ quantity }) => quantity));
    const taken = sum(order.allocations.map(({ quantity }) => quantity));
    mustBe(
      taken === wanted,
      `Of order ${order.id} ${wanted} units are wanted and ${taken} taken from stock.`,
    );
  }
  const totalMinor = sum(orders.map((order) => order.totalMinor));
  mustBe(
    totalMinor === quote.totalMinor,
    `The orders cost ${totalMinor}, but ${quote.totalMinor} was agreed (minor units).`,
  );
  return orders;
}

/** The one payment, of which nothing may be taken before a seller ships. */
export async function authorisedPayment({ buyer, quote }: Purchase, order: OrderView): Promise<PaymentView> {
  const payment = await buyer.payment(order.paymentId);
  mustBe(payment.status === 'authorised', `The payment should be authorised; it is ${payment.status}.`);
  mustBe(
    payment.authorisedMinor === quote.totalMinor && payment.capturedMinor === 0,
    `${quote.totalMinor} should be reserved and 0 taken; it is ${payment.authorisedMinor} and ${payment.capturedMinor} (minor units).`,
  );
  return payment;
}

/** Each seller acts on their own order, signed in as themselves. */
export async function asSellers(
  shop: Shop,
  orders: readonly OrderView[],
  act: (seller: Visitor, order: OrderView) => Promise<OrderView>,
): Promise<OrderView[]> {
  const acted: OrderView[] = [];
  for (const order of orders) {
    const account = accountOfSeller(order.sellerId);
    if (!account) throw new Difference(`Nobody can sign in for ${order.sellerName}.`);
    acted.push(await act(await shop.signIn(account), order));
  }
  return acted;
}

export async function accept(seller: Visitor, order: OrderView): Promise<OrderView> {
  const accepted = await seller.accept(order.id);
  mustBe(accepted.status === 'accepted', `Order ${order.id} should be accepted; it is ${accepted.status}.`);
  return accepted;
}

/** Shipping is what takes the money. */
export async function ship(seller: Visitor, order: OrderView): Promise<OrderView> {
  const shipped = await seller.ship(order.id);
  mustBe(
    shipped.status === 'shipped' || shipped.status === 'delivered',
    `Order ${order.id} should be shipped; it is ${shipped.status}.`,
  );
  mustBe(
    shipped.capturedMinor === shipped.totalMinor,
    `Of order ${order.id} ${shipped.totalMinor} should be taken, not ${shipped.capturedMinor} (minor units).`,
  );
  return shipped;
}

/** Waits until the carrier has brought the parcel of an order. */
export async function delivered(buyer: Visitor, order: OrderView): Promise<[OrderView, Delivery]> {
  const arrived = await eventually(
    `the parcel of ${order.sellerName} to be delivered`,
    () => buyer.order(order.id),
    ({ status }) => status === 'delivered',
    { withinMs: DELIVERED_WITHIN_MS, show: ({ status }) => status },
  );
  const [delivery, ...more] = await buyer.deliveries(order.id);
  if (!delivery || more.length > 0) throw new Difference(`Order ${order.id} should have one parcel.`);
  mustBe(
    delivery.status === 'delivered',
    `Parcel ${delivery.id} should be delivered; it is ${delivery.status}.`,
  );
  return [arrived, delivery];
}

/** The buyer sends the first thing back; where the rules ask for a person's consent, support gives it. */
export async function refundOneLine(shop: Shop, buyer: Visitor, order: OrderView): Promise<Refund> {
  const [line] = order.lines;
  if (!line) throw new Difference(`Order ${order.id} has no lines.`);
  const asked = await buyer.requestRefund(order.id, {
    lines: [{ lineId: line.id, quantity: 1 }],
    reason: 'not-as-described',
  });
  mustBe(
    asked.amountMinor === line.totalMinor,
    `The line cost ${line.totalMinor}, but ${asked.amountMinor} would be given back (minor units).`,
  );
  const isSettled = ({ status }: Refund) => status !== 'requested' && status !== 'refunding';
  const waitFor = (isSo: (refund: Refund) => boolean) =>
    eventually('the refund', () => buyer.refund(asked.id), isSo, {
      withinMs: REFUNDED_WITHIN_MS,
      show: ({ status }) => status,
    });
  let refund = await waitFor(isSettled);
  if (refund.status === 'awaiting-approval') {
    const support = demoAccounts.find(({ role }) => role === 'support');
    if (support) await (await shop.signIn(support)).approveRefund(refund.id);
    refund = await waitFor(({ status }) => status !== 'awaiting-approval' && status !== 'refunding');
  }
  mustBe(refund.status === 'refunded', `The refund should be given back; it is ${refund.status}.`);
  return refund;
}

function accountOfSeller(sellerId: string) {
  return demoAccounts.find((account) => account.sellerId === sellerId);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
