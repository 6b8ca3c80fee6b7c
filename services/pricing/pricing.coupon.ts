import type { CouponReason, Promotion } from '../promotion/promotion.schema';
import type { QuotedCoupon } from './pricing.schema';

/** A code that takes nothing off, with the reason in words. */
export function refusedCoupon(
  code: string,
  reason: CouponReason,
  promotion: Pick<Promotion, 'conditions'> | null,
): QuotedCoupon {
  const minimumMinor = reason === 'minimum' ? promotion?.conditions.minimumMinor : undefined;
  return {
    ...{ code, applied: false, reason, message: couponMessage(reason) },
    ...(minimumMinor === undefined ? {} : { minimumMinor }),
  };
}

/** Why a code takes nothing off, in a sentence. */
export function couponMessage(reason: CouponReason): string {
  return MESSAGES[reason];
}

const MESSAGES: Record<CouponReason, string> = {
  unknown: 'We do not know this code. Look whether it is typed as it was written.',
  'not-yet': 'This code does not count yet.',
  over: 'This code is over.',
  'used-up': 'This code was used up: others were quicker.',
  'used-by-you': 'You have used this code as often as it may be used.',
  'needs-account': 'This code is for people with an account. Sign in, and it counts.',
  'not-first-order': 'This code is for a first order, and you have ordered before.',
  minimum: 'The things it is for do not cost enough yet.',
  'other-goods': 'This code is for other things than those in your basket.',
  'better-offer': 'Another offer saves you more, so this code was left aside. It is not used up.',
  'nothing-off': 'This code takes nothing off this basket. It is not used up.',
};
