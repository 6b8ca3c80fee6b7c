import { Schema, type Connection, type Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Promotion } from './promotion.schema';

/** `key` is the code, or the id of one without: unique for ever. */
export type PromotionDocument = Stored<Promotion> & { key: string; updatedAt: number };

export const promotionModel = (connection: Connection): Model<PromotionDocument> =>
  outboxModel<PromotionDocument>(
    connection,
    'Promotion',
    'promotions',
    {
      key: { type: String, required: true, unique: true },
      sellerId: String,
      label: String,
      code: String,
      benefit: Object,
      conditions: Object,
      limits: Object,
      endedAt: String,
      createdBy: String,
      createdAt: String,
      updatedAt: { type: Number, required: true, index: true },
    },
    [{ sellerId: 1, _id: -1 }],
  );

/**
 * A use of a code that is taken. Its id is what makes limits hold: `coupon:<code>:<n>` is the n-th use of all,
 * `coupon:<code>:<buyerId>:<n>` the n-th of one buyer, and an id is there once. `returned` stays behind when a
 * checkout gave its uses back, so that a step of it that comes late takes none.
 */
export interface ClaimDocument {
  _id: string;
  kind: 'use' | 'buyer' | 'returned';
  promotionId: string;
  buyerId: string;
  checkoutId: string;
  /** The opening of the checkout that took it. */
  holder: string;
  /** The orders from which it took something off; cancelled ones leave the list. */
  orders: string[];
  at: number;
}

export function claimModel(connection: Connection): Model<ClaimDocument> {
  const known = connection.models['CouponClaim'];
  if (known) return known as unknown as Model<ClaimDocument>;
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      kind: { type: String, required: true },
      promotionId: { type: String, required: true },
      buyerId: String,
      checkoutId: { type: String, required: true, index: true },
      holder: { type: String, required: true },
      orders: [String],
      at: Number,
    },
    { collection: 'claims', versionKey: false, id: false },
  );
  schema.index({ promotionId: 1, kind: 1, buyerId: 1 });
  // One step that runs twice at once takes one use.
  schema.index({ holder: 1, kind: 1 }, { unique: true });
  return connection.model('CouponClaim', schema) as unknown as Model<ClaimDocument>;
}
