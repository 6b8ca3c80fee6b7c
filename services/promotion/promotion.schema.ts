import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';

/** What buyers type: letters, digits and dashes, in either case. */
export const promotionCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,23}$/, 'A code has 3 to 24 letters, digits and dashes.');

/** No promotion takes more than this of the goods, basis points: an order always costs something. */
export const MOST_POINTS = 9000;

/** What a promotion gives. */
const benefitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), points: z.number().int().min(1).max(MOST_POINTS) }),
  z.strictObject({
    kind: z.literal('amount'),
    amountMinor: amountMinorSchema.min(1),
    currency: currencySchema,
  }),
  /** What the cheapest way of sending costs. */
  z.strictObject({ kind: z.literal('free-shipping') }),
  /** Of each `buy + get` units that it is for, the `get` cheapest cost nothing. */
  z.strictObject({
    kind: z.literal('buy-x-get-y'),
    buy: z.number().int().min(1).max(20),
    get: z.number().int().min(1).max(10),
  }),
]);
export type Benefit = z.infer<typeof benefitSchema>;

const conditionsSchema = z.strictObject({
  /** It counts from this moment on, and until before that one; ISO 8601 in UTC. Null has no end. */
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  /** The goods that it is for have to cost so much, minor units. */
  minimumMinor: amountMinorSchema,
  /** Only goods of these categories or these products; with both empty, all. */
  categoryIds: z.array(z.string().max(60)).max(50),
  productIds: z.array(z.string().max(64)).max(200),
  /** Only for somebody's first order; codes only. */
  firstOrderOnly: z.boolean(),
});

/** How often a code may be used; null has no limit. Codes only. */
const limitsSchema = z.strictObject({
  total: z.number().int().min(1).max(10_000).nullable(),
  perBuyer: z.number().int().min(1).max(100).nullable(),
});

export const promotionSchema = z.object({
  id: z.string(),
  /** Whose it is, and who pays for it; null is the platform's. */
  sellerId: z.string().nullable(),
  /** What buyers read beside the sum. */
  label: z.string(),
  /** Null counts by itself. A code is never given twice. */
  code: promotionCodeSchema.nullable(),
  benefit: benefitSchema,
  conditions: conditionsSchema,
  limits: limitsSchema,
  /** From when on it is ended, where somebody ended it. */
  endedAt: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Promotion = z.infer<typeof promotionSchema>;

const NO_CONDITIONS = {
  until: null,
  minimumMinor: 0,
  categoryIds: [],
  productIds: [],
  firstOrderOnly: false,
};

/** What a seller or an admin decides about a new one; `from` is now where it is not given. */
export const newPromotionSchema = z.strictObject({
  label: z.string().trim().min(3).max(60),
  code: promotionCodeSchema.nullable().default(null),
  benefit: benefitSchema,
  conditions: conditionsSchema.partial().default({}),
  limits: limitsSchema.partial().default({}),
});
export type NewPromotion = z.infer<typeof newPromotionSchema>;

/** The conditions in full. @param now ISO 8601 */
export function fullConditions(given: NewPromotion['conditions'], now: string): Promotion['conditions'] {
  return { from: now, ...NO_CONDITIONS, ...given };
}

export const promotionStateSchema = z.enum(['scheduled', 'running', 'over', 'ended']);
/** Where a promotion stands at a moment. */
export function promotionStateAt(
  { conditions: { from, until }, endedAt }: Pick<Promotion, 'conditions' | 'endedAt'>,
  nowMs: number,
): z.infer<typeof promotionStateSchema> {
  if (endedAt !== null && nowMs >= Date.parse(endedAt)) return 'ended';
  if (until !== null && nowMs >= Date.parse(until)) return 'over';
  return nowMs < Date.parse(from) ? 'scheduled' : 'running';
}

/** Why a code takes nothing off, or may not be used. */
export const couponReasonSchema = z.enum([
  'unknown',
  'not-yet',
  'over',
  'used-up',
  'used-by-you',
  'needs-account',
  'not-first-order',
  'minimum',
  'other-goods',
  'better-offer',
  'nothing-off',
]);
export type CouponReason = z.infer<typeof couponReasonSchema>;
