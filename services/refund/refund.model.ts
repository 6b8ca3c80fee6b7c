import { type Connection, type Model, Schema } from 'mongoose';
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
  plainMinor: Number,
  reason: String,
  note: String,
  restock: Boolean,
  requestedBy: Object,
  approval: Object,
  decideBy: String,
  decidedBy: Object,
  decisionNote: String,
  attempt: Number,
  problem: String,
  settledBy: Object,
  timeline: [Object],
  createdAt: String,
};

export function refundModel(connection: Connection): Model<RefundDocument> {
  return outboxModel<RefundDocument>(connection, 'Refund', 'refunds', fields, [
    { status: 1, createdAt: -1 },
    { sellerId: 1, createdAt: -1 },
    { createdAt: -1 },
  ]);
}

/** What one refund takes of its order. `small` ones were given without asking because of their amount. */
export interface Claim {
  refundId: string;
  amountMinor: number;
  lines: Refund['lines'];
  shippingMinor: number;
  plainMinor: number;
  small: boolean;
}

/** All that was claimed of one order. It is written by guarded updates, so two refunds never claim the same. */
export interface ClaimsDocument {
  _id: string;
  revision: number;
  claims: Claim[];
  /** When something was claimed last, ms since 1970. */
  claimedAt: number;
}

export function claimsModel(connection: Connection): Model<ClaimsDocument> {
  const known = connection.models.Claims;
  if (known) return known as unknown as Model<ClaimsDocument>;
  const schema = new Schema(
    { _id: { type: String, required: true }, revision: Number, claims: [Object], claimedAt: Number },
    { collection: 'claims', minimize: false, versionKey: false, id: false },
  );
  schema.index({ claimedAt: 1 });
  return connection.model('Claims', schema) as unknown as Model<ClaimsDocument>;
}
