import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Delivery } from './delivery.schema';

export type DeliveryDocument = Stored<Delivery>;

const fields = {
  orderId: { type: String, required: true, index: true },
  buyerId: String,
  sellerId: String,
  status: { type: String, required: true },
  trackingId: { type: String, index: { sparse: true } },
  labelUrl: String,
  estimatedAt: String,
  tracking: [Object],
  createdAt: String,
};

export function deliveryModel(connection: Connection): Model<DeliveryDocument> {
  return outboxModel<DeliveryDocument>(connection, 'Delivery', 'deliveries', fields);
}
