import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditEntry } from './audit-log.schema';

export type AuditDocument = Omit<AuditEntry, 'id'> & { _id: string };

export function auditLogModel(connection: Connection): Model<AuditDocument> {
  const known = connection.models.AuditEntry;
  if (known) return known as unknown as Model<AuditDocument>;
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      at: String,
      by: { role: String, id: String },
      act: String,
      about: String,
      note: String,
      requestId: String,
      status: Number,
      refusal: String,
    },
    { collection: 'entries', versionKey: false, id: false, minimize: false },
  );
  schema.index({ about: 1, _id: -1 });
  schema.index({ 'by.id': 1, _id: -1 });
  return connection.model('AuditEntry', schema) as unknown as Model<AuditDocument>;
}
