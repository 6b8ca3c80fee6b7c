import type { Quote } from '../../services/pricing/pricing.schema';
import type { newPromotionSchema } from '../../services/promotion/promotion.schema';
import type { z } from 'zod';
import { fillBasket, HOME, type ReadyBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { idsOf, refusalOf } from './till';
import { openWorld, type World } from './world';

jest.setTimeout(120_000);

let world: World;
let admin: Visitor;
let support: Visitor;
let sellers: [Visitor, Visitor];

beforeAll(async () => {
  world = await openWorld('promotions', { sellers: 2, stock: 1000 });
  admin = await account('admin', 'admin');
  support = await account('helper', 'support');
  const [first, second] = world.market.stalls;
  if (!first || !second) throw new Error('there are two stalls');
  sellers = [await world.seller(first), await world.seller(second)];
}, 120_000);
// Every record has to agree in the end: the auditor looks when the world stops.
afterAll(() => world.stop());

async function account(name: string, role: 'buyer' | 'support' | 'admin'): Promise<Visitor> {
  const email = `${name}-of-promotions@people.example`;
  const password = 'a long enough password';
  await world.market.services.user.createDemoAccount({ email, password, name: 'Somebody', role });
  return world.shop.signIn({ email, password });
}

const stall = (index: number) => {
  const found = world.market.stalls[index];
  if (!found) throw new Error('there is no such stall');
  return found;
};
const newPromotion = (over: Partial<z.input<typeof newPromotionSchema>> = {}) => ({
  ...{ label: 'Spring', benefit: { kind: 'percent' as const, points: 2000 } },
  ...over,
});
let codes = 0;
const aCode = () => `SPRING-${(codes += 1)}`;
const { country, postcode } = HOME;

/** A basket of these stalls' things, with a code named for it. */
async function basketWith(code: string | null, stalls = [0, 1], quantity = 2): Promise<ReadyBasket> {
  const wishes = stalls.map((index) => ({ slug: stall(index).productId, quantity }));
  const ready = await fillBasket(world.shop, wishes);
  if (code) await ready.buyer.setCoupon(ready.request.cartId, code);
  return priced(ready);
}
async function priced(ready: ReadyBasket): Promise<ReadyBasket> {
  const quote = await ready.buyer.quote(ready.request.cartId, { country, postcode });
  const expectedTotal = { amountMinor: quote.totalMinor, currency: quote.currency };
  return { ...ready, quote, request: { ...ready.request, expectedTotal } };
}
const press = async ({ buyer, request }: ReadyBasket) => idsOf(await buyer.placeOrder(request));
const usesOf = async (id: string) => (await world.market.services.promotion.claims.uses([id]))[id];
const used = (id: string, wanted: number) =>
  eventually(
    `${wanted} uses`,
    () => usesOf(id),
    (uses) => uses === wanted,
  );
const offOf = ({ sellers: shops }: Quote, index: number) =>
  shops.find(({ sellerId }) => sellerId === stall(index).sellerId)?.discounts ?? [];

test('the seller pays for their own promotion, the platform for its own, and a refund gives back what was paid', async () => {
  const { services } = world.market;
  const own = await sellers[0].startPromotion(stall(0).sellerId, newPromotion({ label: 'Own' }));
  const platform = await admin.startPromotion(null, newPromotion({ code: aCode(), limits: { total: 5 } }));
  const empty = await basketWith(platform.code);
  const ready = await eventually(
    "the seller's promotion to count",
    () => priced(empty),
    ({ quote }) => offOf(quote, 0).length === 2,
  );
  // 5000 less a fifth, less a fifth of that; the other shop only has the platform's.
  expect(offOf(ready.quote, 0).map(({ amountMinor, fundedBy }) => [amountMinor, fundedBy])).toEqual([
    [1000, 'seller'],
    [800, 'platform'],
  ]);
  expect(offOf(ready.quote, 1).map(({ amountMinor }) => amountMinor)).toEqual([1000]);
  const ids = await press(ready);
  expect(ids).toHaveLength(2);
  await used(platform.id, 1);
  await sellers[0].endPromotion(own);

  const orders = await Promise.all(ids.map((id) => ready.buyer.order(id)));
  const order = orders.find(({ sellerId }) => sellerId === stall(0).sellerId);
  const [line] = order?.lines ?? [];
  if (!order || !line) throw new Error('the seller has an order');
  const seller = await world.sellerOf(order.id);
  await seller.accept(order.id);
  await seller.ship(order.id);
  const balance = async (account: 'promotions' | `seller-pending:${string}`) => {
    const entries = await services.ledger.entriesAbout({ orderId: order.id });
    return entries
      .flatMap(({ legs }) => legs)
      .filter((leg) => leg.account === account)
      .reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountMinor : -leg.amountMinor), 0);
  };
  await eventually(
    'the sale to be booked',
    () => balance('promotions'),
    (minor) => minor > 0,
  );
  // The net of 4000 at the rate of Germany, of which a tenth is commission: as if the platform had given nothing.
  const netMinor = 4000 - Math.round((4000 * 19) / 119);
  expect(-(await balance(`seller-pending:${order.sellerId}`))).toBe(netMinor - Math.round(netMinor / 10));
  expect(line.totalMinor).toBe(3200);

  await eventually(
    'the parcel to arrive',
    () => ready.buyer.order(order.id),
    ({ status }) => status === 'delivered',
  );
  const half = { lines: [{ lineId: line.id, quantity: 1 }], reason: 'other' as const };
  const refund = await ready.buyer.requestRefund(order.id, half);
  expect(refund.amountMinor).toBe(1600);
  await eventually(
    'the refund to be paid',
    () => ready.buyer.refund(refund.id),
    ({ status }) => status === 'refunded',
  );
  const added = line.subsidyMinor ?? 0;
  await eventually(
    'half of what the platform added to be back',
    async () => (await balance('promotions')) - (order.shipping.subsidyMinor ?? 0),
    (minor) => Math.abs(minor - added / 2) <= 1,
  );
});

test('of two who want the last use of a code one gets it; the other is told, and is not charged', async () => {
  const promotion = await admin.startPromotion(null, newPromotion({ code: aCode(), limits: { total: 1 } }));
  const [one, two] = [await basketWith(promotion.code, [1]), await basketWith(promotion.code, [1])];
  expect(two.quote.coupon).toEqual({ code: promotion.code, applied: true });
  const answers = await Promise.allSettled([press(one), press(two)]);
  const refused = answers.find((answer) => answer.status === 'rejected');
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(refused?.reason).toMatchObject({
    code: 'price-changed',
    problem: { quote: { coupon: { applied: false, reason: 'used-up' } } },
  });
  expect(await usesOf(promotion.id)).toBe(1);
  const loser = answers[0]?.status === 'rejected' ? one : two;
  const again = await priced(loser);
  expect(again.quote.discountMinor).toBeUndefined();
  expect(await press(again)).toHaveLength(1);
});

test('a use comes back when the checkout is given up, and when all orders it was for are cancelled', async () => {
  const promotion = await admin.startPromotion(null, newPromotion({ code: aCode(), limits: { total: 1 } }));
  const ready = await basketWith(promotion.code);
  const declined = { ...ready.request, paymentToken: 'tok_decline' };
  const problem = await refusalOf(ready.buyer.placeOrder(declined));
  expect(problem.code).toBe('payment-declined');
  expect(await usesOf(promotion.id)).toBe(1);
  // The use is this checkout's own: it does not stand in its way.
  expect((await priced(ready)).quote.coupon?.applied).toBe(true);
  await ready.buyer.abandon((await ready.buyer.cart()).checkoutId);
  await used(promotion.id, 0);

  const ids = await press(await priced(ready));
  expect(ids).toHaveLength(2);
  expect(await usesOf(promotion.id)).toBe(1);
  for (const id of ids) await ready.buyer.cancel(id, 'changed-mind');
  await used(promotion.id, 0);
});

test('a basket says why a code does not count, and keeps none that never will', async () => {
  const { code } = await admin.startPromotion(
    null,
    newPromotion({ code: aCode(), conditions: { minimumMinor: 100_000 } }),
  );
  const { buyer, request } = await basketWith(null, [1]);
  const basket = await buyer.setCoupon(request.cartId, code);
  expect(basket.quote?.coupon).toMatchObject({ applied: false, reason: 'minimum', minimumMinor: 100_000 });
  expect(await refusalOf(buyer.setCoupon(request.cartId, 'NEVER-WAS'))).toMatchObject({
    code: 'coupon-refused',
  });
  expect((await buyer.cart()).coupon).toBe(code);
  expect((await buyer.setCoupon(request.cartId, null)).coupon).toBeUndefined();
  const personal = await admin.startPromotion(null, newPromotion({ code: aCode(), limits: { perBuyer: 1 } }));
  expect((await buyer.setCoupon(request.cartId, personal.code)).quote?.coupon).toMatchObject({
    reason: 'needs-account',
  });
});

test("another seller's promotions are not there; the platform's are made by admins alone", async () => {
  const own = await sellers[0].startPromotion(stall(0).sellerId, newPromotion({ code: aCode() }));
  const notFound = { status: 404 };
  expect(await refusalOf(sellers[1].endPromotion(own))).toMatchObject(notFound);
  expect(await refusalOf(sellers[1].promotions(stall(0).sellerId))).toMatchObject(notFound);
  expect(await refusalOf(sellers[1].startPromotion(stall(0).sellerId, newPromotion()))).toMatchObject(
    notFound,
  );
  for (const other of [sellers[0], support])
    expect(await refusalOf(other.startPromotion(null, newPromotion()))).toMatchObject({ status: 403 });
  expect((await sellers[0].promotions(stall(0).sellerId)).map(({ id }) => id)).toContain(own.id);
  const ended = await sellers[0].endPromotion(own);
  expect(ended.endedAt).not.toBeNull();
});

test("a seller's own table of shipping is what baskets are priced with", async () => {
  const { sellerId } = stall(1);
  const { effective, version } = await sellers[1].shippingTable(sellerId);
  expect(effective.length).toBeGreaterThan(1);
  const post = { id: 'post', label: 'Post', minDays: 1, maxDays: 3, perKgMinor: 100, freeFromMinor: null };
  const zones = [
    {
      ...{ name: 'Near', countries: ['DE', 'FR'] },
      services: [{ ...post, steps: [{ upToGrams: 500, priceMinor: 123 }] }],
    },
  ];
  await sellers[1].putShippingTable(sellerId, zones, version);
  expect(await refusalOf(sellers[1].putShippingTable(sellerId, zones, version))).toMatchObject({
    status: 412,
  });
  expect(await refusalOf(sellers[0].putShippingTable(sellerId, zones, version + 1))).toMatchObject({
    status: 404,
  });
  const twice = [...zones, { ...zones[0], name: 'Again' }];
  expect(await refusalOf(sellers[1].putShippingTable(sellerId, twice, version + 1))).toMatchObject({
    status: 400,
  });
  // Two things of 500 grams: the first step, and one kilogram begun beyond it.
  const ready = await basketWith(null, [1]);
  await eventually(
    'the table to count',
    () => priced(ready),
    ({ quote }) => quote.shippingMinor === 223,
  );
  await sellers[1].putShippingTable(sellerId, null, version + 1);
});
