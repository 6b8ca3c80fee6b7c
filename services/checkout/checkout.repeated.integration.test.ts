import { HOME } from '../../test/shopper/purchase';
import { openMarket, type Market } from '../../test/market';
import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { systemClock as clock } from '../platform/clock';
import { createPlacing } from './checkout.placing';

const config = testConfig();
/** Two workers: each sees the databases through services of its own. */
let markets: [Market, Market];
beforeAll(async () => {
  markets = [await openMarket(config, { sellers: 2 }), await openMarket(config, { sellers: 0 })];
});
afterAll(() => Promise.all(markets.map((market) => market.close())));

const workerOf = ({ services }: Market) =>
  createPlacing({
    ...{ carts: services.cart, checkouts: services.checkout, inventory: services.inventory },
    ...{ orders: services.order, payments: services.payment, pricing: services.pricing },
    ...{ sellers: services.seller, commission: services.commission, clock },
    promotions: services.promotion,
    promises: {
      acceptWithinHours: 1,
      shipWithinHours: 1,
      returnWindowHours: 1,
      returnHours: { decide: 72, send: 336, inspect: 72 },
      carrierPollSeconds: 60,
      parcelOverdueDays: 10,
    },
  });

/** A checkout of one thing of each stall, asked for and not begun. */
async function asked(): Promise<string> {
  const [{ services, stalls }] = markets;
  const ownerId = newId();
  const { id: cartId, checkoutId } = await services.cart.current(ownerId);
  for (const { sku } of stalls) await services.cart.setLine({ cartId, ownerId, sku, quantity: 1 });
  const lines = (await services.cart.get(cartId))?.lines ?? [];
  const { country, postcode } = HOME;
  const priced = await services.pricing.quoteBasket({
    lines,
    destination: { country, postcode },
    choices: {},
  });
  if (!priced.ok) throw new Error(priced.refusal.reason);
  const { totalMinor: amountMinor, currency } = priced.quote;
  await services.checkout.open({
    checkoutId,
    ownerId,
    request: {
      ...{ cartId, email: 'ida@people.example', shippingAddress: HOME, shippingChoices: {} },
      ...{ paymentToken: 'tok_approve', expectedTotal: { amountMinor, currency } },
    },
  });
  return checkoutId;
}

test('of two tries of one task side by side the slower finds everything done, and undoes nothing', async () => {
  const [first, second] = [workerOf(markets[0]), workerOf(markets[1])];
  const checkoutId = await asked();
  const attempt = 1;
  const held = await first.prepare({ checkoutId, holdSeconds: 60 });
  const heldAgain = await second.prepare({ checkoutId, holdSeconds: 60 });
  if (held.kind !== 'held' || heldAgain.kind !== 'held') throw new Error('the stock should be held');
  const paid = await first.authorise({ checkoutId, attempt });
  const placed = await first.placeOrders({ checkoutId, hold: held.hold });

  expect(await second.authorise({ checkoutId, attempt })).toEqual(paid);
  expect(paid.status).toBe('authorised');
  const again = await second.placeOrders({ checkoutId, hold: heldAgain.hold });
  expect(again.map(({ orderId }) => orderId)).toEqual(placed.map(({ orderId }) => orderId));

  await second.giveUpAttempt({ checkoutId, attempt });
  await second.voidPayment({ checkoutId });
  await second.releaseHold({ checkoutId });
  await second.end({ checkoutId, as: 'expired' });
  const { checkout, payment, provider } = markets[0].services;
  expect(await checkout.get(checkoutId)).toMatchObject({ status: 'placed' });
  expect(await payment.get(checkoutId)).toMatchObject({ status: 'authorised' });
  expect((await provider.findByReference(checkoutId)).map(({ status }) => status)).toEqual(['authorised']);
});
