import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { actedBySchema } from '../order/order.schema';

export const refundStatusSchema = z.enum([
  'requested',
  'awaiting-approval',
  'refunding',
  'refunded',
  'rejected',
  'failed',
  'needs-attention',
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

/** What is asked for: quantities of lines, and the shipping if it is to be given back too. */
export const refundRequestSchema = z.strictObject({
  lines: z
    .array(z.strictObject({ lineId: z.string().max(64), quantity: z.number().int().min(1).max(999) }))
    .max(100)
    .default([]),
  shipping: z.boolean().default(false),
  reason: refundReasonSchema,
  note: z.string().trim().max(1000).optional(),
  /** Whether the goods go back into stock. */
  restock: z.boolean().default(false),
});
export type RefundRequest = z.infer<typeof refundRequestSchema>;

export const refundSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  paymentId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  status: refundStatusSchema,
  currency: currencySchema,
  amountMinor: amountMinorSchema,
  lines: z.array(
    z.object({ lineId: z.string(), quantity: z.number().int(), amountMinor: amountMinorSchema }),
  ),
  shippingMinor: amountMinorSchema,
  reason: refundReasonSchema,
  note: z.string().nullable(),
  restock: z.boolean(),
  requestedBy: actedBySchema,
  decidedBy: actedBySchema.nullable(),
  decisionNote: z.string().nullable(),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Refund = z.infer<typeof refundSchema>;
