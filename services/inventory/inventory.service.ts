import type { Connection } from 'mongoose';
import { stockMissing, stockReleased, stockReturned, stockSold } from '../../events/contracts/stock.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { holdAllOrNone, remembering } from './inventory.hold';
import { createLowStock, isNews, LOW_FACTS } from './inventory.low';
import { stockCollection, stockId, type StockDocument } from './inventory.model';
import { createStockMovements, type StockMovements } from './inventory.movements';
import { stockSchema, type Allocation, type Stock, type StockLine } from './inventory.schema';

/**
 * Stock: every change is one guarded atomic update of one document, idempotent under its key.
 * `OutOfStockError` (conflict, code `out-of-stock`, details `{lines: [{sku, wanted, available}]}`) is the only refusal
 * that a buyer meets.
 */
export interface InventoryService {
  /**
   * Holds all lines or none under `key` (lines of one SKU are summed first); a repeated key answers with what it
   * already holds.
   * @throws OutOfStockError; HoldSettledError when the key's hold was committed or released before: a new attempt
   * takes a new key
   */
  holdStock(request: { key: string; lines: StockLine[]; expiresAt: string }): Promise<Allocation[]>;
  /** Held becomes sold. Nothing happens where the hold is gone already. */
  commitHold(request: { key: string; allocations: Allocation[] }): Promise<void>;
  /** Held becomes available again; accepts a hold that never was. Without allocations every hold of the key is released. */
  releaseHold(request: { key: string; allocations?: Allocation[] }): Promise<void>;
  /** Sold becomes available again, once a key. */
  returnStock(request: { key: string; allocations: Allocation[] }): Promise<void>;
  /** Sold turns out not to be there: it was never received, once a key. */
  writeOffSold(request: { key: string; allocations: Allocation[] }): Promise<void>;
  /** New goods arrive (creates the stock record), once a key. */
  receiveStock(request: {
    key: string;
    sku: string;
    sellerId: string;
    warehouseId: string;
    quantity: number;
  }): Promise<Stock>;
  /** Goods that come and go other than by orders, and what there is of them. */
  movements: StockMovements;
  /** Units available of each SKU, over all warehouses; unknown SKUs are 0. */
  availability(skus: string[]): Promise<Record<string, number>>;
  /** What is available now in every stock record that changed since then (epoch ms, inclusive); for views of stock. */
  changedSince(
    sinceMs: number,
  ): Promise<{ id: string; sku: string; available: number; sold: number; updatedAt: number }[]>;
  /** Holds whose time has passed (ISO 8601), for those who look for what was left behind. */
  overdueHolds(request: {
    before: string;
    limit: number;
  }): Promise<(Allocation & { key: string; expiresAt: string })[]>;
  /** Resolves when the indexes are there. */
  ready(): Promise<void>;
}

/** @param deps.connection the inventory's own database */
export function createInventoryService({
  connection,
  clock,
}: {
  connection: Connection;
  clock: Clock;
}): InventoryService {
  const { stocks, ready } = stockCollection(connection);
  const movements = createStockMovements({ connection, clock });
  const low = createLowStock({ stocks, clock });

  return {
    movements,
    holdStock: (request) => holdAllOrNone({ stocks, clock }, request),

    async commitHold({ key, allocations }) {
      await Promise.all(allocations.map((allocation) => settle(key, allocation, 'sold')));
    },

    async releaseHold({ key, allocations }) {
      const held = allocations ?? (await allocationsUnder(key));
      await Promise.all(held.map((allocation) => settle(key, allocation, 'available')));
    },

    async returnStock({ key, allocations }) {
      await Promise.all(allocations.map((allocation) => returnUnits(key, allocation)));
    },

    async writeOffSold({ key, allocations }) {
      await Promise.all(allocations.map((allocation) => writeOff(key, allocation)));
    },

    async receiveStock({ key, sku, sellerId, warehouseId, quantity }) {
      const movement = { kind: 'receive', quantity, reason: '' } as const;
      await movements.move({ sku, sellerId, warehouseId, key, by: THE_SHOP, movement });
      const _id = stockId(sku, warehouseId);
      return toStock(await stocks.findOne({ _id }));
    },

    async availability(skus) {
      const counts: Record<string, number> = Object.fromEntries(skus.map((sku) => [sku, 0]));
      const found = await stocks
        .find({ sku: { $in: skus } }, { projection: { _id: 0, sku: 1, available: 1 } })
        .toArray();
      for (const { sku, available } of found) counts[sku] = (counts[sku] ?? 0) + available;
      return counts;
    },

    async changedSince(sinceMs) {
      const changed = await stocks
        .find({ updatedAt: { $gte: sinceMs } }, { projection: { sku: 1, available: 1, sold: 1, updatedAt: 1 } })
        .toArray();
      return changed.map(({ _id, sku, available, sold, updatedAt }) => ({
        ...{ id: _id, sku, available, sold, updatedAt },
      }));
    },

    async overdueHolds({ before, limit }) {
      const found = await stocks
        .find({ 'holds.expiresAt': { $lt: before } }, { projection: { sku: 1, warehouseId: 1, holds: 1 } })
        .limit(limit)
        .toArray();
      return found
        .flatMap(({ sku, warehouseId, holds }) =>
          holds.map(({ key, quantity, expiresAt }) => ({ sku, warehouseId, key, quantity, expiresAt })),
        )
        .filter(({ expiresAt }) => expiresAt < before)
        .slice(0, limit);
    },

    async ready() {
      await Promise.all([ready(), movements.ready()]);
    },
  };

  /** Ends one hold, once. A hold that is not there leaves only the mark that it may not come any more. */
  async function settle(key: string, allocation: Allocation, becomes: 'sold' | 'available'): Promise<void> {
    const { sku, warehouseId } = allocation;
    const _id = stockId(sku, warehouseId);
    let quantity = allocation.quantity;
    for (;;) {
      const nowMs = clock.nowMs();
      const contract = becomes === 'sold' ? stockSold : stockReleased;
      const event = carrying(nowMs, eventOf(contract, { sku, warehouseId, quantity, key }, nowMs));
      const after = await stocks.findOneAndUpdate(
        { _id, holds: { $elemMatch: { key, quantity } } },
        {
          $inc: { ...event.$inc, reserved: -quantity, [becomes]: quantity },
          $pull: { holds: { key } },
          $push: { ...event.$push, settled: remembering(key) },
          $set: { ...event.$set, updatedAt: nowMs },
        },
        { returnDocument: 'after', projection: LOW_FACTS },
      );
      if (after) return isNews(after) ? low.judge(_id) : undefined;

      const found = await stocks.findOne(
        { _id, 'holds.key': key },
        { projection: { holds: { $elemMatch: { key } } } },
      );
      const actual = found?.holds[0]?.quantity;
      if (actual === undefined) break;
      quantity = actual;
    }
    await stocks.updateOne(
      { _id, 'holds.key': { $ne: key }, settled: { $ne: key } },
      { $push: { settled: remembering(key) } },
    );
    // Who sold the last ones may have died before it was told.
    if (becomes === 'sold') await low.judge(_id);
  }

  async function returnUnits(key: string, { sku, warehouseId, quantity }: Allocation): Promise<void> {
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(stockReturned, { sku, warehouseId, quantity, key }, nowMs));
    await stocks.updateOne(
      { _id: stockId(sku, warehouseId), sold: { $gte: quantity }, counted: { $ne: key } },
      {
        $inc: { ...event.$inc, sold: -quantity, available: quantity },
        $push: { ...event.$push, counted: remembering(key) },
        $set: { ...event.$set, updatedAt: nowMs },
      },
    );
  }

  async function writeOff(key: string, { sku, warehouseId, quantity }: Allocation): Promise<void> {
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(stockMissing, { sku, warehouseId, quantity, key }, nowMs));
    await stocks.updateOne(
      { _id: stockId(sku, warehouseId), sold: { $gte: quantity }, counted: { $ne: key } },
      {
        $inc: { ...event.$inc, sold: -quantity, received: -quantity },
        $push: { ...event.$push, counted: remembering(key) },
        $set: { ...event.$set, updatedAt: nowMs },
      },
    );
  }

  async function allocationsUnder(key: string): Promise<Allocation[]> {
    const found = await stocks
      .find({ 'holds.key': key }, { projection: { sku: 1, warehouseId: 1, holds: { $elemMatch: { key } } } })
      .toArray();
    return found.flatMap(({ sku, warehouseId, holds }) =>
      holds.map(({ quantity }) => ({ sku, warehouseId, quantity })),
    );
  }
}

const THE_SHOP = { role: 'system', id: 'inventory' } as const;

const toStock = (document: StockDocument | null): Stock =>
  stockSchema.parse({ ...document, id: document?._id });
