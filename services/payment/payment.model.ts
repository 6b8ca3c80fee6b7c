import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Payment } from './payment.schema';

export type PaymentDocument = Stored<Payment>;

const fields = {
  checkoutId: { type: String, required: true },
  ownerId: String,
  status: { type: String, required: true },
  currency: String,
  amountMinor: Number,
  authorisedMinor: Number,
  capturedMinor: Number,
  refundedMinor: Number,
  disputedMinor: Number,
  disputes: { type: [Object], default: undefined },
  providerPaymentId: String,
  authorisedUntil: String,
  attempts: [Object],
  parts: [Object],
  operations: [Object],
  createdAt: String,
};

export function paymentModel(connection: Connection): Model<PaymentDocument> {
  return outboxModel<PaymentDocument>(connection, 'Payment', 'payments', fields);
}
