import mongoose, { Schema, type Connection, type Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { isDuplicateKey } from '../platform/documents';
import { keepFresh } from '../platform/kept-fresh';
import type { ShippingZone } from './shipping-table.schema';

interface TableDocument {
  /** The seller's id. */
  _id: string;
  zones: ShippingZone[] | null;
  version: number;
  updatedAt: number;
}

export type ShippingTables = ReturnType<typeof createShippingTables>;

/** What each seller sends where and for how much. @param deps.connection pricing's own database */
export function createShippingTables({
  connection,
  clock,
  onError,
}: {
  connection: Connection;
  clock: Clock;
  onError?: (error: unknown) => void;
}) {
  const model = modelFor(connection);
  const memory = keepFresh<TableDocument>({
    clock,
    ...(onError ? { onError } : {}),
    idOf: ({ _id }) => _id,
    changedSince: (sinceMs) =>
      model
        .find({ updatedAt: mongoose.trusted({ $gte: sinceMs }) })
        .lean<TableDocument[]>()
        .exec(),
  });

  return {
    /** Null zones and version 0 while the seller has never had a table of their own. */
    async get(sellerId: string): Promise<{ zones: ShippingZone[] | null; version: number }> {
      const found = await model.findById(sellerId).lean<TableDocument>();
      return { zones: found?.zones ?? null, version: found?.version ?? 0 };
    },

    /**
     * Puts a table in place of the one that was seen; null goes back to the market's.
     * @throws StaleVersionError when somebody else changed it since
     */
    async put(request: {
      sellerId: string;
      zones: ShippingZone[] | null;
      expectedVersion: number;
    }): Promise<{ zones: ShippingZone[] | null; version: number }> {
      const { sellerId, zones, expectedVersion } = request;
      const table = { zones, version: expectedVersion + 1, updatedAt: clock.nowMs() };
      if (!(await write(sellerId, table, expectedVersion))) throw new StaleVersionError('table');
      memory.put({ _id: sellerId, ...table });
      return { zones, version: table.version };
    },

    /** The tables of those sellers who have one of their own. Asks no database: at most about a second old. */
    async ofSellers(ids: readonly string[]): Promise<ReadonlyMap<string, ShippingZone[]>> {
      const all = await memory.all();
      return new Map(
        ids.flatMap((id) => {
          const zones = all.get(id)?.zones;
          return zones ? [[id, zones] as const] : [];
        }),
      );
    },

    close: () => memory.close(),
  };

  /** False when it is not as it was seen. */
  async function write(
    sellerId: string,
    table: Omit<TableDocument, '_id'>,
    expectedVersion: number,
  ): Promise<boolean> {
    if (expectedVersion > 0) {
      const { modifiedCount } = await model.updateOne(
        { _id: sellerId, version: expectedVersion },
        { $set: table },
      );
      return modifiedCount === 1;
    }
    try {
      await model.collection.insertOne({ _id: sellerId, ...table } as never);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

function modelFor(connection: Connection): Model<TableDocument> {
  const known = connection.models['ShippingTable'];
  if (known) return known as unknown as Model<TableDocument>;
  const fields = {
    _id: { type: String, required: true },
    zones: [Object],
    version: { type: Number, required: true },
    updatedAt: { type: Number, required: true, index: true },
  };
  const schema = new Schema(fields, { collection: 'tables', versionKey: false, id: false });
  return connection.model('ShippingTable', schema) as unknown as Model<TableDocument>;
}
