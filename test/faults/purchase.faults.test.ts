import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../services/platform/config';
import type { ProviderPayment } from '../../services/payment/provider.port';
import { isAlive } from '../../stack/machine/lock';
import { freePorts } from '../../stack/machine/ports';
import { startShop, type Shop as Processes } from '../../stack/shop/start';
import { audit } from '../audit/audit';
import { openMarket, type Market } from '../market';
import { testEnv } from '../servers';
import { fillBasket, type ReadyBasket } from '../shopper/purchase';
import { ApiProblem } from '../shopper/http';
import { createShop, type Shop, type Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';

/** Every step of a purchase and of its fulfilment at which the worker is killed, before and after its effect. */
const PURCHASE = ['prepareCheckout', 'authorisePayment', 'placeOrders'];
const FULFILMENT = [
  'acceptOrder',
  'startShipping',
  'captureOrder',
  'capturePart',
  'bookDelivery',
  'shipOrder',
];
const MOMENTS = ['before', 'after'];

let processes: Processes;
let market: Market;
let shop: Shop;
let faultFile: string;

beforeAll(async () => {
  const given = testEnv();
  const dataDir = join(given.CARAVAN_TEST_DIR ?? '', 'killed');
  faultFile = join(given.CARAVAN_TEST_DIR ?? '', 'fault');
  const env = { ...given, CARAVAN_FAULT_FILE: faultFile, LOG_LEVEL: 'error', CARRIER_POLL_SECONDS: '3' };
  processes = await startShop({
    env,
    dataDir,
    ports: await freePorts(env),
    parts: ['api', 'worker', 'relay'],
    // Not supervised: a supervisor waits longer after each death, and here they are many.
    supervise: false,
    built: true,
  });
  const config = loadConfig(processes.env);
  market = await openMarket(config, { sellers: 2, stock: 1000 });
  shop = createShop(`http://127.0.0.1:${config.API_PORT}/v1`);
  for (const { productId } of market.stalls) {
    await eventually(
      'the goods to be on show',
      () => shop.http({ method: 'GET', path: `/products/${productId}` }),
      ({ status }) => status === 200,
    );
  }
}, 120_000);
afterAll(async () => {
  shop.close();
  await market.close();
  await processes.stop();
});
jest.setTimeout(120_000);

describe.each(MOMENTS)('a worker killed %s', (moment) => {
  test.each(PURCHASE)('%s: the purchase finishes with one charge', async (step) => {
    const basket = await fillBasket(shop, wishes());
    const before = await stockNow();
    const revived = killAt(step, moment);
    await press(basket);
    await revived;
    const checkoutId = await placed(basket);
    expect(await charges(checkoutId)).toEqual([
      { status: 'authorised', amountMinor: basket.quote.totalMinor },
    ]);
    const { orderIds } = await basket.buyer.checkout(checkoutId);
    expect(orderIds).toHaveLength(2);
    const totals = await Promise.all(orderIds.map(async (id) => (await basket.buyer.order(id)).totalMinor));
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(basket.quote.totalMinor);
    expect(await stockNow()).toEqual(before.map((available) => available - 1));
    await expectStockBalanced();
  });

  test.each(FULFILMENT)('%s: the order is shipped once and its money taken once', async (step) => {
    const basket = await fillBasket(shop, wishes());
    await press(basket);
    const checkoutId = await placed(basket);
    const [orderId = ''] = (await basket.buyer.checkout(checkoutId)).orderIds;
    const seller = await sellerOf(orderId);
    const revived = killAt(step, moment);
    await insist(
      () => seller.accept(orderId),
      () => basket.buyer.order(orderId),
      'accepted',
    );
    await insist(
      () => seller.ship(orderId),
      () => basket.buyer.order(orderId),
      'shipped',
    );
    await revived;
    const order = await eventually(
      'the parcel to arrive',
      () => basket.buyer.order(orderId),
      ({ status }) => status === 'delivered',
      { withinMs: 60_000 },
    );
    const [payment] = await provider(checkoutId);
    expect(payment?.captures.map(({ reference, amountMinor }) => ({ reference, amountMinor }))).toEqual([
      { reference: orderId, amountMinor: order.totalMinor },
    ]);
    expect(order.capturedMinor).toBe(order.totalMinor);
    expect(await basket.buyer.deliveries(orderId)).toHaveLength(1);
  });
});

test('workers and API killed together while a purchase is open: it finishes with one charge', async () => {
  const basket = await fillBasket(shop, wishes(), 'tok_3ds');
  const open = await basket.buyer.placeOrder(basket.request);
  expect(open.status).toBe('awaiting-buyer');
  await Promise.all([processes.kill('worker'), processes.kill('api')]);
  const redirectUrl = open.status === 'awaiting-buyer' ? open.redirectUrl : '';
  await fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'approve' }),
    redirect: 'manual',
  });
  await Promise.all([processes.restart('worker'), processes.restart('api')]);
  const { orderIds } = await eventually(
    'the order to be placed',
    () => basket.buyer.checkout(open.id),
    ({ status }) => status === 'placed',
    { withinMs: 60_000 },
  );
  expect(orderIds).toHaveLength(2);
  expect(await charges(open.id)).toEqual([{ status: 'authorised', amountMinor: basket.quote.totalMinor }]);
});

test('after all of it every record agrees', async () => {
  expect((await audit(loadConfig(processes.env))).findings).toEqual([]);
});

const wishes = () => market.stalls.map(({ productId }) => ({ slug: productId, quantity: 1 }));
const stockNow = async () => {
  const counts = await market.services.inventory.availability(market.stalls.map(({ sku }) => sku));
  return market.stalls.map(({ sku }) => counts[sku] ?? 0);
};

/** Has the worker killed at that moment, and starts it again once it is dead. */
async function killAt(step: string, moment: string): Promise<void> {
  const pid = processes.pids.worker ?? 0;
  rmSync(faultFile, { force: true });
  writeFileSync(faultFile, `${step}:${moment}`);
  await eventually(
    `the worker to die ${moment} ${step}`,
    () => Promise.resolve(existsSync(faultFile) || isAlive(pid)),
    (lives) => !lives,
    { withinMs: 60_000 },
  );
  await processes.restart('worker');
}

/** The buyer presses pay; whether an answer comes is not the question. */
async function press(basket: ReadyBasket): Promise<void> {
  await basket.buyer.placeOrder(basket.request).catch(expectNoRefusal);
}

async function placed({ buyer, request }: ReadyBasket): Promise<string> {
  const checkouts = market.services.checkout;
  const checkoutId =
    (await checkouts.listForOwner(buyer.actor.id)).find(({ cartId }) => cartId === request.cartId)?.id ?? '';
  await eventually(
    'the order to be placed',
    () => checkouts.get(checkoutId),
    (checkout) => checkout?.status === 'placed',
    { withinMs: 90_000, show: (checkout) => checkout?.status ?? 'unknown' },
  );
  return checkoutId;
}

/** A seller presses a button again until what was meant has happened; a refusal because it has is fine. */
async function insist(
  press: () => Promise<unknown>,
  read: () => ReturnType<Visitor['order']>,
  wanted: string,
): Promise<void> {
  const reached = ['accepted', 'shipping', 'shipped', 'delivered'];
  const isThere = ({ status }: { status: string }) =>
    reached.indexOf(status) >= reached.indexOf(wanted) && status !== 'shipping';
  await eventually(
    `the order to be ${wanted}`,
    async () => {
      const now = await read();
      if (!isThere(now)) await press().catch(expectNoRefusal);
      return read();
    },
    isThere,
    { withinMs: 90_000, show: ({ status }) => status },
  );
}

/** While processes die, no answer, 503 and 409 are what a client meets; anything else is a fault. */
function expectNoRefusal(error: unknown): void {
  if (error instanceof ApiProblem && ![409, 503].includes(error.status)) throw error;
}

async function provider(paymentId: string): Promise<ProviderPayment[]> {
  return market.services.provider.findByReference(paymentId);
}

async function charges(paymentId: string) {
  return (await provider(paymentId)).map(({ status, amountMinor }) => ({ status, amountMinor }));
}

async function expectStockBalanced(): Promise<void> {
  const stocks = await market.services.inventory.changedSince(0);
  expect(stocks.every(({ available }) => available >= 0)).toBe(true);
  expect(
    await market.services.inventory.overdueHolds({
      before: new Date(Date.now() + 86_400_000).toISOString(),
      limit: 10,
    }),
  ).toEqual([]);
}

async function sellerOf(orderId: string): Promise<Visitor> {
  const sold = await market.services.order.get(orderId);
  const stall = market.stalls.find(({ sellerId }) => sellerId === sold?.sellerId);
  if (!stall) throw new Error('nobody sold this');
  return shop.signIn(stall);
}
