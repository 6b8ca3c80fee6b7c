import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Case } from './case.schema';

/** `place` orders the list. */
export type CaseDocument = Stored<Case> & { place: string };

const fields = {
  kind: { type: String, required: true },
  subject: Object,
  severity: String,
  status: { type: String, required: true },
  text: String,
  suggestion: String,
  facts: Object,
  workflowId: String,
  openedAt: String,
  times: Number,
  outcome: String,
  resolvedBy: Object,
  resolvedAt: String,
  note: String,
  place: String,
};

export function caseModel(connection: Connection): Model<CaseDocument> {
  return outboxModel<CaseDocument>(connection, 'Case', 'cases', fields, [
    { status: 1, place: -1 },
    { place: -1 },
  ]);
}
