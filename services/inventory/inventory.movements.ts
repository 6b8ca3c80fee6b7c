import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { stockCorrected, stockReceived } from '../../events/contracts/stock.events';
import { bornWith, carrying, eventOf } from '../../events/outbox';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { DomainError, NotFoundError } from '../platform/errors';
import { remembering } from './inventory.hold';
import { createLowStock } from './inventory.low';
import {
  movementCollection,
  stockCollection,
  stockId,
  type MovementDocument,
  type StockDocument,
} from './inventory.model';
import type { Movement, MovementRequest, StockLevel } from './movement.schema';

interface MoveRequest {
  sku: string;
  sellerId: string;
  /** The seller's first warehouse that has the SKU, or their own one, when it is not named. */
  warehouseId?: string;
  /** The same key of the same seller and SKU is the same movement. */
  key: string;
  by: ActedBy;
  movement: MovementRequest;
}

export type StockMovements = ReturnType<typeof createStockMovements>;

/** Rounds that a change of what is available may lose against purchases. */
const MOST_LOOKS = 200;

/** Goods that come and go other than by orders, each with its reason, counted once. */
export function createStockMovements({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { stocks } = stockCollection(connection);
  const { movements, ready } = movementCollection(connection);
  const low = createLowStock({ stocks, clock });

  return {
    /**
     * Moves stock, once a key. The movement is written with the counts, in one update, and is listed afterwards.
     * @throws DomainError `stock-too-low` when more is missing than is available: what is held or sold stays
     */
    async move(request: MoveRequest): Promise<Movement> {
      const { sku, sellerId } = request;
      const warehouseId = request.warehouseId ?? (await warehouseOf(sku, sellerId));
      const _id = stockId(sku, warehouseId);
      const id = movementIdOf(request);
      for (let look = 0; look < MOST_LOOKS; look += 1) {
        const known = await movements.findOne({ _id: id });
        if (known) return shown(known);
        const stock = await stocks.findOne({ _id }, { projection: { outbox: 0, holds: 0, settled: 0 } });
        if (stock && stock.sellerId !== sellerId) throw new NotFoundError('SKU');
        const waiting = stock?.unlisted?.find((each) => each.id === id);
        if (waiting) return listed(_id, waiting);
        const movement = movementOf(request, { id, stockId: _id, warehouseId }, stock?.available ?? 0);
        const isDone = stock ? await apply(stock, movement) : await begin(movement);
        if (!isDone) continue;
        const done = await listed(_id, movement);
        await low.judge(_id);
        return done;
      }
      throw new DomainError(
        'unavailable',
        'stock-busy',
        'This is being bought right now. Nothing was moved. Try again.',
      );
    },

    /** The movements of a SKU in all warehouses of its seller, newest first. */
    async list(request: {
      sku: string;
      sellerId: string;
      limit: number;
      before?: string;
    }): Promise<Movement[]> {
      const { sku, sellerId, limit, before } = request;
      const records = await stocks.find({ sku, sellerId }, { projection: { unlisted: 1 } }).toArray();
      for (const { _id, unlisted = [] } of records) for (const left of unlisted) await listed(_id, left);
      const found = await movements
        .find({
          stockId: { $in: records.map(({ _id }) => _id) },
          ...(before === undefined ? {} : { at: { $lt: before } }),
        })
        .sort({ at: -1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(shown);
    },

    /** Stock of a seller by SKU, a page; or only what is low. */
    async levels(request: {
      sellerId: string;
      isLow?: boolean;
      query?: string;
      cursor?: string;
      limit: number;
    }): Promise<{ items: StockLevel[]; nextCursor: string | null }> {
      const { sellerId, isLow, query, cursor, limit } = request;
      const prefix = query
        ?.trim()
        .toUpperCase()
        .replaceAll(/[^A-Z0-9-]/g, '');
      const found = await stocks
        .find(
          {
            sellerId,
            ...(isLow ? { isLow: true } : {}),
            ...(prefix ? { sku: { $regex: `^${prefix}` } } : {}),
            ...(cursor === undefined ? {} : { _id: { $gt: cursor } }),
          },
          { projection: { outbox: 0, holds: 0, settled: 0, counted: 0, unlisted: 0 } },
        )
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit).map(levelOf);
      const last = items[items.length - 1];
      return { items, nextCursor: found.length > limit && last ? last.id : null };
    },

    /** Units available of a seller's SKUs, over all warehouses; those without stock are left out. */
    async availableOf(sellerId: string, skus: readonly string[]): Promise<Map<string, number>> {
      const counts = new Map<string, number>();
      const found = stocks.find(
        { sku: { $in: [...skus] }, sellerId },
        { projection: { sku: 1, available: 1 } },
      );
      for (const { sku, available } of await found.toArray())
        counts.set(sku, (counts.get(sku) ?? 0) + available);
      return counts;
    },

    /** A seller's stock of one SKU, by warehouse. */
    async levelsOf(sku: string, sellerId: string): Promise<StockLevel[]> {
      return (await stocks.find({ sku, sellerId }).sort({ _id: 1 }).toArray()).map(levelOf);
    },

    /** Has the seller told when so many or fewer are left in a warehouse; null: never. */
    setThreshold: low.setThreshold,

    ready,
  };

  async function warehouseOf(sku: string, sellerId: string): Promise<string> {
    const found = await stocks
      .find({ sku, sellerId }, { projection: { warehouseId: 1 } })
      .sort({ _id: 1 })
      .limit(1)
      .toArray();
    return found[0]?.warehouseId ?? `w-${sellerId}`;
  }

  /** True when it was written; false when the counts changed since they were read. */
  async function apply(seen: StockDocument, movement: Movement): Promise<boolean> {
    const nowMs = clock.nowMs();
    const { id, kind, quantity } = movement;
    if (quantity < 0 && seen.available + quantity < 0) throw tooLow(seen.available);
    const event = carrying(nowMs, eventFor(movement, nowMs));
    // How many fill it up was decided by what was read; how many are missing only may not be held or sold.
    const guard = kind === 'replenish' ? { available: seen.available } : { available: { $gte: -quantity } };
    const { modifiedCount } = await stocks.updateOne(
      { _id: seen._id, counted: { $ne: id }, 'unlisted.id': { $ne: id }, ...guard },
      {
        $inc: { ...event.$inc, received: quantity, available: quantity, moved: quantity },
        $push: { ...event.$push, counted: remembering(id), unlisted: movement },
        $set: { ...event.$set, updatedAt: nowMs },
      },
    );
    return modifiedCount === 1;
  }

  /** The first movement of a SKU in a warehouse. False when somebody else has begun it. */
  async function begin(movement: Movement): Promise<boolean> {
    const nowMs = clock.nowMs();
    const { id, stockId: _id, sku, sellerId, warehouseId, quantity } = movement;
    if (quantity < 0) throw tooLow(0);
    try {
      await stocks.insertOne({
        ...{ _id, sku, sellerId, warehouseId, reserved: 0, sold: 0 },
        ...{ received: quantity, available: quantity, moved: quantity },
        ...{ holds: [], settled: [], counted: [id], unlisted: [movement], updatedAt: nowMs },
        ...bornWith(nowMs, eventFor(movement, nowMs)),
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Puts a movement into the list, and takes it out of the stock record that carried it. */
  async function listed(_id: string, movement: Movement): Promise<Movement> {
    const { id, ...rest } = movement;
    await movements.updateOne({ _id: id }, { $setOnInsert: rest }, { upsert: true });
    await stocks.updateOne({ _id }, { $pull: { unlisted: { id } } });
    return movement;
  }

  function movementOf(
    { sku, sellerId, by, movement }: MoveRequest,
    ids: { id: string; stockId: string; warehouseId: string },
    available: number,
  ): Movement {
    const quantity =
      movement.kind === 'replenish' ? Math.max(0, movement.upTo - available) : movement.quantity;
    const at = new Date(clock.nowMs()).toISOString();
    return { ...ids, sku, sellerId, kind: movement.kind, quantity, reason: movement.reason, by, at };
  }
}

function eventFor({ sku, warehouseId, quantity, id, kind }: Movement, nowMs: number) {
  const data = { sku, warehouseId, quantity, key: id };
  return eventOf(kind === 'correct' ? stockCorrected : stockReceived, data, nowMs);
}

function movementIdOf({ sellerId, sku, warehouseId, key }: MoveRequest): string {
  return `mv-${createHash('sha256')
    .update(JSON.stringify([sellerId, sku, warehouseId ?? null, key]))
    .digest('hex')
    .slice(0, 32)}`;
}

const shown = ({ _id, ...movement }: MovementDocument): Movement => ({ id: _id, ...movement });

function levelOf(stock: StockDocument): StockLevel {
  const { _id, sku, sellerId, warehouseId, received, available, reserved, sold, lowAt } = stock;
  return {
    ...{ id: _id, sku, sellerId, warehouseId, received, available, reserved, sold },
    lowAt: lowAt ?? null,
    isLow: lowAt !== undefined && available <= lowAt,
  };
}

function tooLow(available: number): DomainError {
  return new DomainError(
    'conflict',
    'stock-too-low',
    `Only ${available} are available; the rest is held for buyers or sold. Nothing was changed.`,
    { available },
  );
}
