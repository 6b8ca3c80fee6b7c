import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';

export const caseKindSchema = z.enum([
  'audit-finding',
  'reconciliation',
  'refund-failed',
  'authorisation-lapsing',
  'dispute-unanswered',
  'payout-returned',
  'payout-blocked',
  'seller-owes',
  'workflow-missing',
  'parcel-contradiction',
  'parcel-overdue',
]);
export type CaseKind = z.infer<typeof caseKindSchema>;

export const caseSeveritySchema = z.enum(['low', 'high', 'urgent']);
export type CaseSeverity = z.infer<typeof caseSeveritySchema>;
export const caseStatusSchema = z.enum(['open', 'resolved']);
export type CaseStatus = z.infer<typeof caseStatusSchema>;

/** What a case is about; the id is that of the thing, whoever gave it. */
export const caseSubjectSchema = z.object({
  type: z.enum([
    'order',
    'payment',
    'refund',
    'payout',
    'dispute',
    'delivery',
    'seller',
    'workflow',
    'invariant',
  ]),
  id: z.string().min(1).max(200),
});
export type CaseSubject = z.infer<typeof caseSubjectSchema>;

/**
 * - `mended`: somebody put it right; when it is found again, the case is open again
 * - `accepted`: it stays as it is; the same facts found again do not open it
 * - `gone`: the next look did not find it any more
 */
export const caseOutcomeSchema = z.enum(['mended', 'accepted', 'gone']);
export type CaseOutcome = z.infer<typeof caseOutcomeSchema>;

/** Something that machines found and cannot put right. */
export const caseSchema = z.object({
  /** Kind and subject, so that one thing is one case: `reconciliation:payment.<id>`. */
  id: z.string(),
  kind: caseKindSchema,
  subject: caseSubjectSchema,
  severity: caseSeveritySchema,
  status: caseStatusSchema,
  /** What is wrong, in a sentence. */
  text: z.string(),
  /** What staff can do, in a sentence. */
  suggestion: z.string(),
  facts: z.record(z.string(), z.unknown()),
  /** The workflow that can put it right, where there is one. */
  workflowId: z.string().nullable(),
  openedAt: z.string(),
  /** How often it was opened. */
  times: z.number().int(),
  outcome: caseOutcomeSchema.nullable(),
  resolvedBy: actedBySchema.nullable(),
  resolvedAt: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number().int(),
});
export type Case = z.infer<typeof caseSchema>;

/** What whoever finds something says of it. */
export type CaseReport = Pick<Case, 'kind' | 'subject' | 'text'> &
  Partial<Pick<Case, 'facts' | 'workflowId' | 'severity'>>;
