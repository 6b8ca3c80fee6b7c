import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Order } from './order.schema';

/** `refundIds` are the refunds that are counted already, `noteKeys` the notes that stand in the story. */
export type OrderDocument = Stored<Order> & { refundIds: string[]; noteKeys?: string[] };

const fields = {
  checkoutId: { type: String, required: true },
  paymentId: String,
  buyerId: { type: String, required: true },
  email: String,
  sellerId: { type: String, required: true },
  sellerName: String,
  status: { type: String, required: true },
  currency: String,
  lines: [Object],
  shipping: Object,
  discounts: { type: [Object], default: undefined },
  itemsMinor: Number,
  taxMinor: Number,
  totalMinor: Number,
  capturedMinor: Number,
  refundedMinor: Number,
  commissionPoints: Number,
  allocations: [Object],
  shippingAddress: Object,
  acceptBy: String,
  shipBy: String,
  promisedFrom: String,
  promisedUntil: String,
  deliveredAt: String,
  returnUntil: String,
  deliveryIds: [String],
  declinedMinor: Number,
  parcels: { type: [Object], default: undefined },
  returns: { type: [Object], default: undefined },
  cancelReason: String,
  timeline: [Object],
  refundIds: [String],
  noteKeys: { type: [String], default: undefined },
  placedAt: String,
};

export function orderModel(connection: Connection): Model<OrderDocument> {
  return outboxModel<OrderDocument>(connection, 'Order', 'orders', fields, [
    { buyerId: 1, _id: -1 },
    { email: 1, _id: -1 },
    { sellerId: 1, _id: -1 },
    { sellerId: 1, 'returns.status': 1, _id: -1 },
  ]);
}
