import type { Connection } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Commission } from './commission.schema';

export type CommissionDocument = Stored<Commission>;

export const commissionModel = (connection: Connection) =>
  outboxModel<CommissionDocument>(connection, 'Commission', 'commissions', {
    subject: { _id: false, type: { type: String }, id: String },
    rates: [{ _id: false, points: Number, from: String, note: String, by: String, setAt: String }],
  });
