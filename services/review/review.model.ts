import { Schema, type Connection, type Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Review } from './review.schema';

/**
 * `place`, `best` and `worst` order the lists. `rateFrom` (epoch ms) is there while ratings do not count the review as
 * it is now; `isReported` while staff have not answered.
 */
export type ReviewDocument = Stored<Review> & {
  place: string;
  best: string;
  worst: string;
  rateFrom?: number;
  isReported?: boolean;
};

const fields = {
  productId: { type: String, required: true },
  productTitle: String,
  sellerId: { type: String, required: true },
  orderId: String,
  buyerId: { type: String, required: true },
  authorName: String,
  stars: { type: Number, required: true },
  title: String,
  text: String,
  pictures: [Object],
  status: { type: String, required: true },
  hiddenBecause: String,
  createdAt: String,
  editedAt: String,
  editableUntil: String,
  answer: Object,
  reports: [Object],
  place: String,
  best: String,
  worst: String,
  rateFrom: Number,
  isReported: Boolean,
};

export function reviewModel(connection: Connection): Model<ReviewDocument> {
  return outboxModel<ReviewDocument>(connection, 'Review', 'reviews', fields, [
    { productId: 1, status: 1, place: -1 },
    { productId: 1, status: 1, best: -1 },
    { productId: 1, status: 1, worst: -1 },
    { sellerId: 1, status: 1, place: -1 },
    { buyerId: 1, place: -1 },
    { isReported: 1, place: -1 },
    { rateFrom: 1 },
  ]);
}

/** What all shown reviews of a product or a shop come to; `revision` counts the looks that were written. */
export interface RatingDocument {
  _id: string;
  stars: number[];
  revision: number;
}

const ratingSchema = new Schema(
  {
    _id: { type: String, required: true },
    stars: { type: [Number], required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'ratings', versionKey: false, id: false },
);

export const ratingModel = (connection: Connection) =>
  (connection.models['Rating'] ??
    connection.model('Rating', ratingSchema)) as unknown as Model<RatingDocument>;

/** Where it stands in each list; all are read downwards. */
export function placesOf(id: string, { createdAt, stars }: Pick<Review, 'createdAt' | 'stars'>) {
  const place = `${createdAt}.${id}`;
  return { place, best: `${stars}.${place}`, worst: `${6 - stars}.${place}` };
}
