import { Schema, type Connection, type Model } from 'mongoose';
import type { Cart } from './cart.schema';

export type CartDocument = Omit<Cart, 'id'> & { _id: string; updatedAt: number };

const cartSchema = new Schema(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, required: true },
    checkoutId: { type: String, required: true },
    lines: [
      {
        _id: false,
        sku: String,
        productId: String,
        sellerId: String,
        quantity: Number,
        seenPriceMinor: Number,
      },
    ],
    coupon: { type: String, default: undefined },
    updatedAt: { type: Number, required: true },
    version: { type: Number, required: true },
  },
  { collection: 'carts', versionKey: false, id: false },
);

export const cartModel = (connection: Connection) =>
  (connection.models['Cart'] ?? connection.model('Cart', cartSchema)) as unknown as Model<CartDocument>;

/** An owner has one basket, and it is found by the owner: so two first visits at once make one. */
export const cartIdOf = (ownerId: string) => `cart-${ownerId}`;
