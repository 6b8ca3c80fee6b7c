import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { actedBySchema } from '../order/order.schema';

export const refundStatusSchema = z.enum([
  'requested',
  'awaiting-approval',
  'refunding',
  'refunded',
  'rejected',
  'failed', // the payment refused before anything moved
  'needs-attention', // agreed, but the money did not reach the buyer: staff retry, or pay by hand
]);
export type RefundStatus = z.infer<typeof refundStatusSchema>;
export const refundReasonSchema = z.enum([
  'damaged',
  'wrong-item',
  'not-as-described',
  'late',
  'changed-mind',
  'lost',
  'cancelled',
  'other',
]);
export type RefundReason = z.infer<typeof refundReasonSchema>;

/** What is asked for: quantities of lines, and the shipping if it is to be given back too; or a plain amount. */
export const refundRequestSchema = z.strictObject({
  lines: z
    .array(z.strictObject({ lineId: z.string().max(64), quantity: z.number().int().min(1).max(999) }))
    .max(100)
    .default([]),
  shipping: z.boolean().default(false),
  /** Instead of lines and shipping: so much of what is left, in minor units of the order's currency. */
  amountMinor: amountMinorSchema.min(1).optional(),
  /** Only compared: money goes back in the currency in which it was paid. */
  currency: currencySchema.optional(),
  reason: refundReasonSchema,
  note: z.string().trim().max(1000).optional(),
  /** Whether the goods go back into stock. */
  restock: z.boolean().default(false),
});
export type RefundRequest = z.infer<typeof refundRequestSchema>;

/** Who may have to agree to a refund. */
export const refundDeciderSchema = z.enum(['seller', 'support']);
export type RefundDecider = z.infer<typeof refundDeciderSchema>;

/** Who has to agree to a refund, and what silence means. */
export const approvalSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('nobody'), why: z.enum(['asked-by-shop', 'not-shipped', 'small']) }),
  z.object({
    by: refundDeciderSchema,
    withinHours: z.number(),
    /** `consent`: silence agrees. `support`: silence passes it on to support, who have to answer. */
    silence: z.enum(['consent', 'support']),
  }),
]);
export type Approval = z.infer<typeof approvalSchema>;

export const refundSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  paymentId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: refundStatusSchema,
  currency: currencySchema,
  /** Lines, shipping and plain amount together. */
  amountMinor: amountMinorSchema,
  lines: z.array(
    z.object({ lineId: z.string(), quantity: z.number().int(), amountMinor: amountMinorSchema }),
  ),
  shippingMinor: amountMinorSchema,
  /** What was asked for as an amount, and belongs to no line. */
  plainMinor: amountMinorSchema,
  reason: refundReasonSchema,
  note: z.string().nullable(),
  restock: z.boolean(),
  requestedBy: actedBySchema,
  approval: approvalSchema,
  /** Until when an answer is awaited, ISO 8601; null when none is. */
  decideBy: z.string().nullable(),
  decidedBy: actedBySchema.nullable(),
  decisionNote: z.string().nullable(),
  /** Which try to send the money this is, from 1: each time it came back and staff tried again is one more. */
  attempt: z.number().int().min(1),
  /** Why it needs staff, or failed. */
  problem: z.string().nullable(),
  /** Staff who paid it another way; the provider did not. */
  settledBy: actedBySchema.nullable(),
  timeline: z.array(z.object({ at: z.string(), status: refundStatusSchema, text: z.string() })),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Refund = z.infer<typeof refundSchema>;
