import { allocate, basisPoints, taxIncluded } from '../platform/money';
import type { CouponOutcome, Offer, TakenOff } from './pricing.discounts';
import { discountsOf } from './pricing.discounts';
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
  /** Promotions that count by themselves. */
  offers?: readonly Offer[];
  /** That of the code which the buyer named. */
  coupon?: Offer | null;
}

type BasketRefusal =
  | { reason: 'basket-empty' }
  | { reason: 'not-for-sale'; skus: string[] }
  | { reason: 'no-shipping'; sellerIds: string[] };

export type PricedBasket =
  /** `coupon` says what became of the code, where one was given. */
  { ok: true; quote: Quote; coupon: CouponOutcome | null } | { ok: false; refusal: BasketRefusal };

/**
 * What a basket costs: the one place where a total is made. Lines of one SKU are one line; sellers and lines stand in
 * the order of their ids, so that the same basket has the same quote in whatever order it was filled. Tax is reckoned
 * on the sum of what is paid for a seller's lines of one rate and shared by largest remainder. Where tax is included
 * `totalMinor = itemsMinor + shippingMinor - discountMinor`, else that and `taxMinor`.
 */
export function priceBasket(basket: BasketToPrice): PricedBasket {
  const { items, destination, choices, sellers, offers = [], coupon = null } = basket;
  if (items.length === 0) return { ok: false, refusal: { reason: 'basket-empty' } };
  const shops = new Map(sellers.map((seller) => [seller.id, seller]));
  const homeless = items.filter(({ sellerId }) => !shops.has(sellerId)).map(({ sku }) => sku);
  if (homeless.length > 0) return { ok: false, refusal: { reason: 'not-for-sale', skus: homeless.sort() } };

  const rule = taxRuleFor(destination);
  const groups = [...shops.values()]
    .map((seller) => ({ seller, items: onePerSku(items.filter(({ sellerId }) => sellerId === seller.id)) }))
    .filter((group) => group.items.length > 0)
    .sort((a, b) => byId(a.seller.id, b.seller.id));
  const sendable: Sendable[] = [];
  const unreachable: string[] = [];
  for (const { seller, items: own } of groups) {
    const options = shippingOptionsFor(seller, destination.country, weightOf(own), goodsOf(own));
    const chosen = options.find(({ id }) => id === choices[seller.id]) ?? options[0];
    if (chosen) sendable.push({ seller, items: own, options, chosen });
    else unreachable.push(seller.id);
  }
  if (unreachable.length > 0)
    return { ok: false, refusal: { reason: 'no-shipping', sellerIds: unreachable } };
  const goods = sendable.map(({ seller, items: own, options, chosen }) => ({
    ...{ sellerId: seller.id, items: own, postMinor: chosen.priceMinor },
    cheapestPostMinor: options[0]?.priceMinor ?? 0,
  }));
  const { taken, coupon: outcome } = discountsOf(goods, offers, coupon);
  const quotes = sendable.map((each, index) => priceSeller(each, taken[index] ?? NOTHING_OFF, rule));
  const discountMinor = sum(quotes, ({ discounts = [] }) => sum(discounts, ({ amountMinor }) => amountMinor));
  return {
    ok: true,
    quote: {
      currency: MARKET_CURRENCY,
      taxIncluded: rule.included,
      sellers: quotes,
      itemsMinor: sum(quotes, ({ itemsMinor }) => itemsMinor),
      shippingMinor: sum(quotes, ({ shipping }) => shipping.priceMinor),
      ...more({ discountMinor }),
      taxMinor: sum(quotes, ({ taxMinor }) => taxMinor),
      totalMinor: sum(quotes, ({ totalMinor }) => totalMinor),
    },
    coupon: outcome,
  };
}

/** The goods of one seller, and how they will travel. */
interface Sendable {
  seller: PricedSeller;
  items: PricedItem[];
  options: ShippingOption[];
  chosen: ShippingOption;
}

const NOTHING_OFF: TakenOff = { lines: [], post: { seller: 0, platform: 0 }, discounts: [] };

function priceSeller(
  { seller, items, options: shippingOptions, chosen }: Sendable,
  off: TakenOff,
  rule: TaxRule,
): SellerQuote {
  const subtotals = items.map(({ unitPriceMinor, quantity }) => unitPriceMinor * quantity);
  const byShop = subtotals.map((amount, at) => amount - (off.lines[at]?.seller ?? 0));
  const paid = byShop.map((amount, at) => amount - (off.lines[at]?.platform ?? 0));
  const taxes = taxOfItems(items, paid, rule);
  const subsidies = subsidiesOf(
    netSum(byShop, taxOfItems(items, byShop, rule), rule) - netSum(paid, taxes, rule),
    items.map((_, at) => off.lines[at]?.platform ?? 0),
  );
  const onTop = rule.included ? 0 : 1;
  const lines: QuoteLine[] = items.map((item, at) => {
    const [subtotalMinor = 0, paidMinor = 0, taxMinor = 0] = [subtotals[at], paid[at], taxes[at]];
    return {
      ...{ ...item, subtotalMinor, taxMinor, totalMinor: paidMinor + onTop * taxMinor },
      ...more({ discountMinor: subtotalMinor - paidMinor, subsidyMinor: subsidies[at] ?? 0 }),
    };
  });
  const shipping = priceShipping(chosen, off.post, rule);
  return {
    sellerId: seller.id,
    sellerName: seller.name,
    lines,
    shippingOptions,
    shipping,
    ...(off.discounts.length > 0 ? { discounts: off.discounts } : {}),
    itemsMinor: sum(lines, ({ subtotalMinor }) => subtotalMinor),
    taxMinor: sum(lines, ({ taxMinor }) => taxMinor) + shipping.taxMinor,
    totalMinor: sum(lines, ({ totalMinor }) => totalMinor) + shipping.totalMinor,
  };
}

function priceShipping(
  chosen: ShippingOption,
  off: TakenOff['post'],
  rule: TaxRule,
): SellerQuote['shipping'] {
  const byShop = chosen.priceMinor - off.seller;
  const paidMinor = byShop - off.platform;
  const tax = (amount: number) => taxOn(amount, rule.shippingRate, rule);
  const taxMinor = tax(paidMinor);
  const subsidyMinor = netSum([byShop], [tax(byShop)], rule) - netSum([paidMinor], [taxMinor], rule);
  return {
    ...{ ...chosen, taxMinor, totalMinor: paidMinor + (rule.included ? 0 : taxMinor) },
    ...more({ discountMinor: chosen.priceMinor - paidMinor, subsidyMinor }),
  };
}

/** What amounts are without their tax. */
function netSum(amounts: readonly number[], taxes: readonly number[], { included }: TaxRule): number {
  return sum(amounts, (amount) => amount) - (included ? sum(taxes, (tax) => tax) : 0);
}

/**
 * What the platform adds for its own promotions: what the goods would have brought in without them, less what they do.
 * Shared by what was taken off, so a seller is owed in full.
 */
function subsidiesOf(subsidyMinor: number, offs: readonly number[]): number[] {
  return subsidyMinor === 0 ? offs.map(() => 0) : allocate(subsidyMinor, offs);
}

/** Amounts that are not 0: absent is none. */
function more<Amounts extends Record<string, number>>(amounts: Amounts): Partial<Amounts> {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0)) as Partial<Amounts>;
}

/** Tax of each item: of what is paid for all items of one rate together, then shared. */
function taxOfItems(items: readonly PricedItem[], paid: readonly number[], rule: TaxRule): number[] {
  const taxes = items.map(() => 0);
  for (const rate of new Set(items.map(({ taxCategory }) => rule.rates[taxCategory]))) {
    const indexes = items.flatMap(({ taxCategory }, index) =>
      rule.rates[taxCategory] === rate ? [index] : [],
    );
    const amounts = indexes.map((index) => paid[index] ?? 0);
    const whole = taxOn(
      sum(amounts, (amount) => amount),
      rate,
      rule,
    );
    const shares = allocate(whole, amounts);
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
