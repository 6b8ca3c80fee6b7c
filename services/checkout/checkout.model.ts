import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Checkout } from './checkout.schema';

/** `tokens` are the cards of the attempts (provider's tokens); */
export type CheckoutDocument = Stored<Checkout> & {
  tokens: { attempt: number; token: string }[];
};

const fields = {
  ownerId: { type: String, required: true, index: true },
  cartId: String,
  email: String,
  status: { type: String, required: true },
  shippingAddress: Object,
  shippingChoices: Object,
  expectedTotal: Object,
  quote: Object,
  attempt: Number,
  openings: Number,
  declineReason: String,
  redirectUrl: String,
  refusal: Object,
  holdExpiresAt: String,
  paymentId: String,
  orderIds: [String],
  tokens: [Object],
  createdAt: String,
};

export function checkoutModel(connection: Connection): Model<CheckoutDocument> {
  return outboxModel<CheckoutDocument>(connection, 'Checkout', 'checkouts', fields);
}
