import { Redis } from 'ioredis';
import type { CaravanEvent } from '../../events/contract';
import { crowdEvents, feedRecommendations, publishedEvent, seenEvent } from '../../test/crowds';
import { openMarket, type Market } from '../../test/market';
import { testConfig } from '../../test/servers';
import { systemClock } from '../platform/clock';
import { connectDatabases, type Databases } from '../platform/mongo';
import { newId } from '../platform/ids';
import { collectionsOf, rankingCollections } from './recommendation.collections';
import { createRankingPublishing } from './recommendation.publishing';
import { createRecommendationProjection } from './recommendation.projection';
import { openRedisCache } from './recommendation.redis';
import type { RecommendationService } from './recommendation.service';
import { createShopRecommendations } from './recommendation.shop';
import { createTrainingRoom, type TrainingRoom } from './recommendation.training';

jest.setTimeout(60_000);

const DAY_MS = 24 * 3_600_000;
const config = { ...testConfig(), MONGODB_PREFIX: `reco_${newId().slice(-8)}_` };
let databases: Databases;
let market: Market;
let redis: Redis;
let cache: ReturnType<typeof openRedisCache>;
let shop: RecommendationService;
let room: TrainingRoom;

beforeAll(async () => {
  databases = await connectDatabases(config);
  market = await openMarket(config, { sellers: 8, stock: 50 });
  redis = new Redis(config.REDIS_URL);
  cache = openRedisCache(config.REDIS_URL);
  const connection = databases.of('recommendation');
  const generation = () => Promise.resolve(1);
  const { catalogue } = market.services.product;
  shop = createShopRecommendations({ connection, cache: cache.cache, catalogue, generation });
  room = createTrainingRoom({ connection, clock: systemClock, generation });
  await apply(market.stalls.map(({ productId, sellerId }) => publishedEvent(productId, sellerId)));
  await apply(visits());
}, 90_000);
afterAll(async () => {
  cache.close();
  redis.disconnect();
  await market.close();
  await databases.close();
});

const projection = () =>
  createRecommendationProjection({
    connection: databases.of('recommendation'),
    openCache: () => openRedisCache(config.REDIS_URL),
  });

const apply = (events: readonly CaravanEvent[], generation = 1) =>
  feedRecommendations(databases.of('recommendation'), events, { generation, cache: cache.cache });

const idAt = (at: number) => market.stalls[at]?.productId ?? '';

const placed = (shopper: string, basket: string, at: number): CaravanEvent => ({
  ...{ id: `order-${basket}-${at}-1`, type: 'order.placed', topic: 'orders' },
  ...{ subject: `order-${basket}-${at}`, time: new Date().toISOString(), version: 1 },
  data: { checkoutId: basket, buyerId: shopper, lines: [{ productId: idAt(at) }] },
});

async function trained(versionId: string): Promise<void> {
  const run = { onProgress: () => undefined, signal: new AbortController().signal };
  await room.run({ kind: 'gather', versionId }, run);
  await room.run({ kind: 'train', versionId }, run);
  await room.run({ kind: 'evaluate', versionId }, run);
  await room.run({ kind: 'list', versionId, ranking: 'company' }, run);
}
const publishing = () =>
  createRankingPublishing({
    ...{ connection: databases.of('recommendation'), clock: systemClock, cache: cache.cache },
  });
const visits = () => crowdEvents(market.stalls.map(({ productId }) => productId));
/** Nobody whom another run knew. */
const mark = newId();
const seen = (shopper: string, at: number) => seenEvent(`${shopper}-${mark}`, idAt(at), 1);
const loseCache = async () => {
  const keys = await redis.keys('reco:*');
  expect(keys.length).toBeGreaterThan(0);
  await redis.del(...keys);
};
const idsOf = (cards: { id: string }[]) => cards.map(({ id }) => id);
const forShopper = (shopper: string) =>
  shop.forShopper({ shoppers: [`${shopper}-${mark}`], basket: [], limit: 3 });

test('events that come again, and a second generation from the start, make the same documents', async () => {
  const events = [
    ...visits().slice(0, 6),
    seen('again', 0),
    placed('again', 'b0', 1),
    publishedEvent(idAt(0), 'before'),
    { ...publishedEvent(idAt(0), 'after'), type: 'product.changed', version: 2 },
  ];
  await apply(events, 7);
  await apply(events, 8);
  await apply([...events].reverse(), 8);
  await apply(events, 8);
  const connection = databases.of('recommendation');
  for (const name of ['products', 'touches', 'orders'] as const) {
    const read = (generation: number) =>
      collectionsOf(connection, generation)
        [name].find({}, { sort: { _id: 1 } })
        .toArray();
    expect(await read(8)).toEqual(await read(7));
    expect(await read(7)).not.toEqual([]);
  }
  await projection().drop(7);
  expect(await collectionsOf(connection, 7).touches.countDocuments()).toBe(0);
});

test('before any training, what somebody looked at leads to what is like it, with the reason', async () => {
  await apply([seen('early', 0)]);
  const { items, reason } = await forShopper('early');
  expect(idsOf(items)).toHaveLength(3);
  expect(idsOf(items)).not.toContain(idAt(0));
  expect(reason).toMatchObject({ because: 'seen' });
  await apply([seenEvent(`early-${mark}`, idAt(1), 2)]);
  expect(idsOf((await forShopper('early')).items)).not.toContain(idAt(1));
  expect((await shop.forShopper({ shoppers: [], basket: [], limit: 3 })).reason?.because).toBe('popular');
});

test('a training is published, serves its crowd, survives the loss of Redis, and is rolled back', async () => {
  await trained('one');
  await publishing().publish({ versionId: 'one', ranking: 'company' });
  await trained('two');
  await publishing().publish({ versionId: 'two', ranking: 'company' });
  // What is live is known for two seconds.
  await new Promise((passed) => setTimeout(passed, 2_100));
  await apply([seen('late', 0)]);
  const { items } = await forShopper('late');
  expect(new Set(idsOf(items))).toEqual(new Set([1, 2, 3].map(idAt)));

  await loseCache();
  expect(await forShopper('late')).toMatchObject({ items });

  const { versions } = rankingCollections(databases.of('recommendation'));
  expect(await versions.findOne({ _id: 'two' })).toMatchObject({
    ...{ status: 'published', evaluation: { live: { ndcg: {} } }, trained: {} },
  });
  expect(await publishing().rollBack({ rollbackId: 'r1', note: 'wrong' })).toEqual({ versionId: 'one' });
  await publishing().publish({ versionId: 'two', ranking: 'company' });
  expect((await publishing().list()).live).toBe('one');
  await expect(publishing().rollBack({ rollbackId: 'r2', note: 'wrong' })).rejects.toMatchObject({
    code: 'nothing-to-roll-back',
  });
});

test('bought in one basket of several shops is bought together, from the second time on', async () => {
  await apply([placed('ann', 'b1', 4), placed('ann', 'b1', 6), placed('ann', 'b2', 4)], 1);
  expect(await shop.boughtTogether(idAt(4), 4)).toEqual([]);
  await apply([placed('bob', 'b3', 4), placed('bob', 'b3', 6)], 1);
  await loseCache();
  expect(idsOf(await shop.boughtTogether(idAt(4), 4))).toEqual([idAt(6)]);
});

test('what is sold out, archived, or of a shop that is away or suspended is never shown', async () => {
  const { inventory, product, seller } = market.services;
  const everything = async () => [
    ...idsOf((await forShopper('late')).items),
    ...idsOf(await shop.similar(idAt(0), 8)),
    ...idsOf(await shop.boughtTogether(idAt(4), 8)),
    ...idsOf((await shop.forShopper({ shoppers: [], basket: [idAt(0)], limit: 8 })).items),
  ];
  expect(await everything()).toEqual(expect.arrayContaining([1, 2, 3, 6].map(idAt)));
  const [, second, third, fourth, , , seventh] = market.stalls;
  if (!second || !third || !fourth || !seventh) throw new Error('there are eight stalls');

  await inventory.holdStock({
    key: newId(),
    lines: [{ sku: second.sku, quantity: 50 }],
    expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
  });
  const by = { role: 'admin', id: 'ann' } as const;
  await product.updateProduct({
    id: third.productId,
    expectedVersion: 1,
    changes: { status: 'archived' },
    by,
  });
  const away = { from: new Date(0).toISOString(), until: new Date(Date.now() + DAY_MS).toISOString() };
  const { version } = (await seller.get(fourth.sellerId)) ?? { version: 1 };
  await seller.changeShop({
    ...{ sellerId: fourth.sellerId, expectedVersion: version },
    changes: { vacation: away },
  });
  await seller.suspend({ sellerId: seventh.sellerId, reason: 'Parcels do not arrive.', by });
  await product.catalogue.refresh();

  const shown = await everything();
  for (const at of [1, 2, 3, 6]) expect(shown).not.toContain(idAt(at));
  expect(shown.length).toBeGreaterThan(0);
});
