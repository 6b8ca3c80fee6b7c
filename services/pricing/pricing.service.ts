import type { CouponAsked, CouponStanding } from '../promotion/promotion.service';
import { type Clock, systemClock } from '../platform/clock';
import type { Seller } from '../seller/seller.schema';
import { sells } from '../seller/seller.state';
import type { CouponReason } from '../promotion/promotion.schema';
import { priceBasket, type PricedBasket, type PricedSeller } from './pricing.basket';
import { refusedCoupon } from './pricing.coupon';
import type { CouponOutcome, Offer } from './pricing.discounts';
import type { Destination, PricedItem, QuotedCoupon, ShippingChoices } from './pricing.schema';
import type { ShippingZone } from './shipping-table.schema';

interface PricingDeps {
  products: {
    /** What the catalogue says now of those SKUs that are for sale. */
    itemsForSkus(skus: readonly string[]): Promise<Omit<PricedItem, 'quantity'>[]>;
  };
  sellers: {
    getMany(
      ids: readonly string[],
    ): Promise<(PricedSeller & { status: string; vacation?: Seller['vacation'] })[]>;
  };
  /** Decides who is on vacation. */
  clock?: Clock;
  promotions: {
    /** Those that count by themselves now, from memory. */
    automatic(): Promise<Offer[]>;
    coupon(asked: CouponAsked): Promise<CouponStanding>;
  };
  shipping: {
    /** Sellers' own tables, from memory. */
    ofSellers(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ShippingZone[]>>;
  };
}

interface BasketRequest {
  lines: readonly { sku: string; quantity: number }[];
  destination: Destination;
  choices: ShippingChoices;
  /** The code that the buyer named; `refused` where it is known already why it cannot be used. */
  coupon?: (CouponAsked & { refused?: CouponReason }) | undefined;
}

export type PricingService = ReturnType<typeof createPricingService>;

/** Prices, tax and shipping: always of what the catalogue says at this moment, never of what a client sends. */
export function createPricingService({
  products,
  sellers,
  promotions,
  shipping,
  clock = systemClock,
}: PricingDeps) {
  return {
    /**
     * The quote, or why there is none: `basket-empty`, `not-for-sale` (names the SKUs), `no-shipping` (names the
     * sellers). A code that takes nothing off is no reason to have no quote: the quote says why.
     */
    async quoteBasket({ lines, destination, choices, coupon }: BasketRequest): Promise<PricedBasket> {
      const skus = [...new Set(lines.map(({ sku }) => sku))];
      const facts = new Map((await products.itemsForSkus(skus)).map((fact) => [fact.sku, fact]));
      const gone = skus.filter((sku) => !facts.has(sku));
      if (gone.length > 0) return { ok: false, refusal: { reason: 'not-for-sale', skus: gone.sort() } };
      const items = lines.flatMap(({ sku, quantity }): PricedItem[] => {
        const fact = facts.get(sku);
        return fact ? [{ ...fact, quantity }] : [];
      });
      const sellerIds = [...new Set(items.map(({ sellerId }) => sellerId))];
      const [found, tables, offers, standing] = await Promise.all([
        sellers.getMany(sellerIds),
        shipping.ofSellers(sellerIds),
        promotions.automatic(),
        coupon ? standingOf(coupon) : null,
      ]);
      const open = found
        .filter((seller) => sells(seller, clock.nowMs()))
        .map((seller) => ({ ...seller, zones: tables.get(seller.id) }));
      const priced = priceBasket({
        ...{ items, destination, choices, sellers: open, offers },
        coupon: standing?.ok ? standing.promotion : null,
      });
      if (!priced.ok || !coupon || !standing) return priced;
      return {
        ...priced,
        quote: { ...priced.quote, coupon: couponOf(coupon.code, standing, priced.coupon) },
      };
    },
  };

  async function standingOf(coupon: NonNullable<BasketRequest['coupon']>): Promise<CouponStanding> {
    return coupon.refused
      ? { ok: false, reason: coupon.refused, promotion: null }
      : promotions.coupon({ code: coupon.code, buyerId: coupon.buyerId, checkoutId: coupon.checkoutId });
  }
}

function couponOf(code: string, standing: CouponStanding, outcome: CouponOutcome | null): QuotedCoupon {
  if (!standing.ok) return refusedCoupon(code, standing.reason, standing.promotion);
  if (outcome?.applied) return { code, applied: true };
  return refusedCoupon(code, outcome?.reason ?? 'nothing-off', standing.promotion);
}
