import { allocate, basisPoints, taxIncluded } from '../platform/money';
import type {
  Destination,
  PricedItem,
  Quote,
  QuoteLine,
  SellerQuote,
  ShippingChoices,
  ShippingOption,
} from './pricing.schema';
import { shippingOptionsFor, type ShippingOrigin } from './pricing.shipping';
import { taxRuleFor, type TaxRule } from './pricing.tax';

/** The market has one currency, which is what every price in the catalogue is in. */
export const MARKET_CURRENCY = 'EUR';

export interface PricedSeller extends ShippingOrigin {
  id: string;
  name: string;
}

export interface BasketToPrice {
  items: readonly PricedItem[];
  destination: Destination;
  choices: ShippingChoices;
  sellers: readonly PricedSeller[];
}

type BasketRefusal =
  | { reason: 'basket-empty' }
  | { reason: 'not-for-sale'; skus: string[] }
  | { reason: 'no-shipping'; sellerIds: string[] };

export type PricedBasket = { ok: true; quote: Quote } | { ok: false; refusal: BasketRefusal };

/**
 * What a basket costs: the one place where a total is made. Lines of one SKU are one line; sellers and lines stand in
 * the order of their ids, so that the same basket has the same quote in whatever order it was filled. Tax is reckoned
 * on the sum of a seller's lines of one rate and shared by largest remainder. Where tax is included
 * `totalMinor = itemsMinor + shippingMinor`, else that and `taxMinor`.
 */
export function priceBasket({ items, destination, choices, sellers }: BasketToPrice): PricedBasket {
  if (items.length === 0) return { ok: false, refusal: { reason: 'basket-empty' } };
  const shops = new Map(sellers.map((seller) => [seller.id, seller]));
  const homeless = items.filter(({ sellerId }) => !shops.has(sellerId)).map(({ sku }) => sku);
  if (homeless.length > 0) return { ok: false, refusal: { reason: 'not-for-sale', skus: homeless.sort() } };

  const rule = taxRuleFor(destination);
  const groups = [...shops.values()]
    .map((seller) => ({ seller, items: onePerSku(items.filter(({ sellerId }) => sellerId === seller.id)) }))
    .filter((group) => group.items.length > 0)
    .sort((a, b) => byId(a.seller.id, b.seller.id));
  const quotes: SellerQuote[] = [];
  const unreachable: string[] = [];
  for (const { seller, items: own } of groups) {
    const options = shippingOptionsFor(seller, destination.country, weightOf(own), goodsOf(own));
    const chosen = options.find(({ id }) => id === choices[seller.id]) ?? options[0];
    if (chosen) quotes.push(priceSeller(seller, own, options, chosen, rule));
    else unreachable.push(seller.id);
  }
  if (unreachable.length > 0)
    return { ok: false, refusal: { reason: 'no-shipping', sellerIds: unreachable } };
  return {
    ok: true,
    quote: {
      currency: MARKET_CURRENCY,
      taxIncluded: rule.included,
      sellers: quotes,
      itemsMinor: sum(quotes, ({ itemsMinor }) => itemsMinor),
      shippingMinor: sum(quotes, ({ shipping }) => shipping.priceMinor),
      taxMinor: sum(quotes, ({ taxMinor }) => taxMinor),
      totalMinor: sum(quotes, ({ totalMinor }) => totalMinor),
    },
  };
}

function priceSeller(
  seller: PricedSeller,
  items: PricedItem[],
  shippingOptions: ShippingOption[],
  chosen: ShippingOption,
  rule: TaxRule,
): SellerQuote {
  const taxes = taxOfItems(items, rule);
  const onTop = rule.included ? 0 : 1;
  const lines: QuoteLine[] = items.map((item, index) => {
    const subtotalMinor = item.unitPriceMinor * item.quantity;
    const taxMinor = taxes[index] ?? 0;
    return { ...item, subtotalMinor, taxMinor, totalMinor: subtotalMinor + onTop * taxMinor };
  });
  const shippingTax = taxOn(chosen.priceMinor, rule.shippingRate, rule);
  const shipping = { ...chosen, taxMinor: shippingTax, totalMinor: chosen.priceMinor + onTop * shippingTax };
  return {
    sellerId: seller.id,
    sellerName: seller.name,
    lines,
    shippingOptions,
    shipping,
    itemsMinor: sum(lines, ({ subtotalMinor }) => subtotalMinor),
    taxMinor: sum(lines, ({ taxMinor }) => taxMinor) + shippingTax,
    totalMinor: sum(lines, ({ totalMinor }) => totalMinor) + shipping.totalMinor,
  };
}

/** Tax of each item: of all items of one rate together, then shared. */
function taxOfItems(items: readonly PricedItem[], rule: TaxRule): number[] {
  const taxes = items.map(() => 0);
  for (const rate of new Set(items.map(({ taxCategory }) => rule.rates[taxCategory]))) {
    const indexes = items.flatMap(({ taxCategory }, index) =>
      rule.rates[taxCategory] === rate ? [index] : [],
    );
    const amounts = indexes.map((index) => goodsOf(items.slice(index, index + 1)));
    const shares = allocate(
      taxOn(
        sum(amounts, (amount) => amount),
        rate,
        rule,
      ),
      amounts,
    );
    indexes.forEach((index, position) => (taxes[index] = shares[position] ?? 0));
  }
  return taxes;
}

const taxOn = (amountMinor: number, rate: number, { included }: TaxRule) =>
  included ? taxIncluded(amountMinor, rate) : basisPoints(amountMinor, rate);

function onePerSku(items: readonly PricedItem[]): PricedItem[] {
  const bySku = new Map<string, PricedItem>();
  for (const item of items) {
    const quantity = (bySku.get(item.sku)?.quantity ?? 0) + item.quantity;
    bySku.set(item.sku, { ...item, quantity });
  }
  return [...bySku.values()].sort((a, b) => byId(a.sku, b.sku));
}

const goodsOf = (items: readonly PricedItem[]) =>
  sum(items, ({ unitPriceMinor, quantity }) => unitPriceMinor * quantity);
const weightOf = (items: readonly PricedItem[]) =>
  sum(items, ({ weightGrams, quantity }) => weightGrams * quantity);
const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
