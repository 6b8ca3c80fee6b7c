import { orderIdOf } from '../order/order.planning';
import type { Quote } from '../pricing/pricing.schema';
import type { PromotionService } from '../promotion/promotion.service';
import type { Checkout } from './checkout.schema';
import { holdKeyOf } from './checkout.service';

/** What a checkout asks of promotions. */
export type Promotions = Pick<PromotionService, 'claim'> & {
  claims: Pick<PromotionService['claims'], 'giveBack'>;
};

/** The use of a code that a checkout takes while it is prepared, and its undo. Without a code nothing is asked. */
export function createCoupons(promotions: Promotions) {
  return {
    /** Takes the use of the code that the offer counts on; null when it has it, or needs none; else why not. */
    async take(checkout: Checkout, quote: Quote): Promise<'used-up' | 'used-by-you' | null> {
      const code = appliedIn(quote);
      const uses = quote.sellers.flatMap(({ discounts = [] }, index) =>
        discounts
          .filter((discount) => discount.code === code)
          .map(({ promotionId }) => ({ promotionId, orderId: orderIdOf(checkout.id, index) })),
      );
      const [first] = uses;
      if (code === null || !first) return null;
      const answer = await promotions.claim(first.promotionId, {
        ...{ checkoutId: checkout.id, holder: holdKeyOf(checkout), buyerId: checkout.ownerId },
        orders: [...new Set(uses.map(({ orderId }) => orderId))],
      });
      return answer.ok ? null : answer.reason;
    },

    /** Undo; accepts one that never was. */
    async giveBack(checkout: Checkout): Promise<void> {
      if (!checkout.quote || appliedIn(checkout.quote) === null) return;
      await promotions.claims.giveBack({ holder: holdKeyOf(checkout), checkoutId: checkout.id });
    },
  };
}

function appliedIn({ coupon }: Quote): string | null {
  return coupon?.applied ? coupon.code : null;
}
