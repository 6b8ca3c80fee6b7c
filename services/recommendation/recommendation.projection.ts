import type { Connection, mongo } from 'mongoose';
import type { CaravanEvent, Topic } from '../../events/contract';
import type { Projection } from '../../events/projection';
import {
  collectionsOf,
  type KnownProduct,
  type PlacedOrder,
  readyCollections,
  type Touch,
} from './recommendation.collections';
import type { Cache } from './recommendation.cache';
import { createRecents } from './recommendation.recents';

const TOPICS: readonly Topic[] = ['catalogue', 'behaviour', 'orders'];

/**
 * What shoppers turned to, what was bought together, and what is known of each product. One document a fact, named by
 * the subject and version it came from: however often an event comes, the same is there. Counts are made of these when
 * they are needed, because a count cannot tell that it has counted already.
 */
export function createRecommendationProjection({
  connection,
  openCache,
}: {
  /** The service's own database. */
  connection: Connection;
  openCache: () => { cache: Cache; close(): void };
}): Projection {
  return {
    name: 'recommendations',
    topics: TOPICS,
    rebuilds: true,

    async open(generation) {
      await readyCollections(connection, generation);
      const { products, touches, orders } = collectionsOf(connection, generation);
      const { cache, close } = openCache();
      const recents = createRecents({ connection, cache });
      return {
        async apply(events) {
          const writes = writesOf(events);
          if (writes.products.length > 0) await products.bulkWrite(writes.products, { ordered: true });
          if (writes.touches.length > 0) await touches.bulkWrite(writes.touches, { ordered: false });
          if (writes.orders.length > 0) await orders.bulkWrite(writes.orders, { ordered: false });
          await recents.refresh(generation, writes.shoppers);
        },
        close: () => Promise.resolve(close()),
      };
    },

    async drop(generation) {
      for (const each of Object.values(collectionsOf(connection, generation)))
        await each.drop().catch(() => undefined);
    },
  };
}

interface Writes {
  products: mongo.AnyBulkWriteOperation<KnownProduct>[];
  touches: mongo.AnyBulkWriteOperation<Touch>[];
  orders: mongo.AnyBulkWriteOperation<PlacedOrder>[];
  shoppers: string[];
}

function writesOf(events: readonly CaravanEvent[]): Writes {
  const writes: Writes = { products: [], touches: [], orders: [], shoppers: [] };
  for (const event of events) {
    if (event.type === 'product.published' || event.type === 'product.changed') {
      const { id, ...known } = productOf(event);
      writes.products.push(
        { updateOne: { filter: { _id: id }, update: { $setOnInsert: known }, upsert: true } },
        { updateOne: { filter: { _id: id, version: { $lt: known.version } }, update: { $set: known } } },
      );
    }
    if (event.type === 'product.seen' || event.type === 'product.basketed') {
      const { _id, ...touch } = touchOf(event);
      writes.touches.push({
        updateOne: { filter: { _id }, update: { $setOnInsert: touch }, upsert: true },
      });
      writes.shoppers.push(touch.shopper);
    }
    if (event.type === 'order.placed') {
      const { _id, ...order } = orderOf(event);
      writes.orders.push({
        updateOne: { filter: { _id }, update: { $setOnInsert: order }, upsert: true },
      });
      writes.shoppers.push(order.shopper);
    }
  }
  return { ...writes, shoppers: [...new Set(writes.shoppers)] };
}

function productOf({ data, version }: CaravanEvent) {
  return {
    id: String(data.productId),
    version,
    categoryId: String(data.categoryId),
    sellerId: String(data.sellerId),
    priceMinor: Number(data.priceFromMinor),
    isActive: data.status === 'active',
  };
}

/** Without consent the visitor's id is of one page load, and leads to nobody. */
function touchOf({ subject, version, type, data, time }: CaravanEvent): Touch {
  return {
    _id: `${subject}-${version}`,
    shopper: String(data.userId ?? data.visitorId),
    productId: String(data.productId),
    kind: type === 'product.seen' ? 'seen' : 'basketed',
    atMs: Date.parse(String(data.at ?? time)),
  };
}

function orderOf({ subject, data, time }: CaravanEvent): PlacedOrder {
  const lines = data.lines as { productId: string }[];
  return {
    _id: subject,
    basketId: String(data.checkoutId),
    shopper: String(data.buyerId),
    productIds: [...new Set(lines.map(({ productId }) => productId))],
    atMs: Date.parse(time),
  };
}
