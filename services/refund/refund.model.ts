import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Refund } from './refund.schema';

export type RefundDocument = Stored<Refund>;

const fields = {
  orderId: { type: String, required: true, index: true },
  paymentId: String,
  buyerId: String,
  sellerId: String,
  status: { type: String, required: true },
  currency: String,
  amountMinor: Number,
  lines: [Object],
  shippingMinor: Number,
  reason: String,
  note: String,
  restock: Boolean,
  automatic: Boolean,
  requestedBy: Object,
  decidedBy: Object,
  decisionNote: String,
  createdAt: String,
};

export function refundModel(connection: Connection): Model<RefundDocument> {
  return outboxModel<RefundDocument>(connection, 'Refund', 'refunds', fields);
}
