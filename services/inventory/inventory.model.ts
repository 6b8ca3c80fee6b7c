import { Schema, type Connection } from 'mongoose';
import type { OutboxEntry } from '../../events/contract';
import { outboxFields } from '../../events/outbox';
import type { Movement } from './movement.schema';

/** One hold inside a stock document. `call` names the call that made it or took it over last. */
export interface HoldEntry {
  key: string;
  quantity: number;
  expiresAt: string;
  call: string;
}

export interface StockDocument {
  _id: string;
  sku: string;
  sellerId: string;
  warehouseId: string;
  received: number;
  available: number;
  reserved: number;
  sold: number;
  holds: HoldEntry[];
  /** Keys of holds that were committed or released lately: they may not hold again. */
  settled: string[];
  /** Keys of arrivals and returns that were counted lately: they are not counted again. */
  counted: string[];
  /** Sum of the movements there were, signed; none in records from before movements were kept. */
  moved?: number;
  /** Movements that are not in their own collection yet, oldest first. */
  unlisted?: Movement[];
  /** At so many available or fewer the seller wants to be told. */
  lowAt?: number;
  /** Whether that was told since there were more. */
  isLow?: boolean;
  /** When the counts changed last, epoch ms; what shows stock asks for what is newer. */
  updatedAt: number;
  version: number;
  outbox: OutboxEntry[];
  outboxAt?: number;
}

/** How many used keys a document remembers; a repeat comes within minutes, so hundreds of later ones are ample. */
export const REMEMBERED_KEYS = 200;

const stockSchema = new Schema(
  {
    _id: { type: String, required: true },
    sku: { type: String, required: true, index: true },
    sellerId: { type: String, required: true, index: true },
    warehouseId: { type: String, required: true },
    received: { type: Number, required: true, min: 0 },
    available: { type: Number, required: true, min: 0 },
    reserved: { type: Number, required: true, min: 0 },
    sold: { type: Number, required: true, min: 0 },
    holds: [
      { _id: false, key: { type: String, index: true }, quantity: Number, expiresAt: String, call: String },
    ],
    settled: [String],
    counted: [String],
    moved: Number,
    unlisted: { type: [Object], default: undefined },
    lowAt: Number,
    isLow: Boolean,
    updatedAt: { type: Number, required: true, index: true },
    ...outboxFields,
  },
  { strict: 'throw', versionKey: false, collection: 'stocks' },
);

/**
 * The collection of stock. The model declares its fields and makes its indexes; the guarded updates go to the driver
 * below it, because casting them costs more than the server does.
 */
export function stockCollection(connection: Connection) {
  const model = connection.models['Stock'] ?? connection.model('Stock', stockSchema);
  return { stocks: connection.collection<StockDocument>('stocks'), ready: () => model.init() };
}

/** A movement as it is stored; its id is made of the request, so that a request counts once. */
export type MovementDocument = Omit<Movement, 'id'> & { _id: string };

/** Every movement of stock there was. */
export function movementCollection(connection: Connection) {
  const movements = connection.collection<MovementDocument>('movements');
  return {
    movements,
    ready: async () => {
      await movements.createIndex({ stockId: 1, at: -1 });
    },
  };
}

export type StockCollection = ReturnType<typeof stockCollection>['stocks'];

/** A SKU in a warehouse is one document. */
export const stockId = (sku: string, warehouseId: string) => `${sku}@${warehouseId}`;
