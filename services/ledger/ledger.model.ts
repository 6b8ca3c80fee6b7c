import { Schema, type Connection } from 'mongoose';
import type { LedgerEntry } from './ledger.schema';

/**
 * An entry as it is stored. `seq` numbers all entries without a gap (see ledger.snapshots.ts). `turnOf` and `turn`
 * name the decision that it belongs to: those who decide at once about one thing compete for the same turn, and only
 * one gets it. An entry that nobody competes with is a turn of its own.
 */
export type EntryDocument = Omit<LedgerEntry, 'id'> & {
  _id: string;
  seq: number;
  turnOf: string;
  turn: number;
};

/** A number that was taken and never used, closed so that it cannot be used any more. */
export interface VoidDocument {
  _id: string;
  kind: 'void';
  seq: number;
  turnOf: string;
  turn: number;
}

/** What stood on an account after the entry numbered `through`, by currency. */
export interface SnapshotDocument {
  /** Generation and account. */
  _id: string;
  generation: number;
  account: string;
  balances: Record<string, number>;
  through: number;
}

/** Up to which number there are no gaps and every account's snapshot is made. */
export interface HorizonDocument {
  _id: 'horizon';
  generation: number;
  through: number;
}

/** Declares the fields and makes the indexes; entries are inserted by the driver below it, and never changed. */
const entrySchema = new Schema(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true, unique: true },
    turnOf: { type: String, required: true },
    turn: { type: Number, required: true },
    kind: { type: String, required: true },
    at: String,
    text: String,
    about: Object,
    legs: [Object],
    shares: [Object],
  },
  { strict: 'throw', versionKey: false, collection: 'entries' },
);
entrySchema.index({ turnOf: 1, turn: 1 }, { unique: true });
entrySchema.index({ 'legs.account': 1, seq: 1 });
entrySchema.index({ 'about.orderId': 1, seq: 1 });
entrySchema.index({ 'about.paymentId': 1, seq: 1 });
entrySchema.index({ 'about.sellerId': 1, seq: 1 });
entrySchema.index({ at: 1 });

/** The ledger's collections; private to this folder. */
export function ledgerCollections(connection: Connection) {
  const model = connection.models['LedgerEntry'] ?? connection.model('LedgerEntry', entrySchema);
  return {
    entries: connection.collection<EntryDocument | VoidDocument>('entries'),
    counters: connection.collection<{ _id: string; seq: number }>('counters'),
    snapshots: connection.collection<SnapshotDocument>('snapshots'),
    horizons: connection.collection<HorizonDocument>('horizons'),
    /** Resolves when the indexes are there. */
    ready: async () => void (await model.init()),
  };
}

export type LedgerCollections = ReturnType<typeof ledgerCollections>;
