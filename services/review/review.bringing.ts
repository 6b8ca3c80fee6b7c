import type { Model } from 'mongoose';
import { placesOf, type ReviewDocument } from './review.model';
import type { Review } from './review.schema';

/** A review that was written somewhere else, before anybody could write here. */
export type BroughtReview = Pick<
  Review,
  | 'id'
  | 'productId'
  | 'productTitle'
  | 'sellerId'
  | 'authorName'
  | 'stars'
  | 'title'
  | 'text'
  | 'createdAt'
  | 'editableUntil'
>;

interface Ratings {
  recountAll(reviews: readonly { productId: string; sellerId: string }[]): Promise<void>;
}

/** Brings in reviews from elsewhere, and counts them; those that are there stay as they are. No event tells of them. */
export function createBringIn(model: Model<ReviewDocument>, ratings: Ratings) {
  return async (found: readonly BroughtReview[]): Promise<void> => {
    if (found.length === 0) return;
    const puts = found.map(({ id, ...review }) => {
      const fresh = {
        ...{ ...review, ...placesOf(id, review), orderId: '', buyerId: 'elsewhere', pictures: [] },
        ...{ status: 'shown', hiddenBecause: null, editedAt: null, answer: null, reports: [] },
        ...{ version: 0, revision: 0, outbox: [] },
      };
      return { updateOne: { filter: { _id: id }, update: { $setOnInsert: fresh }, upsert: true } };
    });
    await model.collection.bulkWrite(puts as never, { ordered: false });
    await ratings.recountAll(found);
  };
}
