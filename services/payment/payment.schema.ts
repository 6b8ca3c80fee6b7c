import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';

export const paymentStatusSchema = z.enum([
  'pending',
  'awaiting-buyer',
  'declined',
  'authorised',
  'partly-captured',
  'captured',
  'voided',
  'failed',
]);
export type PaymentStatus = z.infer<typeof paymentStatusSchema>;

/** One try of the buyer to pay, with one card. `key` is what the provider sees as idempotency key. */
export const paymentAttemptSchema = z.object({
  number: z.number().int(),
  key: z.string(),
  token: z.string(),
  providerPaymentId: z.string().nullable(),
  status: z.enum(['asked', 'awaiting-buyer', 'authorised', 'declined', 'voided']),
  declineReason: z.string().nullable(),
});
export type PaymentAttempt = z.infer<typeof paymentAttemptSchema>;

/** The part of a payment that belongs to one seller order. */
export const paymentPartSchema = z.object({
  orderId: z.string(),
  amountMinor: amountMinorSchema,
  capturedMinor: amountMinorSchema,
  refundedMinor: amountMinorSchema,
  released: z.boolean(),
});
export type PaymentPart = z.infer<typeof paymentPartSchema>;

/** Money of one checkout. 0 <= refunded <= captured <= authorised, always. */
export const paymentSchema = z.object({
  id: z.string(),
  checkoutId: z.string(),
  ownerId: z.string(),
  status: paymentStatusSchema,
  currency: currencySchema,
  amountMinor: amountMinorSchema,
  authorisedMinor: amountMinorSchema,
  capturedMinor: amountMinorSchema,
  refundedMinor: amountMinorSchema,
  providerPaymentId: z.string().nullable(),
  authorisedUntil: z.string().nullable(),
  attempts: z.array(paymentAttemptSchema),
  parts: z.array(paymentPartSchema),
  operations: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['capture', 'refund', 'void']),
      orderId: z.string().nullable(),
      amountMinor: amountMinorSchema,
      /** Null until the provider has answered. */
      providerId: z.string().nullable(),
      at: z.string(),
    }),
  ),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Payment = z.infer<typeof paymentSchema>;
