import type { Connection } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Seller } from './seller.schema';

export type SellerDocument = Stored<Seller> & { updatedAt: number };

export const sellerModel = (connection: Connection) =>
  outboxModel<SellerDocument>(connection, 'Seller', 'sellers', {
    slug: { type: String, required: true, unique: true },
    name: { type: String, required: true },
    tagline: String,
    story: String,
    city: String,
    country: { type: String, required: true },
    status: { type: String, required: true },
    shipsTo: String,
    commissionPoints: { type: Number, required: true },
    handlingDays: { type: Number, required: true },
    rating: { _id: false, average: Number, count: Number },
    updatedAt: { type: Number, required: true, index: true },
  });
