import type { Connection, Model } from 'mongoose';
import { modelOf } from '../platform/documents';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Seller } from './seller.schema';

export type SellerDocument = Stored<Seller> & {
  ratingRevision?: number;
  /** When it was decided that it is shown or hidden, ISO 8601. */
  shownOrHiddenAt?: string;
  updatedAt: number;
};

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
    ratingRevision: Number,
    policies: Object,
    hours: Object,
    vacation: Object,
    trader: Object,
    domain: Object,
    suspension: Object,
    shownOrHiddenAt: String,
    updatedAt: { type: Number, required: true, index: true },
  });

/** Who holds a name of which there is one in the market: an address's slug, or a domain. Its `_id` is the name. */
export interface ClaimDocument {
  _id: string;
  sellerId: string;
}

const claimFields = {
  _id: { type: String, required: true },
  sellerId: { type: String, required: true, index: true },
};

export const slugModel = (connection: Connection): Model<ClaimDocument> =>
  modelOf<ClaimDocument>(connection, { name: 'SlugClaim', collection: 'slugs', fields: claimFields });

export const hostModel = (connection: Connection): Model<ClaimDocument> =>
  modelOf<ClaimDocument>(connection, { name: 'HostClaim', collection: 'hosts', fields: claimFields });
