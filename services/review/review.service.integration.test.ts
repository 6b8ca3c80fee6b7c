import { anOrder } from '../../api/api.builders';
import { testConfig } from '../../test/servers';
import type { Order } from '../order/order.schema';
import { connectDatabases, type Databases } from '../platform/mongo';
import { newId } from '../platform/ids';
import { createProductService } from '../product/product.service';
import { aProduct } from '../product/product.builder';
import { createReviewService, type ReviewService } from './review.service';
import { reviewWordsSchema, type Review } from './review.schema';
import { summaryOf } from './review.state';

jest.setTimeout(30_000);

let databases: Databases;
let products: ReturnType<typeof createProductService>;
/** Two processes of the shop. */
let reviews: ReviewService;
let others: ReviewService;
let nowMs = Date.now();
const clock = { nowMs: () => nowMs };
/** What shops were told, by shop. */
const told = new Map<string, { average: number; count: number; revision: number }>();
/** Set by a test in which telling fails. */
let isAway = false;

beforeAll(async () => {
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `reviews_${newId().slice(-8)}_` });
  const none = { changedSince: () => Promise.resolve([]) };
  products = createProductService({ connection: databases.of('product'), clock, sellers: none, stock: none });
  const create = () =>
    createReviewService({
      ...{ connection: databases.of('review'), clock, products },
      sellers: {
        setRating: ({ id, ...rating }) => {
          if (isAway) return Promise.reject(new Error('the shops are away'));
          if ((told.get(id)?.revision ?? 0) < rating.revision) told.set(id, rating);
          return Promise.resolve();
        },
      },
      requirePictures: () => Promise.resolve([]),
    });
  reviews = create();
  others = create();
  await Promise.all([reviews.ready(), products.ready()]);
});
afterAll(() => databases.close());

/** A product on the shelf and somebody to whom it was delivered. */
async function onShelf() {
  const sellerId = newId();
  const id = `p-${newId()}`;
  const { version: _, priceFromMinor: _from, ...product } = aProduct(id, { sellerId, slug: id });
  const sku = id.slice(-12).toUpperCase();
  const variants = product.variants.map((variant) => ({ ...variant, sku }));
  await products.createProduct({ ...product, variants, rating: { average: 0, count: 0 } });
  return { id, sellerId };
}
const aLine = (productId: string) => ({ id: 'l1', productId, title: 'Lamp' }) as Order['lines'][number];
const delivered = (product: { id: string; sellerId: string }, over: Partial<Order> = {}) =>
  anOrder({
    ...{ id: newId(), buyerId: newId(), sellerId: product.sellerId, lines: [aLine(product.id)] },
    ...{ deliveredAt: '2026-01-01T00:00:00.000Z', ...over },
  });
const words = (stars: number, text = 'Good') => reviewWordsSchema.parse({ stars, text });
const writing = (by: ReviewService, order: Order, productId: string, stars: number) =>
  by.write({ order, productId, authorName: 'Ida S.', ownerId: order.buyerId, words: words(stars) });
const ratingShown = async (id: string) => (await products.get(id))?.rating;

test('what was not delivered to a buyer cannot be judged, also not when another parcel of the order arrived', async () => {
  const product = await onShelf();
  const refused = { code: 'not-delivered' };
  const placed = delivered(product, { deliveredAt: null });
  await expect(writing(reviews, placed, product.id, 5)).rejects.toMatchObject(refused);
  await expect(writing(reviews, delivered(product), 'p-another', 5)).rejects.toMatchObject(refused);
  const parcel = { carrier: 'carrier' as const, packedAt: '' };
  const lost = delivered(product, {
    parcels: [
      { id: 'd1', ...parcel, status: 'lost', lines: [{ lineId: 'l1', quantity: 1 }] },
      { id: 'd2', ...parcel, status: 'delivered', lines: [{ lineId: 'l2', quantity: 1 }] },
    ],
  });
  await expect(writing(reviews, lost, product.id, 1)).rejects.toMatchObject(refused);
});

test('one buyer has one review of a product, also when it is sent ten times at once', async () => {
  const product = await onShelf();
  const order = delivered(product);
  const by = (n: number) => (n % 2 === 0 ? reviews : others);
  const sent = await Promise.all(Array.from({ length: 10 }, (_, n) => writing(by(n), order, product.id, 4)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(await ratingShown(product.id)).toEqual({ average: 4, count: 1 });
  const again = writing(others, { ...order, id: newId() }, product.id, 1);
  await expect(again).rejects.toMatchObject({ code: 'review-exists', details: { reviewId: sent[0]?.id } });
});

test('fifty who write, edit and are hidden at once over two processes leave the exact rating', async () => {
  const product = await onShelf();
  const by = (n: number) => (n % 2 === 0 ? reviews : others);
  const live = async (n: number): Promise<Review> => {
    const written = await writing(by(n), delivered(product), product.id, (n % 5) + 1);
    const { id, version: expectedVersion } = written;
    if (n % 3 === 0)
      return by(n + 1).edit({ id, expectedVersion, ownerId: '', words: words(((n + 2) % 5) + 1) });
    if (n % 7 === 0) return by(n).moderate({ id, decision: 'hide', note: 'Not about it' });
    return written;
  };
  const left = await Promise.all(Array.from({ length: 50 }, (_, n) => live(n)));

  const counts = [1, 2, 3, 4, 5].map(
    (stars) => left.filter((review) => review.status === 'shown' && review.stars === stars).length,
  );
  const expected = summaryOf(counts);
  expect(expected.count).toBeLessThan(50);
  expect(await reviews.ratingOf(product.id)).toEqual(expected);
  expect(await ratingShown(product.id)).toEqual({ average: expected.average, count: expected.count });
  expect(told.get(product.sellerId)).toMatchObject({ average: expected.average, count: expected.count });
  expect(await reviews.settle()).toBe(0);
});

test('a rating that could not be told is told later, and an older one does not replace a newer', async () => {
  const product = await onShelf();
  isAway = true;
  await writing(reviews, delivered(product), product.id, 2);
  isAway = false;
  expect(told.get(product.sellerId)).toBeUndefined();
  nowMs += 60_000;
  expect(await others.settle()).toBe(1);
  expect(told.get(product.sellerId)).toMatchObject({ average: 2, count: 1 });
  expect(await others.settle()).toBe(0);

  const before = await products.get(product.id);
  await products.setRating({ id: product.id, average: 5, count: 9, revision: 1 });
  expect(await products.get(product.id)).toEqual(before);
});

test('a change of the rating is no change of the product to those who edit it', async () => {
  const product = await onShelf();
  const seen = await products.get(product.id);
  await writing(reviews, delivered(product), product.id, 3);
  expect((await products.get(product.id))?.version).toBe(seen?.version);
});

test('what is reported waits for staff, once for each who reports it, and is answered by their decision', async () => {
  const product = await onShelf();
  const { id, buyerId } = await writing(reviews, delivered(product), product.id, 1);
  const ann = { role: 'buyer', id: 'ann' } as const;
  const report = { reason: 'insult', note: 'Rude' } as const;
  await reviews.report({ id, by: ann, report });
  await reviews.report({ id, by: ann, report });
  await expect(reviews.report({ id, by: { role: 'buyer', id: buyerId }, report })).rejects.toMatchObject({
    code: 'own-review',
  });
  const isThere = async () => (await reviews.listReported({ limit: 100 })).items.some((one) => one.id === id);
  expect((await reviews.get(id))?.reports).toHaveLength(1);
  expect(await isThere()).toBe(true);

  await reviews.moderate({ id, decision: 'hide', note: 'Rude words' });
  expect(await isThere()).toBe(false);
  expect(await ratingShown(product.id)).toEqual({ average: 0, count: 0 });
  const public_ = { productId: product.id, sort: 'newest', limit: 10 } as const;
  expect((await reviews.listForProduct(public_)).items).toEqual([]);

  await reviews.moderate({ id, decision: 'restore', note: 'Edited since' });
  expect(await ratingShown(product.id)).toEqual({ average: 1, count: 1 });
  const answered = await reviews.answer({ id, text: 'We are sorry.' });
  expect(answered).toMatchObject({ status: 'shown', answer: { text: 'We are sorry.' } });
});

test('a review can be changed for thirty days, by whoever saw its last version', async () => {
  const product = await onShelf();
  const { id, version } = await writing(reviews, delivered(product), product.id, 1);
  const edit = (expectedVersion: number, stars: number) =>
    reviews.edit({ id, expectedVersion, ownerId: '', words: words(stars) });
  const edited = await edit(version, 2);
  expect(await edit(version, 2)).toEqual(edited);
  await expect(edit(version, 5)).rejects.toMatchObject({ code: 'stale-version' });
  nowMs += 31 * 24 * 3_600_000;
  await expect(edit(edited.version, 5)).rejects.toMatchObject({ code: 'edit-period-over' });
});

test('reviews from elsewhere are counted once, however often they are brought in', async () => {
  const product = await onShelf();
  const brought = [5, 4].map((stars, n) => ({
    ...{ id: `rv-demo-${product.id}-${n}`, productId: product.id, productTitle: 'Lamp' },
    ...{ sellerId: product.sellerId, authorName: 'Ada L.', stars, title: '', text: 'Good' },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', editableUntil: '2026-01-31T00:00:00.000Z' },
  }));
  await reviews.bringIn(brought);
  await others.bringIn(brought);
  expect(await ratingShown(product.id)).toEqual({ average: 4.5, count: 2 });
  await writing(reviews, delivered(product), product.id, 3);
  expect(await ratingShown(product.id)).toEqual({ average: 4, count: 3 });
});

test('lists have every review once, in their order, page by page', async () => {
  const product = await onShelf();
  for (const stars of [3, 5, 1, 5, 2]) {
    nowMs += 1000;
    await writing(reviews, delivered(product), product.id, stars);
  }
  const seen = async (sort: 'newest' | 'best' | 'worst') => {
    const stars: number[] = [];
    let cursor: string | undefined;
    do {
      const page = { productId: product.id, sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const { items, nextCursor } = await reviews.listForProduct(page);
      stars.push(...items.map((review) => review.stars));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return stars;
  };
  expect(await seen('newest')).toEqual([2, 5, 1, 5, 3]);
  expect(await seen('best')).toEqual([5, 5, 3, 2, 1]);
  expect(await seen('worst')).toEqual([1, 2, 3, 5, 5]);
  const unanswered = await reviews.listForSeller({ sellerId: product.sellerId, answered: false, limit: 10 });
  expect(unanswered.items).toHaveLength(5);
});
