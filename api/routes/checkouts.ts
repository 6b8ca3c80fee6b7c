import { z } from 'zod';
import type { Cart } from '../../services/cart/cart.schema';
import {
  checkoutSchema,
  placeOrderRequestSchema,
  placeOrderResultSchema,
  type Checkout,
  type PlaceOrderRequest,
  type Refusal,
} from '../../services/checkout/checkout.schema';
import { DomainError } from '../../services/platform/errors';
import { ANYBODY, owned } from '../access';
import { answerOf, answeredBy, whereItStands } from '../checkout-answers';
import type { ApiDeps } from '../deps';
import type { OwnOrigins } from '../http/own-origins';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { refusalProblem } from '../refusals';
import { isEnded } from '../workflow-calls';
import { basketOf, linesOf, ownCart, shortages } from './carts';
import { emptyBody, idParams } from './shared';

/** How long a buyer's browser waits for the payment to be decided before it is told to look again, in ms. */
const ANSWER_WITHIN_MS = 20_000;

const resultSchema = z.object({ id: z.string() }).and(placeOrderResultSchema);

/** Paying a basket. Nothing is decided here: the checkout's workflow decides, these routes ask it and translate. */
export function checkoutRoutes({
  services,
  workflows,
  origins,
}: Pick<ApiDeps, 'services' | 'workflows'> & { origins: OwnOrigins }): Route[] {
  const { cart: carts, checkout: checkouts, estimates, inventory, pricing, product } = services;
  const tags = ['Checkout'];
  const results = {
    201: { description: 'Placed: one order a seller', schema: resultSchema },
    202: {
      description: 'Not decided yet, or the bank wants the buyer at `redirectUrl`',
      schema: resultSchema,
    },
    402: { description: 'The card was declined; the goods stay held until `holdExpiresAt`' },
    409: { description: 'Sold out, another price, not for sale, or over already. Nothing was charged' },
    422: { description: 'The basket is empty, or a seller does not ship there' },
    503: { description: 'Could not be confirmed; ask again at /v1/checkouts/{id}' },
  };

  /** Why this basket cannot be bought, or null. */
  const hopelessly = async (
    cart: Cart,
    request: PlaceOrderRequest,
    seen: Pick<typeof pricing, 'quoteBasket'>,
    stock: { availability(skus: string[]): Promise<Record<string, number>> },
  ): Promise<Refusal | null> => {
    if (cart.lines.length === 0) return { reason: 'basket-empty' };
    const { country, region, postcode } = request.shippingAddress;
    const [priced, available] = await Promise.all([
      seen.quoteBasket({
        ...basketOf(cart),
        destination: { country, region, postcode },
        choices: request.shippingChoices,
      }),
      stock.availability(cart.lines.map(({ sku }) => sku)),
    ]);
    if (!priced.ok) return priced.refusal;
    const { quote } = priced;
    const { amountMinor: expectedMinor, currency } = request.expectedTotal;
    if (quote.totalMinor !== expectedMinor || quote.currency !== currency)
      return { reason: 'price-changed', expectedMinor, quote };
    const lines = shortages(linesOf(cart), available);
    return lines.length > 0 ? { reason: 'out-of-stock', lines } : null;
  };

  /**
   * Spares the workflow, and the buyer, the hopeless tries; the workflow checks for itself when it holds the stock. The
   * memory's yes is enough here, and its no is looked up in the database.
   */
  const refuseHopeless = async (cart: Cart, request: PlaceOrderRequest): Promise<void> => {
    if (!(await hopelessly(cart, request, estimates, product.catalogue))) return;
    const [before, refusal] = await Promise.all([
      checkouts.get(cart.checkoutId),
      hopelessly(cart, request, pricing, inventory),
    ]);
    // What it holds already is not missing: only a checkout that holds nothing is refused beforehand.
    if (refusal && !(before && HOLDING.has(before.status))) throw refusalProblem(refusal);
  };

  /** Asks the workflow for the answer to the checkout's newest attempt. */
  const pay = async (checkout: Checkout): Promise<Reply> => {
    const known = answeredBy(checkout);
    if (known) return answerOf(checkout.id, known);
    try {
      const result = await workflows.placeOrder(checkout.id, checkout.attempt, ANSWER_WITHIN_MS);
      return answerOf(checkout.id, result ?? { status: 'paying' });
    } catch (error) {
      throw whereItStands(error, checkout.id);
    }
  };

  return [
    route({
      method: 'post',
      path: '/checkouts',
      summary: 'Pay the basket and place the order',
      tags,
      auth: ANYBODY,
      body: placeOrderRequestSchema,
      idempotent: 'required',
      responses: results,
      async handler({ actor, body, header }) {
        const cart = await ownCart(carts, body.cartId, actor);
        await refuseHopeless(cart, body);
        const returnOrigin = await origins.shopsOwn(header('origin'));
        const asked = { checkoutId: cart.checkoutId, ownerId: actor.id, request: body, returnOrigin };
        return pay(await checkouts.open(asked));
      },
    }),
    route({
      method: 'get',
      path: '/checkouts/{id}',
      summary: 'How a checkout stands',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The checkout', schema: checkoutSchema } },
      handler: async ({ actor, params }) => shown(owned(actor, await checkouts.get(params.id), 'checkout')),
    }),
    route({
      method: 'post',
      path: '/checkouts/{id}/payment-attempts',
      summary: 'Try another card on the goods that are held',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: placeOrderRequestSchema.pick({ paymentToken: true }),
      idempotent: 'required',
      responses: results,
      async handler({ actor, params, body, header }) {
        const checkout = owner(actor.id, await checkouts.get(params.id));
        const returnOrigin = await origins.shopsOwn(header('origin'));
        return pay(await checkouts.addAttempt({ checkoutId: checkout.id, ...body, returnOrigin }));
      },
    }),
    route({
      method: 'post',
      path: '/checkouts/{id}/payment-reports',
      summary: 'The browser came back from the bank: look whether the payment moved',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: emptyBody,
      responses: {
        202: { description: 'The checkout as it stands; the answer follows', schema: checkoutSchema },
      },
      async handler({ actor, params }) {
        const checkout = owner(actor.id, await checkouts.get(params.id));
        await unlessEnded(workflows.reportToCheckout(checkout.id, { source: 'buyer' }));
        return { ...shown((await checkouts.get(checkout.id)) ?? checkout), status: 202 };
      },
    }),
    route({
      method: 'post',
      path: '/checkouts/{id}/abandonments',
      summary: 'Give up: the goods are let go, nothing is charged',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: emptyBody,
      responses: { 200: { description: 'The checkout as it stands now', schema: checkoutSchema } },
      async handler({ actor, params }) {
        const checkout = owner(actor.id, await checkouts.get(params.id));
        await unlessEnded(workflows.abandonCheckout(checkout.id));
        return shown((await checkouts.get(checkout.id)) ?? checkout);
      },
    }),
  ];
}

/** Checkouts in these states hold the goods of their basket. */
const HOLDING: ReadonlySet<Checkout['status']> = new Set(['paying', 'awaiting-buyer', 'declined', 'placed']);

function shown(checkout: Checkout): Reply {
  return ok(checkout, { 'cache-control': 'no-store' });
}

/** Staff read checkouts, but only the buyer pays or gives up. */
function owner(actorId: string, checkout: Checkout | null): Checkout {
  return owned({ id: actorId, role: 'buyer' }, checkout, 'checkout');
}

/** A checkout that is over has nothing to hear; how it ended stands in the document. */
async function unlessEnded(message: Promise<unknown>): Promise<void> {
  try {
    await message;
  } catch (error) {
    if (isEnded(error)) return;
    if (error instanceof DomainError && error.code === 'checkout-over') return;
    throw error;
  }
}
