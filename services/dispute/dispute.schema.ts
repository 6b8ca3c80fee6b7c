import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';
import { amountMinorSchema, currencySchema } from '../platform/money';

export const disputeStatusSchema = z.enum([
  'open', // evidence is wanted
  'submitted', // the evidence is with the bank
  'conceded', // staff accept the loss; the bank is being told
  'won', // the money stays here
  'lost', // the bank has taken the money back
]);
export type DisputeStatus = z.infer<typeof disputeStatusSchema>;
export type Verdict = Extract<DisputeStatus, 'won' | 'lost'>;

/** Longest evidence and statement, in characters. */
export const MAX_EVIDENCE = 20_000;
export const MAX_STATEMENT = 4000;
/** Most statements of one order. */
export const MAX_STATEMENTS = 5;

export const evidenceTextSchema = z.string().trim().min(1).max(MAX_EVIDENCE);
export const statementTextSchema = z.string().trim().min(1).max(MAX_STATEMENT);

/** Something that speaks for the shop, found in its own records. `at` is when it happened. */
export const factSchema = z.object({ at: z.string().nullable(), text: z.string() });
export type Fact = z.infer<typeof factSchema>;

/** What a seller says about their order. */
export const statementSchema = z.object({
  id: z.string(),
  at: z.string(),
  by: actedBySchema,
  text: z.string(),
});
export type Statement = z.infer<typeof statementSchema>;

/** The part of a dispute that concerns one seller order. */
export const disputePartSchema = z.object({
  orderId: z.string(),
  sellerId: z.string(),
  sellerName: z.string(),
  amountMinor: amountMinorSchema,
  facts: z.array(factSchema),
  statements: z.array(statementSchema),
});
export type DisputePart = z.infer<typeof disputePartSchema>;

/** What was sent to the bank; `submittedAt` is null until the provider has taken it. */
export const submissionSchema = z.object({
  /** Counts the tries with another text; part of the provider's key. */
  attempt: z.number().int(),
  text: z.string(),
  by: actedBySchema,
  submittedAt: z.string().nullable(),
});

export const disputeTimelineEntrySchema = z.object({
  at: z.string(),
  text: z.string(),
  by: actedBySchema,
  /** Set where only one order is concerned. */
  orderId: z.string().optional(),
});

/** A buyer's bank takes a payment back (a chargeback), until evidence convinces it or it decides otherwise. */
export const disputeSchema = z.object({
  id: z.string(),
  paymentId: z.string(),
  providerPaymentId: z.string(),
  providerDisputeId: z.string(),
  status: disputeStatusSchema,
  reason: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  parts: z.array(disputePartSchema),
  openedAt: z.string(),
  evidenceDueAt: z.string(),
  /** When what was gathered is submitted, if nobody has done so. */
  submitAt: z.string(),
  /** Reminders that are still to come when it is opened. */
  remindAt: z.array(z.string()),
  submission: submissionSchema.nullable(),
  concession: z.object({ by: actedBySchema, note: z.string(), at: z.string() }).nullable(),
  decidedAt: z.string().nullable(),
  timeline: z.array(disputeTimelineEntrySchema),
  version: z.number().int(),
});
export type Dispute = z.infer<typeof disputeSchema>;

/** By which a dispute is found, here and at the provider. */
export interface DisputeRef {
  disputeId: string;
  paymentId: string;
  providerPaymentId: string;
  providerDisputeId: string;
}
