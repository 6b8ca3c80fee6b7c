import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Dispute } from './dispute.schema';

export type DisputeDocument = Stored<Dispute>;

const fields = {
  paymentId: { type: String, required: true, index: true },
  providerPaymentId: String,
  providerDisputeId: String,
  status: { type: String, required: true },
  reason: String,
  amountMinor: Number,
  currency: String,
  parts: [Object],
  openedAt: String,
  evidenceDueAt: String,
  submitAt: String,
  remindAt: [String],
  submission: Object,
  concession: Object,
  decidedAt: String,
  timeline: [Object],
};

export function disputeModel(connection: Connection): Model<DisputeDocument> {
  return outboxModel<DisputeDocument>(connection, 'Dispute', 'disputes', fields, [
    { openedAt: -1, _id: -1 },
    { status: 1, openedAt: -1, _id: -1 },
    { 'parts.orderId': 1 },
    { 'parts.sellerId': 1, openedAt: -1, _id: -1 },
  ]);
}
