import { Schema, type Connection, type Model } from 'mongoose';
import type { Picture } from '../product/product.schema';
import { modelOf } from '../platform/documents';
import type { MediaStore } from './media-store.port';
import type { PrivateDocument } from './media.schema';

export type PictureDocument = Omit<Picture, 'id'> & {
  _id: string;
  ownerId: string;
  store: MediaStore['name'];
  ref: string;
  createdAt: string;
};

/** With its bytes, which are read only when somebody gets the file. */
export type FileDocument = Omit<PrivateDocument, 'id'> & { _id: string; ownerId: string; bytes: Buffer };

const size = new Schema({ width: Number, url: String, avifUrl: String }, { _id: false });

export const pictureModel = (connection: Connection): Model<PictureDocument> =>
  modelOf<PictureDocument>(connection, {
    name: 'Picture',
    collection: 'pictures',
    fields: {
      _id: { type: String, required: true },
      ownerId: { type: String, required: true, index: true },
      alt: String,
      width: Number,
      height: Number,
      sizes: [size],
      store: String,
      ref: String,
      createdAt: String,
    },
  });

export const fileModel = (connection: Connection): Model<FileDocument> =>
  modelOf<FileDocument>(connection, {
    name: 'PrivateDocument',
    collection: 'documents',
    fields: {
      _id: { type: String, required: true },
      ownerId: { type: String, required: true, index: true },
      name: String,
      type: { type: String },
      size: Number,
      bytes: Buffer,
      createdAt: String,
    },
  });
