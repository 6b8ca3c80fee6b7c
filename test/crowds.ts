import type { Connection } from 'mongoose';
import type { CaravanEvent } from '../events/contract';
import type { Cache } from '../services/recommendation/recommendation.cache';
import { createRecommendationProjection } from '../services/recommendation/recommendation.projection';

const DAY_MS = 24 * 3_600_000;

/** Somebody looked at a product. */
export function seenEvent(
  shopper: string,
  productId: string,
  version: number,
  atMs = Date.now(),
): CaravanEvent {
  const at = new Date(atMs).toISOString();
  const subject = `session-${shopper}`;
  const visit = { visitorId: shopper, sessionId: subject, device: 'phone', at };
  return {
    ...{ id: `${subject}-${version}`, type: 'product.seen', topic: 'behaviour', subject, time: at, version },
    data: { ...visit, productId, sellerId: 'seller' },
  };
}

/** A product was put on sale. */
export function publishedEvent(productId: string, sellerId: string): CaravanEvent {
  const facts = { title: 'A thing', categoryId: 'test', priceFromMinor: 2500, currency: 'EUR' };
  return {
    ...{ id: `${productId}-1`, type: 'product.published', topic: 'catalogue', subject: productId },
    ...{ time: new Date().toISOString(), version: 1 },
    data: { productId, sellerId, ...facts, status: 'active' },
  };
}

/**
 * Forty visitors in two crowds: each looks at three of the products of their half, one after the other, and at the last
 * of them yesterday, which is what a training is judged by.
 */
export function crowdEvents(productIds: readonly string[], mark = 'v'): CaravanEvent[] {
  const half = Math.floor(productIds.length / 2);
  return Array.from({ length: 40 }, (_, visitor) => {
    const first = visitor % 2 === 0 ? 0 : half;
    return [0, 1, 2].map((step) =>
      seenEvent(
        `${mark}${visitor}`,
        productIds[first + ((visitor + step) % half)] ?? '',
        step + 1,
        Date.now() - (DAYS_AGO[step] ?? 0) * DAY_MS + visitor,
      ),
    );
  }).flat();
}

const DAYS_AGO = [22, 20, 1];

const NO_CACHE: Cache = {
  getMany: (keys) => Promise.resolve(keys.map(() => null)),
  put: () => Promise.resolve(),
};

/** Has events taken in as the consumers would. */
export async function feedRecommendations(
  connection: Connection,
  events: readonly CaravanEvent[],
  { generation = 1, cache = NO_CACHE }: { generation?: number; cache?: Cache } = {},
): Promise<void> {
  const openCache = () => ({ cache, close: () => undefined });
  const run = await createRecommendationProjection({ connection, openCache }).open(generation);
  await run.apply(events);
  await run.close();
}
