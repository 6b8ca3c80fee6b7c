import type { Connection, Model } from 'mongoose';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Payout, PayoutAccount } from './payout.schema';

/** `place` orders the lists. */
export type PayoutDocument = Stored<Payout> & { place: string };
export type PayoutAccountDocument = Stored<PayoutAccount>;

export function payoutModel(connection: Connection): Model<PayoutDocument> {
  return outboxModel<PayoutDocument>(
    connection,
    'Payout',
    'payouts',
    {
      sellerId: { type: String, required: true },
      currency: { type: String, required: true },
      number: { type: Number, required: true },
      amountMinor: { type: Number, required: true },
      reserveMinor: Number,
      status: { type: String, required: true },
      providerAccountId: String,
      last4: String,
      accountChange: Number,
      asked: Boolean,
      providerTransferId: String,
      reason: String,
      createdAt: { type: String, required: true },
      place: { type: String, required: true, index: true },
      paidAt: String,
      returnedAt: String,
    },
    [
      { sellerId: 1, currency: 1, number: -1 },
      { sellerId: 1, place: -1 },
    ],
  );
}

export function payoutAccountModel(connection: Connection): Model<PayoutAccountDocument> {
  return outboxModel<PayoutAccountDocument>(connection, 'PayoutAccount', 'accounts', {
    providerAccountId: { type: String, required: true, index: true },
    holder: { type: String, required: true },
    last4: String,
    status: { type: String, required: true },
    problem: String,
    changes: Number,
    negativeSince: Object,
  });
}
