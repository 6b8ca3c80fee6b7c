import { allocate, basisPoints } from '../platform/money';
import { MOST_POINTS, type Promotion } from '../promotion/promotion.schema';
import type { Discount, PricedItem } from './pricing.schema';

/** What of a promotion decides about a price. */
export type Offer = Pick<Promotion, 'id' | 'sellerId' | 'label' | 'code' | 'benefit'> & {
  conditions: Pick<Promotion['conditions'], 'minimumMinor' | 'categoryIds' | 'productIds'>;
};

/** The goods of one seller in a basket, with the ways in which they can be sent. */
interface Goods {
  sellerId: string;
  items: readonly PricedItem[];
  /** What the chosen way of sending costs, and the cheapest one. */
  postMinor: number;
  cheapestPostMinor: number;
}

/** What comes off each line and off the post, minor units, by who pays for it. */
export interface TakenOff {
  lines: { seller: number; platform: number }[];
  post: { seller: number; platform: number };
  discounts: Discount[];
}

export type CouponOutcome =
  { applied: true } | { applied: false; reason: 'minimum' | 'other-goods' | 'better-offer' | 'nothing-off' };

/**
 * What promotions take off a basket. Each shop's own come first: of those for goods the one that saves most, and one
 * for the post. Then the platform's, likewise, off what is left. A discount is spread over the lines that it is for by
 * largest remainder. No promotion takes more than nine tenths of the goods, so an order always costs something. Pure.
 */
export function discountsOf(goods: readonly Goods[], offers: readonly Offer[], coupon: Offer | null) {
  const taken = goods.map(({ items }): TakenOff => ({
    lines: items.map(() => ({ seller: 0, platform: 0 })),
    post: { seller: 0, platform: 0 },
    discounts: [],
  }));
  const all = coupon ? [...offers, coupon] : [...offers];
  const used = new Set<Offer>();
  goods.forEach(({ sellerId }, index) =>
    apply(
      [index],
      all.filter((offer) => offer.sellerId === sellerId),
      'seller',
    ),
  );
  apply(
    goods.map((_, index) => index),
    all.filter((offer) => offer.sellerId === null),
    'platform',
  );
  return { taken, coupon: coupon && outcomeOf(coupon) };

  /** The best of the offers, one for goods and one for the post, over some of the shops. */
  function apply(shops: readonly number[], candidates: readonly Offer[], by: 'seller' | 'platform'): void {
    const worths = candidates.map((offer) => ({ offer, worth: goodsOff(offer, shops) }));
    const best = worths.filter(({ worth }) => worth > 0).sort(bySaving)[0];
    if (best) spread(best.offer, best.worth, shops, by);
    const posts = candidates.map((offer) => ({ offer, worth: sum(shops.map((at) => postOff(offer, at))) }));
    const free = posts.filter(({ worth }) => worth > 0).sort(bySaving)[0];
    if (free) for (const at of shops) note(free.offer, at, by, takePost(at, by, postOff(free.offer, at)));
  }

  function spread(offer: Offer, offMinor: number, shops: readonly number[], by: 'seller' | 'platform'): void {
    const lines = shops.flatMap((at) => eligible(offer, at).map((line) => ({ at, line })));
    const shares = allocate(
      offMinor,
      lines.map(({ at, line }) => mostOf(at, line)),
    );
    for (const at of shops) {
      let offHere = 0;
      lines.forEach((entry, position) => {
        const line = entry.at === at ? taken[at]?.lines[entry.line] : undefined;
        if (!line) return;
        line[by] += shares[position] ?? 0;
        offHere += shares[position] ?? 0;
      });
      note(offer, at, by, offHere);
    }
  }

  function takePost(at: number, by: 'seller' | 'platform', offMinor: number): number {
    const post = taken[at]?.post;
    if (post) post[by] += offMinor;
    return offMinor;
  }

  function note(offer: Offer, at: number, fundedBy: 'seller' | 'platform', amountMinor: number): void {
    if (amountMinor === 0) return;
    used.add(offer);
    const { id: promotionId, code, label } = offer;
    taken[at]?.discounts.push({ promotionId, ...(code ? { code } : {}), label, amountMinor, fundedBy });
  }

  /** What an offer would take off the goods of some shops now. */
  function goodsOff(offer: Offer, shops: readonly number[]): number {
    const lines = shops.flatMap((at) => eligible(offer, at).map((line) => ({ at, line })));
    const leftMinor = sum(lines.map(({ at, line }) => leftOf(at, line)));
    if (reachOf(offer) < offer.conditions.minimumMinor) return 0;
    const items = lines.flatMap(({ at, line }) => goods[at]?.items[line] ?? []);
    const mostMinor = sum(lines.map(({ at, line }) => mostOf(at, line)));
    return Math.min(worthOf(offer, leftMinor, items), mostMinor);
  }

  function postOff(offer: Offer, at: number): number {
    const shop = goods[at];
    if (!shop || offer.benefit.kind !== 'free-shipping' || eligible(offer, at).length === 0) return 0;
    if (reachOf(offer) < offer.conditions.minimumMinor) return 0;
    // Goods that cost nothing do not travel for nothing: an order always costs something.
    if (shop.items.every((_, line) => leftOf(at, line) === 0)) return 0;
    return Math.max(0, Math.min(shop.postMinor, shop.cheapestPostMinor) - (taken[at]?.post.seller ?? 0));
  }

  /** What the goods that an offer is for cost before it and its like, all of its shops together. */
  function reachOf(offer: Offer): number {
    return sum(
      goods.flatMap((_, at) =>
        eligible(offer, at).map((line) => {
          const own = taken[at]?.lines[line];
          return leftOf(at, line) + (own?.platform ?? 0) + (offer.sellerId === null ? 0 : (own?.seller ?? 0));
        }),
      ),
    );
  }

  function eligible(offer: Offer, at: number): number[] {
    const shop = goods[at];
    if (!shop || (offer.sellerId !== null && offer.sellerId !== shop.sellerId)) return [];
    const { categoryIds, productIds } = offer.conditions;
    const isForAll = categoryIds.length === 0 && productIds.length === 0;
    return shop.items.flatMap(({ productId, categoryId }, line) =>
      isForAll || productIds.includes(productId) || categoryIds.includes(categoryId ?? '') ? [line] : [],
    );
  }

  function leftOf(at: number, line: number): number {
    const item = goods[at]?.items[line];
    const off = taken[at]?.lines[line];
    return item ? item.unitPriceMinor * item.quantity - (off?.seller ?? 0) - (off?.platform ?? 0) : 0;
  }

  /** What may come off a line: it always costs something if it did before. */
  function mostOf(at: number, line: number): number {
    return Math.floor((leftOf(at, line) * MOST_POINTS) / 10_000);
  }

  function outcomeOf(offer: Offer): CouponOutcome {
    if (used.has(offer)) return { applied: true };
    const shops = goods.flatMap((_, at) => (eligible(offer, at).length > 0 ? [at] : []));
    if (shops.length === 0) return { applied: false, reason: 'other-goods' };
    if (reachOf(offer) < offer.conditions.minimumMinor) return { applied: false, reason: 'minimum' };
    const isBeaten = [...used].some(
      (other) =>
        (other.sellerId === null) === (offer.sellerId === null) && isForPost(other) === isForPost(offer),
    );
    return { applied: false, reason: isBeaten ? 'better-offer' : 'nothing-off' };
  }
}

/** What an offer is worth for goods that cost so much. */
function worthOf({ benefit }: Offer, leftMinor: number, items: readonly PricedItem[]): number {
  switch (benefit.kind) {
    case 'percent':
      return basisPoints(leftMinor, benefit.points);
    case 'amount':
      return benefit.amountMinor;
    case 'buy-x-get-y':
      return cheapestUnits(items, benefit.buy, benefit.get);
    case 'free-shipping':
      return 0;
  }
}

/** Of each `buy + get` units the `get` cheapest: what those cost. */
function cheapestUnits(items: readonly PricedItem[], buy: number, get: number): number {
  const byPrice = [...items].sort((a, b) => a.unitPriceMinor - b.unitPriceMinor);
  let free = Math.floor(sum(items.map(({ quantity }) => quantity)) / (buy + get)) * get;
  return sum(
    byPrice.map(({ unitPriceMinor, quantity }) => {
      const units = Math.min(free, quantity);
      free -= units;
      return units * unitPriceMinor;
    }),
  );
}

const isForPost = ({ benefit }: Offer) => benefit.kind === 'free-shipping';

type Worth = { offer: Offer; worth: number };
/** Most first; of the same, one without a code, so that no use of a code is wasted; then by id. */
const bySaving = (a: Worth, b: Worth) =>
  b.worth - a.worth ||
  Number(a.offer.code !== null) - Number(b.offer.code !== null) ||
  (a.offer.id < b.offer.id ? -1 : 1);

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
