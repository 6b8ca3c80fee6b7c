import { z } from 'zod';
import { cartSchema, type Cart } from '../../services/cart/cart.schema';
import { refusalSchema, type Refusal } from '../../services/checkout/checkout.schema';
import { quantitySchema } from '../../services/inventory/inventory.schema';
import { NotFoundError } from '../../services/platform/errors';
import { couponMessage } from '../../services/pricing/pricing.coupon';
import {
  destinationSchema,
  quoteSchema,
  shippingChoicesSchema,
  type Destination,
  type ShippingChoices,
} from '../../services/pricing/pricing.schema';
import { CouponRefusedError } from '../../services/promotion/promotion.errors';
import { promotionCodeSchema, type CouponReason } from '../../services/promotion/promotion.schema';
import { skuSchema } from '../../services/product/product.schema';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { refusalProblem } from '../refusals';
import { idParams, idSchema } from './shared';

/** Where a basket is priced to before the buyer has said where they are. */
const HOME: Destination = { country: 'DE', postcode: '10115' };

/** Reasons that a buyer can do something about. */
const CURABLE: ReadonlySet<CouponReason> = new Set(['needs-account', 'not-yet']);

const changeSchema = z.object({
  sku: skuSchema,
  fromMinor: z.number().int(),
  toMinor: z.number().int(),
});
export const cartViewSchema = cartSchema.extend({
  quote: quoteSchema
    .nullable()
    .describe('Null for an empty basket and for one that cannot be bought as it is'),
  changes: z.array(changeSchema).describe('Prices that changed since a line was put in'),
  problems: z.array(refusalSchema).describe('What keeps this basket from being bought'),
});

/** Baskets, of guests and of accounts. */
export function cartRoutes({ services }: Pick<ApiDeps, 'services'>): Route[] {
  const { cart: carts, estimates, pricing, product, promotion: promotions } = services;
  const tags = ['Basket'];
  const view = { description: 'The basket', schema: cartViewSchema };

  /** The basket with what it costs now and what is wrong with it. */
  const show = async (cart: Cart) => {
    if (cart.lines.length === 0) return ok({ ...cart, quote: null, changes: [], problems: [] });
    const skus = cart.lines.map(({ sku }) => sku);
    const [priced, available] = await Promise.all([
      estimates.quoteBasket({ ...basketOf(cart), destination: HOME, choices: {} }),
      product.catalogue.availability(skus),
    ]);
    const problems: Refusal[] = priced.ok ? [] : [priced.refusal];
    const short = shortages(linesOf(cart), available);
    if (short.length > 0) problems.push({ reason: 'out-of-stock', lines: short });
    const items = priced.ok
      ? priced.quote.sellers.flatMap(({ lines }) => lines)
      : await product.catalogue.itemsForSkus(skus);
    const prices = new Map(items.map((item) => [item.sku, item.unitPriceMinor]));
    const changes = cart.lines.flatMap(({ sku, seenPriceMinor }) => {
      const toMinor = prices.get(sku) ?? seenPriceMinor;
      return toMinor === seenPriceMinor ? [] : [{ sku, fromMinor: seenPriceMinor, toMinor }];
    });
    return ok({ ...cart, quote: priced.ok ? priced.quote : null, changes, problems });
  };

  return [
    route({
      method: 'get',
      path: '/carts/current',
      summary: 'My basket; made at the first look',
      tags,
      auth: ANYBODY,
      responses: { 200: view },
      handler: async ({ actor }) => show(await carts.current(actor.id)),
    }),
    route({
      method: 'put',
      path: '/carts/{id}/lines/{sku}',
      summary: 'Have so many of a thing in the basket',
      tags,
      auth: ANYBODY,
      params: z.object({ id: idSchema, sku: skuSchema }),
      body: z.strictObject({ quantity: quantitySchema }),
      responses: { 200: view },
      handler: async ({ actor, params, body }) =>
        show(
          await carts.setLine({
            cartId: params.id,
            ownerId: actor.id,
            sku: params.sku,
            quantity: body.quantity,
          }),
        ),
    }),
    route({
      method: 'delete',
      path: '/carts/{id}/lines/{sku}',
      summary: 'Take a thing out of the basket',
      tags,
      auth: ANYBODY,
      params: z.object({ id: idSchema, sku: skuSchema }),
      responses: { 200: view },
      handler: async ({ actor, params }) =>
        show(await carts.removeLine({ cartId: params.id, ownerId: actor.id, sku: params.sku })),
    }),
    route({
      method: 'put',
      path: '/carts/{id}/coupon',
      summary: 'Name a code; the basket says what it takes off, or why nothing',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ code: promotionCodeSchema }),
      responses: {
        200: view,
        422: { description: 'A code that is not known, over or used up. The basket is unchanged' },
      },
      async handler({ actor, params, body }) {
        const { id: cartId, checkoutId } = await ownCart(carts, params.id, actor);
        const standing = await promotions.coupon({ code: body.code, buyerId: actor.id, checkoutId });
        // What may change by itself, or by the buyer, is kept: it counts as soon as it can.
        if (!standing.ok && !CURABLE.has(standing.reason))
          throw new CouponRefusedError(body.code, standing.reason, couponMessage(standing.reason));
        return show(await carts.setCoupon({ cartId, ownerId: actor.id, code: body.code }));
      },
    }),
    route({
      method: 'delete',
      path: '/carts/{id}/coupon',
      summary: 'Take the code out of the basket',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) =>
        show(await carts.setCoupon({ cartId: params.id, ownerId: actor.id, code: null })),
    }),
    route({
      method: 'post',
      path: '/carts/{id}/quotes',
      summary: 'What the basket costs, sent to a place',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({
        destination: destinationSchema,
        shippingChoices: shippingChoicesSchema.default({}),
      }),
      responses: {
        200: { description: 'The offer', schema: quoteSchema },
        409: { description: 'Something in the basket is not for sale' },
        422: { description: 'The basket is empty, or a seller does not ship there' },
      },
      async handler({ actor, params, body }) {
        const cart = await ownCart(carts, params.id, actor);
        return ok(await quote(cart, body.destination, body.shippingChoices));
      },
    }),
  ];

  async function quote(cart: Cart, destination: Destination, choices: ShippingChoices) {
    const basket = { ...basketOf(cart), destination, choices };
    const estimate = await estimates.quoteBasket(basket);
    // Goods that were published a moment ago are not in the memory yet: a refusal is looked up.
    const priced = estimate.ok ? estimate : await pricing.quoteBasket(basket);
    if (!priced.ok) throw refusalProblem(priced.refusal);
    return priced.quote;
  }
}

/** The actor's basket; staff do not shop in others' baskets. @throws NotFoundError */
export async function ownCart(carts: ApiDeps['services']['cart'], id: string, actor: Actor): Promise<Cart> {
  const cart = await carts.get(id);
  if (!cart || cart.ownerId !== actor.id) throw new NotFoundError('basket');
  return cart;
}

export function linesOf(cart: Cart): { sku: string; quantity: number }[] {
  return cart.lines.map(({ sku, quantity }) => ({ sku, quantity }));
}

/** What of a basket decides about its price: its lines, and the code that was named for it. */
export function basketOf(cart: Cart) {
  const { coupon: code, ownerId: buyerId, checkoutId } = cart;
  return { lines: linesOf(cart), ...(code ? { coupon: { code, buyerId, checkoutId } } : {}) };
}

/** What is wanted and not there, summed a SKU. */
export function shortages(
  lines: readonly { sku: string; quantity: number }[],
  available: Readonly<Record<string, number>>,
): { sku: string; wanted: number; available: number }[] {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  return [...wanted]
    .map(([sku, count]) => ({ sku, wanted: count, available: available[sku] ?? 0 }))
    .filter((line) => line.available < line.wanted);
}
