import { accept, asSellers, ordersOf, ship } from '../stack/demo/story';
import type { Plenty } from '../test/shopper/goods';
import { buy, type Purchase } from '../test/shopper/purchase';
import type { OrderView, Shop, Visitor } from '../test/shopper/shopper';
import { eventually } from '../test/shopper/wait';
import { runLoad } from './load';
import type { Plan } from './plan';
import { pairsOf } from './purchases';
import { percentilesOf, type Percentiles } from './statistics';

/** Small enough that nobody has to agree, in minor units. */
const AMOUNT_MINOR = 100;
const REFUNDED_WITHIN_MS = 60_000;
/** Refunds that are asked for at the same time. */
const AT_ONCE = 8;

export interface MoneyFigures {
  refundsPerSecond: number;
  /** From asking until the provider has the money on its way, in ms. */
  refundMs: Percentiles;
  refunds: number;
  /** placeOrder in ms: before anything was booked, beside captures that are booked, and after all of it. */
  placeOrderMs: { before: Percentiles; beside: Percentiles; after: Percentiles };
  errors: string[];
}

/**
 * Buys, ships what was bought while others buy, gives a part of each order back, and buys again: so that it is seen
 * whether the ledger's bookings make buying slower.
 */
export async function measureMoney(options: {
  shop: Shop;
  products: readonly Plenty[];
  plan: Plan;
  say: (line: string) => void;
}): Promise<MoneyFigures> {
  const { shop, plan, say } = options;
  const wishes = pairsOf(options.products)[0] ?? [];
  const { purchases: count, buyers } = plan.money;
  const errors: string[] = [];
  const purchases = async (): Promise<Purchase[]> => {
    const load = await runLoad(() => buy(shop, wishes), { count, atOnce: buyers, limitMs: plan.repeatMs });
    errors.push(...load.errors.map(({ message }) => message));
    if (load.done.length === 0) throw load.errors[0] ?? new Error('No purchase was made in time.');
    return load.done;
  };
  const timesOf = (done: readonly Purchase[]) => percentilesOf(done.map(({ placeOrderMs }) => placeOrderMs));

  const before = await purchases();
  const orders = await Promise.all(
    before.map(async (one) => (await ordersOf(one)).map((order) => ({ buyer: one.buyer, order }))),
  );
  const bought = orders.flat();
  const sellers = await sellersOf(shop, bought);
  const shipAll = runLoad(
    async (index) => {
      const one = bought[index];
      const seller = sellers.get(one?.order.sellerId ?? '');
      if (!one || !seller) throw new Error('Nobody sells this.');
      await ship(seller, await accept(seller, one.order));
      return one;
    },
    { count: bought.length, atOnce: buyers, limitMs: plan.repeatMs },
  );
  const beside = await purchases();
  const shipped = await shipAll;
  errors.push(...shipped.errors.map(({ message }) => message));
  say(`  ok  ${shipped.done.length} orders shipped, captured and booked while ${beside.length} were bought`);

  const refunds = await runLoad(
    async (index) => {
      const one = shipped.done[index];
      return one ? giveBack(one.buyer, one.order) : 0;
    },
    { count: shipped.done.length, atOnce: AT_ONCE, limitMs: plan.repeatMs },
  );
  errors.push(...refunds.errors.map(({ message }) => message));
  say(`  ok  ${refunds.done.length} refunds`);
  const after = await purchases();
  return {
    refundsPerSecond: (refunds.done.length / refunds.elapsedMs) * 1000,
    refundMs: percentilesOf(refunds.done),
    refunds: refunds.done.length,
    placeOrderMs: { before: timesOf(before), beside: timesOf(beside), after: timesOf(after) },
    errors,
  };
}

/** Every seller of these orders, signed in once. */
async function sellersOf(shop: Shop, bought: readonly { order: OrderView }[]): Promise<Map<string, Visitor>> {
  const sellers = new Map<string, Visitor>();
  const each = new Map(bought.map(({ order }) => [order.sellerId, order]));
  await asSellers(shop, [...each.values()], (seller, order) => {
    sellers.set(order.sellerId, seller);
    return Promise.resolve(order);
  });
  return sellers;
}

/** How long it took, in ms. */
async function giveBack(buyer: Visitor, order: OrderView): Promise<number> {
  const startedMs = performance.now();
  const { id } = await buyer.requestRefund(order.id, { amountMinor: AMOUNT_MINOR, reason: 'other' });
  await eventually(
    `refund ${id} to be given back`,
    () => buyer.refund(id),
    ({ status }) => status === 'refunded',
    { withinMs: REFUNDED_WITHIN_MS, show: ({ status }) => status },
  );
  return performance.now() - startedMs;
}
