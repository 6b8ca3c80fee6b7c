import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Visit } from './behaviour.schema';

export type VisitDocument = Stored<Visit>;

const fields = {
  visitorId: { type: String, required: true },
  sessionId: { type: String, required: true },
  userId: String,
  device: String,
  country: String,
  referrer: String,
  lastAt: { type: Number, required: true },
  told: Number,
  taken: [String],
};

export function visitModel(connection: Connection): Model<VisitDocument> {
  return outboxModel<VisitDocument>(connection, 'Visit', 'visits', fields, [
    { lastAt: 1 },
    { userId: 1, lastAt: -1 },
  ]);
}
