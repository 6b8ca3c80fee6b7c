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
  /** When the provider was asked under this key. */
  askedAt: z.string().optional(),
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
  /** Let go by the bank, because its time was over. */
  lapsed: z.boolean().optional(),
});
export type PaymentPart = z.infer<typeof paymentPartSchema>;

/** What a chargeback takes, or has taken, of a payment; the dispute itself is the dispute service's. */
export const paymentDisputeSchema = z.object({
  disputeId: z.string(),
  providerDisputeId: z.string().optional(),
  status: z.enum(['open', 'won', 'lost']),
  parts: z.array(z.object({ orderId: z.string(), amountMinor: amountMinorSchema })),
});
export type PaymentDispute = z.infer<typeof paymentDisputeSchema>;

/** One movement that the provider was asked for. */
export const paymentOperationSchema = z.object({
  key: z.string(),
  kind: z.enum(['capture', 'refund', 'void']),
  orderId: z.string().nullable(),
  amountMinor: amountMinorSchema,
  /** Null until the provider has answered. */
  providerId: z.string().nullable(),
  /** Of refunds: which, and the how manieth try, from 1. */
  refundId: z.string().optional(),
  attempt: z.number().int().optional(),
  /** Of refunds: how the provider says it stands. Those that failed count for nothing. */
  status: z.enum(['pending', 'succeeded', 'failed']).optional(),
  /** When the provider was asked under this key; absent while it was not. */
  askedAt: z.string().optional(),
  at: z.string(),
});
export type PaymentOperation = z.infer<typeof paymentOperationSchema>;

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
  /** Taken back by lost disputes, as the provider counts it. */
  disputedMinor: amountMinorSchema.optional(),
  disputes: z.array(paymentDisputeSchema).optional(),
  providerPaymentId: z.string().nullable(),
  authorisedUntil: z.string().nullable(),
  attempts: z.array(paymentAttemptSchema),
  parts: z.array(paymentPartSchema),
  operations: z.array(paymentOperationSchema),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Payment = z.infer<typeof paymentSchema>;
