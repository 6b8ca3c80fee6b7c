import type { Connection, Model } from 'mongoose';
import { modelOf } from '../platform/documents';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Delivery } from './delivery.schema';

/** `acts` are the courier's reports that were written down. */
export type DeliveryDocument = Stored<Delivery> & { acts?: string[] };

const fields = {
  orderId: { type: String, required: true, index: true },
  buyerId: String,
  sellerId: String,
  status: { type: String, required: true },
  kind: String,
  carrier: String,
  courierId: { type: String, index: { sparse: true } },
  lines: { type: [Object], default: undefined },
  lane: String,
  trackingId: { type: String, index: { sparse: true } },
  labelUrl: String,
  estimatedAt: String,
  estimated: Object,
  tracking: [Object],
  contradictions: { type: [Object], default: undefined },
  attempts: Number,
  moves: Number,
  heldUntil: String,
  pickUpPoint: String,
  proof: Object,
  overdueAt: String,
  settled: Object,
  acts: { type: [String], default: undefined },
  createdAt: String,
};

export function deliveryModel(connection: Connection): Model<DeliveryDocument> {
  return outboxModel<DeliveryDocument>(connection, 'Delivery', 'deliveries', fields);
}

/** What the latest parcels of a lane took, newest last. */
export interface LaneDocument {
  _id: string;
  samples: { deliveryId: string; tookMs: number }[];
}

export function laneModel(connection: Connection): Model<LaneDocument> {
  return modelOf<LaneDocument>(connection, {
    name: 'Lane',
    collection: 'lanes',
    fields: {
      _id: { type: String, required: true },
      samples: [{ _id: false, deliveryId: String, tookMs: Number }],
    },
  });
}
