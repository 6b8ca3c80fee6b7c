import type { Connection, Model } from 'mongoose';
import { modelOf } from '../platform/documents';
import type { CatalogueImport, RowReport } from './import.schema';

export type ImportDocument = Omit<CatalogueImport, 'id'> & {
  _id: string;
  /** How the file is laid out, once it was looked at. */
  delimiter?: string;
  header?: string[];
};

const name = { type: String, required: true };
const count = { type: Number, required: true };

export const importModel = (connection: Connection): Model<ImportDocument> =>
  modelOf(connection, {
    name: 'Import',
    collection: 'imports',
    fields: {
      ...{ _id: name, sellerId: { ...name, index: true }, name, status: name, createdAt: name },
      by: { _id: false, role: String, id: String },
      ...{ sizeBytes: count, done: count, applied: count, refused: count },
      rows: { type: Number, default: null },
      ignored: [String],
      problem: { type: String, default: null },
      endedAt: { type: String, default: null },
      delimiter: String,
      header: { type: [String], default: undefined },
    },
  });

/** What came of a few rows that follow each other; the id says of which. */
export interface ReportDocument {
  _id: string;
  rows: RowReport[];
}

export const reportModel = (connection: Connection): Model<ReportDocument> =>
  modelOf(connection, {
    name: 'ImportReport',
    collection: 'reports',
    fields: {
      _id: name,
      rows: [{ _id: false, line: Number, sku: String, problem: { type: String, default: null } }],
    },
  });

/** Which line of an import a SKU stood in first. */
export interface SeenDocument {
  _id: string;
  line: number;
}

export const seenModel = (connection: Connection): Model<SeenDocument> =>
  modelOf(connection, {
    name: 'ImportSeen',
    collection: 'seen',
    fields: { _id: name, line: count },
  });
