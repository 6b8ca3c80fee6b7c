import type { Connection, mongo } from 'mongoose';
import type { Live } from './recommendation.state';
import type { RankingVersion } from './recommendation.schema';

/** What is known of a product, as its newest event has it. */
export interface KnownProduct {
  _id: string;
  version: number;
  categoryId: string;
  sellerId: string;
  priceMinor: number;
  isActive: boolean;
}

/** Somebody looked at a product, or put it into the basket. */
export interface Touch {
  _id: string;
  /** The account or guest session where they agreed to it, else the visit. */
  shopper: string;
  productId: string;
  kind: 'seen' | 'basketed';
  atMs: number;
}

/** What was bought of one seller; orders of one basket were bought together. */
export interface PlacedOrder {
  _id: string;
  basketId: string;
  shopper: string;
  productIds: string[];
  atMs: number;
}

/** Made of events, one set a generation. */
export function collectionsOf(connection: Connection, generation: number) {
  const named = <Document extends object>(name: string) =>
    connection.collection(`${name}_${generation}`) as unknown as mongo.Collection<Document>;
  return {
    products: named<KnownProduct>('products'),
    touches: named<Touch>('touches'),
    orders: named<PlacedOrder>('orders'),
  };
}

/** Makes the indexes of a generation; harmless to repeat. */
export async function readyCollections(connection: Connection, generation: number): Promise<void> {
  const { touches, orders } = collectionsOf(connection, generation);
  await touches.createIndex({ shopper: 1, atMs: -1 });
  await touches.createIndex({ atMs: 1 });
  await orders.createIndex({ shopper: 1, atMs: -1 });
  await orders.createIndex({ productIds: 1 });
  await orders.createIndex({ basketId: 1 });
}

/** Products beside one product, best first. `next` is what its shoppers turn to; of the others the names say it. */
export type ListKind = 'similar' | 'together' | 'next' | 'popular';

/** One list of one version. */
export interface StoredList {
  /** Version, kind and product. */
  _id: string;
  versionId: string;
  productIds: string[];
}

/** Some rows of a model's vectors, base64 of 32-bit floats. */
export interface StoredVectors {
  _id: string;
  versionId: string;
  part: number;
  ids: string[];
  dimensions: number;
  past: string;
  found: string;
}

/** Made by trainings, the same for all generations. */
export function rankingCollections(connection: Connection) {
  const named = <Document extends object>(name: string) =>
    connection.collection(name) as unknown as mongo.Collection<Document>;
  return {
    versions: named<Omit<RankingVersion, 'id'> & { _id: string }>('versions'),
    vectors: named<StoredVectors>('vectors'),
    lists: named<StoredList>('lists'),
    live: named<Live & { _id: string; revision: number }>('live'),
  };
}
