import { Schema, type Connection, type Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { PricePoint } from './product.prices';
import type { Category, Product } from './product.schema';

/** `updatedAt` (epoch ms) is what the read model asks by. */
export type ProductDocument = Stored<Product> & {
  ratingRevision?: number;
  updatedAt: number;
  /** Every price there was, oldest first; private. */
  prices?: PricePoint[];
  /** The last row of a catalogue import that was written here, so that none is written twice; private. */
  imported?: { importId: string; line: number };
};

export const productModel = (connection: Connection) =>
  outboxModel<ProductDocument>(connection, 'Product', 'products', {
    slug: { type: String, required: true, unique: true },
    sellerId: { type: String, required: true },
    title: { type: String, required: true },
    description: String,
    categoryId: { type: String, required: true },
    tags: [String],
    taxCategory: { type: String, required: true },
    currency: { type: String, required: true },
    options: [{ _id: false, name: String, values: [String] }],
    variants: [
      {
        _id: false,
        sku: { type: String, unique: true },
        title: String,
        options: Object,
        priceMinor: Number,
        weightGrams: Number,
        reduced: { _id: false, type: { fromMinor: Number, at: String }, required: false },
      },
    ],
    pictures: [
      {
        _id: false,
        id: String,
        alt: String,
        width: Number,
        height: Number,
        sizes: [{ _id: false, width: Number, url: String, avifUrl: String }],
      },
    ],
    priceFromMinor: { type: Number, required: true },
    rating: { _id: false, average: Number, count: Number },
    ratingRevision: Number,
    status: { type: String, required: true },
    createdAt: { type: String, required: true },
    updatedAt: { type: Number, required: true, index: true },
    prices: {
      type: [
        {
          _id: false,
          sku: String,
          priceMinor: Number,
          at: String,
          isOffered: Boolean,
          by: { _id: false, role: String, id: String },
        },
      ],
      default: undefined,
    },
    imported: { type: { _id: false, importId: String, line: Number }, default: undefined },
  });

/** Those from before categories had versions have none. */
export type CategoryDocument = Omit<Category, 'id'> & { _id: string; updatedAt: number; version?: number };

const categorySchema = new Schema(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    description: String,
    position: { type: Number, required: true },
    archived: Boolean,
    version: Number,
    updatedAt: { type: Number, required: true },
  },
  { collection: 'categories', versionKey: false, id: false },
);

export const categoryModel = (connection: Connection) =>
  (connection.models['Category'] ??
    connection.model('Category', categorySchema)) as unknown as Model<CategoryDocument>;
