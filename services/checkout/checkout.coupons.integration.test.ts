import { openMarket, type Market } from '../../test/market';
import { testConfig } from '../../test/servers';
import { HOME } from '../../test/shopper/purchase';
import { newId } from '../platform/ids';
import { systemClock as clock } from '../platform/clock';
import { newPromotionSchema } from '../promotion/promotion.schema';
import { createPlacing, type Placing } from './checkout.placing';

jest.setTimeout(60_000);

const BUYERS = 100;
const USES = 10;
let market: Market;
let placing: Placing;
beforeAll(async () => {
  market = await openMarket(testConfig(), { sellers: 1, stock: 1000 });
  const { services } = market;
  placing = createPlacing({
    ...{ carts: services.cart, checkouts: services.checkout, inventory: services.inventory },
    ...{ orders: services.order, payments: services.payment, pricing: services.pricing },
    ...{ sellers: services.seller, commission: services.commission, clock },
    promotions: services.promotion,
    promises: {
      ...{ acceptWithinHours: 1, shipWithinHours: 1, returnWindowHours: 1, carrierPollSeconds: 60 },
      parcelOverdueDays: 10,
      returnHours: { decide: 72, send: 336, inspect: 72 },
    },
  });
});
afterAll(() => market.close());

const aCode = async (limits: object) =>
  market.services.promotion.create({
    ...{ sellerId: null, by: 'admin-1' },
    wanted: newPromotionSchema.parse({
      ...{ label: 'Race', code: `RACE-${newId().slice(-8).toUpperCase()}`, limits },
      benefit: { kind: 'percent', points: 1000 },
    }),
  });

/** A checkout of somebody who saw the price with the code, asked for and not begun. */
async function asked(code: string | null, quantity = 1): Promise<string> {
  const { cart, pricing, checkout } = market.services;
  const ownerId = newId();
  const { id: cartId, checkoutId } = await cart.current(ownerId);
  const [sku = ''] = market.stalls.map((stall) => stall.sku);
  const { lines } = await cart.setLine({ cartId, ownerId, sku, quantity });
  if (code) await cart.setCoupon({ cartId, ownerId, code });
  const { country, postcode } = HOME;
  const priced = await pricing.quoteBasket({
    ...{ lines, destination: { country, postcode }, choices: {} },
    ...(code ? { coupon: { code, buyerId: ownerId, checkoutId } } : {}),
  });
  if (!priced.ok) throw new Error(priced.refusal.reason);
  const { totalMinor: amountMinor, currency } = priced.quote;
  await checkout.open({
    ...{ checkoutId, ownerId },
    request: {
      ...{ cartId, email: 'ida@people.example', shippingAddress: HOME, shippingChoices: {} },
      ...{ paymentToken: 'tok_approve', expectedTotal: { amountMinor, currency } },
    },
  });
  return checkoutId;
}
const prepare = (checkoutId: string) => placing.prepare({ checkoutId, holdSeconds: 600 });
const usesOf = async (id: string) => (await market.services.promotion.claims.uses([id]))[id];

test('of 100 buyers who press pay for 10 uses of a code exactly 10 go on; the others are told, and nothing is held', async () => {
  const { id, code } = await aCode({ total: USES });
  const checkoutIds = await Promise.all(Array.from({ length: BUYERS }, () => asked(code)));
  const answers = await Promise.all(checkoutIds.map(prepare));
  expect(answers.filter(({ kind }) => kind === 'held')).toHaveLength(USES);
  for (const answer of answers.filter(({ kind }) => kind !== 'held'))
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'price-changed', quote: { coupon: { applied: false, reason: 'used-up' } } },
    });
  expect(await usesOf(id)).toBe(USES);

  // What comes to nothing gives its use back, by its undo and again at its end.
  const held = checkoutIds.filter((_, index) => answers[index]?.kind === 'held');
  for (const checkoutId of held) {
    await placing.releaseHold({ checkoutId });
    await placing.end({ checkoutId, as: 'expired' });
  }
  expect(await usesOf(id)).toBe(0);
});

test('a sold-out basket keeps no use of its code', async () => {
  const { id, code } = await aCode({ total: 1 });
  const plenty = await asked(code, 600);
  await prepare(await asked(null, 600));
  expect(await prepare(plenty)).toMatchObject({ kind: 'refused', refusal: { reason: 'out-of-stock' } });
  expect(await usesOf(id)).toBe(0);
});
