import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DisputeRef, DisputeStatus } from '../services/dispute/dispute.schema';
import type { ActedBy } from '../services/order/order.schema';

export type DisputeInput = DisputeRef;
export interface DisputeAnswer {
  status: DisputeStatus;
}

/** Machine: the provider reported something about it. The workflow asks the provider itself; this only wakes it. */
export const disputeReportedSignal = defineSignal<[{ eventId: string }]>('providerReported');
/** The seller of one order says what speaks for them. Idempotent by `statementId`. */
export const addStatementUpdate = defineUpdate<
  DisputeAnswer,
  [{ orderId: string; statementId: string; text: string; by: ActedBy }]
>('addStatement');
/** Staff send the evidence to the bank, with a text of theirs or what was gathered. Once a dispute. */
export const submitEvidenceUpdate = defineUpdate<DisputeAnswer, [{ text: string | null; by: ActedBy }]>(
  'submitEvidence',
);
/** Staff accept the loss; the bank is told, and the money goes back. */
export const concedeUpdate = defineUpdate<DisputeAnswer, [{ note: string; by: ActedBy }]>('concede');
export const disputeStatusQuery = defineQuery<DisputeStatus>('status');
