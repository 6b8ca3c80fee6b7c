import type { PlaceOrderRequest } from '../../services/checkout/checkout.schema';
import type { Quote } from '../../services/pricing/pricing.schema';
import type { ProductDetail } from '../../services/product/product.schema';
import type { Placed, Shop, Visitor } from './shopper';
import { eventually } from './wait';

export interface Wish {
  slug: string;
  quantity: number;
}

/** The address that parcels reach without an adventure. */
export const HOME: PlaceOrderRequest['shippingAddress'] = {
  name: 'Ida Sommer',
  line1: 'Lindenstraße 12',
  city: 'Berlin',
  postcode: '10115',
  country: 'DE',
};
const EMAIL = 'ida.sommer@caravan.example';

/** A card token of the payment provider's, the one that works. */
export const GOOD_CARD = 'tok_approve';

const DECIDED_WITHIN_MS = 60_000;

/** A basket that is filled and priced, up to the button that pays. */
export interface ReadyBasket {
  buyer: Visitor;
  products: ProductDetail[];
  quote: Quote;
  request: PlaceOrderRequest;
}

/** Comes as a guest, looks at each product, fills the basket with its first variant and asks what it costs. */
export async function fillBasket(
  shop: Shop,
  wishes: readonly Wish[],
  paymentToken: string = GOOD_CARD,
): Promise<ReadyBasket> {
  const buyer = await shop.guest();
  const products: ProductDetail[] = [];
  for (const { slug } of wishes) products.push(await shop.product(slug));
  const { id: cartId } = await buyer.cart();
  for (const [index, { quantity }] of wishes.entries()) {
    const sku = skuOf(products[index]);
    await buyer.setLine(cartId, sku, quantity);
  }
  const { country, postcode } = HOME;
  const quote = await buyer.quote(cartId, { country, postcode });
  const request: PlaceOrderRequest = {
    cartId,
    email: EMAIL,
    shippingAddress: HOME,
    shippingChoices: {},
    paymentToken,
    expectedTotal: { amountMinor: quote.totalMinor, currency: quote.currency },
  };
  return { buyer, products, quote, request };
}

export interface Purchase extends ReadyBasket {
  checkoutId: string;
  orderIds: string[];
  /** From pressing pay to the answer, in ms. */
  placeOrderMs: number;
}

/**
 * The whole way of a guest, from coming in until the order is placed. Where the answer is that the payment is still
 * being made, it looks again, as the web does.
 * @throws Error when the order is not placed
 */
export async function buy(shop: Shop, wishes: readonly Wish[]): Promise<Purchase> {
  const basket = await fillBasket(shop, wishes);
  const { buyer, request } = basket;
  const startedMs = performance.now();
  const answer = await buyer.placeOrder(request);
  const orderIds = answer.status === 'placed' ? answer.orderIds : await placedLater(buyer, answer);
  const placeOrderMs = performance.now() - startedMs;
  return { ...basket, checkoutId: answer.id, orderIds, placeOrderMs };
}

async function placedLater(buyer: Visitor, { id, status }: Placed): Promise<string[]> {
  if (status !== 'paying') throw new Error(`The order should be placed, but it is ${status}.`);
  const checkout = await eventually(
    'the payment to be made',
    () => buyer.checkout(id),
    (seen) => seen.status !== 'open' && seen.status !== 'paying',
    { withinMs: DECIDED_WITHIN_MS },
  );
  if (checkout.status === 'placed') return checkout.orderIds;
  throw new Error(`The order should be placed, but it is ${checkout.status}.`);
}

/** The SKU that a hurried buyer takes: the first of which enough is there. */
function skuOf(product: ProductDetail | undefined): string {
  const sku = product?.variants.find((variant) => (product.available[variant.sku] ?? 0) > 0)?.sku;
  if (!sku) throw new Error(`Of ${product?.slug ?? 'this product'} nothing is left.`);
  return sku;
}
