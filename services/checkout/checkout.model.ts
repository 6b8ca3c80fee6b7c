import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Checkout } from './checkout.schema';

/** The card of one attempt (the provider's token), and where its buyer pressed pay. */
export interface AttemptCard {
  attempt: number;
  token: string;
  /** Origin of the page, checked to be ours; absent where that is the market's own address. */
  returnOrigin?: string;
}

export type CheckoutDocument = Stored<Checkout> & { tokens: AttemptCard[] };

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
