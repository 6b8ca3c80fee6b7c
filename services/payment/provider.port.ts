import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import type { WebhookHeaders } from '../platform/webhook-signature';

export { ProviderUnavailableError } from '../platform/http-client';

/**
 * What the shop asks of a payment provider. Amounts are integer minor units of the payment's currency, times are
 * ISO 8601 in UTC. The shape is that of card payments with a manual capture: Stripe's PaymentIntents with
 * `capture_method: manual` (several captures need its multicapture), Adyen and Checkout.com fit behind it too.
 */

/** Why a card was declined; `declined` stands for all that the provider does not tell. */
export const declineReasonSchema = z.enum(['declined', 'insufficient-funds', 'authentication-refused']);
export type DeclineReason = z.infer<typeof declineReasonSchema>;

/**
 * - `requires-action`: the buyer has to confirm at `redirectUrl`
 * - `authorised`: money is reserved and some of it can still be captured
 * - `declined`: nothing is reserved and nothing will be
 * - `voided`: what was not captured is released; `capturedMinor` may be more than 0
 * - `captured`: all of it is captured
 */
export const providerPaymentStatusSchema = z.enum([
  'requires-action',
  'authorised',
  'declined',
  'voided',
  'captured',
]);
export type ProviderPaymentStatus = z.infer<typeof providerPaymentStatusSchema>;

export const providerRefundStatusSchema = z.enum(['pending', 'succeeded', 'failed']);
export const providerDisputeStatusSchema = z.enum(['open', 'won', 'lost']);

const idSchema = z.string().min(1).max(200);
const timeSchema = z.iso.datetime();

export const providerCaptureSchema = z.object({
  providerCaptureId: idSchema,
  /** Ours: the seller order it was captured for. */
  reference: idSchema,
  amountMinor: amountMinorSchema,
  at: timeSchema,
});
export type ProviderCapture = z.infer<typeof providerCaptureSchema>;

export const providerRefundSchema = z.object({
  providerRefundId: idSchema,
  /** Ours: the refund it belongs to. */
  reference: idSchema,
  amountMinor: amountMinorSchema,
  status: providerRefundStatusSchema,
  at: timeSchema,
});
export type ProviderRefund = z.infer<typeof providerRefundSchema>;

export const providerDisputeSchema = z.object({
  providerDisputeId: idSchema,
  amountMinor: amountMinorSchema,
  status: providerDisputeStatusSchema,
  reason: z.string().max(200),
  evidenceDueAt: timeSchema,
});
export type ProviderDispute = z.infer<typeof providerDisputeSchema>;

export const providerPaymentSchema = z.object({
  id: idSchema,
  /** Ours: the payment id. */
  reference: idSchema,
  status: providerPaymentStatusSchema,
  amountMinor: amountMinorSchema,
  capturedMinor: amountMinorSchema,
  /** Pending refunds count; failed ones do not. */
  refundedMinor: amountMinorSchema,
  /** Taken back by lost disputes. */
  disputedMinor: amountMinorSchema,
  currency: currencySchema,
  declineReason: declineReasonSchema.optional(),
  /** Where the buyer confirms, while the status is `requires-action`. */
  redirectUrl: z.url().optional(),
  /** Until when the rest can be captured; the provider releases it then. */
  authorisedUntil: timeSchema,
  createdAt: timeSchema,
  card: z.object({ brand: z.string().max(40), last4: z.string().regex(/^\d{4}$/) }).optional(),
  captures: z.array(providerCaptureSchema),
  refunds: z.array(providerRefundSchema),
  disputes: z.array(providerDisputeSchema),
});
export type ProviderPayment = z.infer<typeof providerPaymentSchema>;

const eventBase = z.object({
  /** The same each time the provider sends this event: apply it once. */
  id: idSchema,
  occurredAt: timeSchema,
  providerPaymentId: idSchema,
  /** Ours, as given when authorising. Check it, the amount and the currency against our own record. */
  paymentId: idSchema,
  amountMinor: amountMinorSchema,
  currency: currencySchema,
});
const refundEvent = eventBase.extend({ providerRefundId: idSchema, reference: idSchema });
const disputeEvent = eventBase.extend({ providerDisputeId: idSchema });

/** What a provider reports of its own accord. `amountMinor` is the amount of the thing that happened. */
export const providerEventSchema = z.discriminatedUnion('type', [
  eventBase.extend({ type: z.literal('payment.authorised'), authorisedUntil: timeSchema }),
  eventBase.extend({ type: z.literal('payment.declined'), declineReason: declineReasonSchema }),
  eventBase.extend({ type: z.literal('payment.captured'), providerCaptureId: idSchema, reference: idSchema }),
  /** The amount is what was released. */
  eventBase.extend({ type: z.literal('payment.voided'), reason: z.enum(['requested', 'expired']) }),
  refundEvent.extend({ type: z.literal('refund.succeeded') }),
  refundEvent.extend({ type: z.literal('refund.failed') }),
  disputeEvent.extend({
    type: z.literal('dispute.opened'),
    reason: z.string().max(200),
    evidenceDueAt: timeSchema,
  }),
  disputeEvent.extend({ type: z.literal('dispute.won') }),
  disputeEvent.extend({ type: z.literal('dispute.lost') }),
  /** Authentic, but of a kind that does not concern us: acknowledge and forget. */
  z.object({ type: z.literal('ignored'), id: idSchema, providerType: z.string().max(200) }),
]);
export type ProviderEvent = z.infer<typeof providerEventSchema>;

export interface AuthoriseRequest {
  key: string;
  paymentId: string;
  checkoutId: string;
  /** More than 0. */
  amountMinor: number;
  currency: string;
  /** Stands for the buyer's card; made by the provider in the buyer's browser. */
  paymentToken: string;
  /** Where the provider sends the buyer after a confirmation. Its visit proves nothing. */
  returnUrl: string;
}

/**
 * A payment provider. Every request that changes something carries a `key`: the same key and request again gives the
 * first answer again and has no second effect, for at least 24 hours. After that, ask `findByReference` or `retrieve`
 * what happened before trying anew. No answer is a ProviderUnavailableError; repeat with the same key.
 *
 * Refusals are DomainErrors that do not get better by repeating: `payment-provider-refused` (details.reason has the
 * provider's code), `capture-exceeds-authorised`, `refund-exceeds-captured`, `authorisation-closed` (voided or
 * expired), `idempotency-key-reused`, `not-found`.
 */
export interface PaymentProvider {
  /** Reserves money. A decline is a result, not an error. */
  authorise(request: AuthoriseRequest): Promise<ProviderPayment>;

  retrieve(providerPaymentId: string): Promise<ProviderPayment>;

  /** All attempts made for one of our payments, oldest first; empty when none arrived. */
  findByReference(paymentId: string): Promise<ProviderPayment[]>;

  /**
   * Takes a part of what is authorised; several captures are possible up to the authorised amount.
   * @param request.reference the seller order it is for
   */
  capture(request: {
    key: string;
    providerPaymentId: string;
    amountMinor: number;
    reference: string;
  }): Promise<{ providerCaptureId: string; amountMinor: number; payment: ProviderPayment }>;

  /**
   * Releases what is not captured. Where nothing is left to release (declined, voided, captured in full) it answers
   * with the payment as it stands; captured money stays captured.
   */
  void(request: { key: string; providerPaymentId: string }): Promise<ProviderPayment>;

  /**
   * Gives captured money back. `pending` is settled by an event `refund.succeeded` or `refund.failed`.
   * @param request.reference the refund it is for
   */
  refund(request: {
    key: string;
    providerPaymentId: string;
    amountMinor: number;
    reference: string;
  }): Promise<{
    providerRefundId: string;
    status: z.infer<typeof providerRefundStatusSchema>;
    payment: ProviderPayment;
  }>;

  /** Answers a dispute; the verdict comes as an event. Refused once the dispute is decided. */
  submitEvidence(request: {
    key: string;
    providerPaymentId: string;
    providerDisputeId: string;
    text: string;
  }): Promise<ProviderDispute>;

  /**
   * Gives a dispute up: it is lost at once, and nothing can be said to it any more. One that was given up already
   * answers as it stands; refused when it is decided otherwise.
   */
  acceptDispute(request: {
    key: string;
    providerPaymentId: string;
    providerDisputeId: string;
  }): Promise<ProviderDispute>;

  /** All payments, oldest first, for reconciliation. `nextCursor` is absent on the last page and stays valid. */
  list(request: {
    cursor?: string;
    limit: number;
  }): Promise<{ items: ProviderPayment[]; nextCursor?: string }>;

  /**
   * Checks the signature of a webhook and reads it; some providers have to be asked what a report is about.
   * @throws DomainError `webhook-signature`, `webhook-timestamp` or `webhook-malformed`; ProviderUnavailableError
   */
  parseWebhook(webhook: {
    rawBody: string | Uint8Array;
    headers: WebhookHeaders;
  }): ProviderEvent | Promise<ProviderEvent>;
}
