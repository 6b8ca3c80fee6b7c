import type { Connection, Model } from 'mongoose';
import { createSharedLooks } from '../platform/turns';
import { isDuplicateKey } from '../platform/guarded';
import { type RatingDocument, ratingModel, type ReviewDocument, reviewModel } from './review.model';
import type { RatingSummary } from './review.schema';
import { summaryOf } from './review.state';

/** Takes a rating over, unless a later one was taken over already. */
export interface RatingTaker {
  setRating(rating: { id: string; average: number; count: number; revision: number }): Promise<void>;
}

type Kind = 'product' | 'seller';

/**
 * Ratings of products and shops, counted anew from the reviews whenever one of them changed, and told to products and
 * sellers. Always exact once the last change is counted: whoever counts does so after reading the revision, and writes
 * only if it is the same still. So a count that overlooked a change loses against the count of that change.
 */
export function createRatings(deps: { connection: Connection; products: RatingTaker; sellers: RatingTaker }) {
  const reviews = reviewModel(deps.connection);
  const ratings = ratingModel(deps.connection);
  const takers: Record<Kind, RatingTaker> = { product: deps.products, seller: deps.sellers };
  const settle = createSharedLooks(async (key) => {
    const [kind, id] = partsOf(key);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = (await ratings.findById(key).lean()) as RatingDocument | null;
      const stars = await countedStars(reviews, kind, id);
      // Written also where nothing differs: another who counted before and is slow must not find the same revision.
      const revision = (before?.revision ?? 0) + 1;
      if (!(await write(ratings, key, before, { stars, revision }))) continue;
      const { average, count } = summaryOf(stars);
      await takers[kind].setRating({ id, average, count, revision });
      return;
    }
    throw new Error('a rating was counted by others all the time');
  });

  return {
    /** Counts again what a review belongs to. */
    async recount({ productId, sellerId }: { productId: string; sellerId: string }): Promise<void> {
      await Promise.all([settle(`product.${productId}`), settle(`seller.${sellerId}`)]);
    },

    /** The same for many, each product and each shop once. */
    async recountAll(reviews: readonly { productId: string; sellerId: string }[]): Promise<void> {
      const keys = reviews.flatMap(({ productId, sellerId }) => [
        `product.${productId}`,
        `seller.${sellerId}`,
      ]);
      const queue = new Set(keys).values();
      const work = async () => {
        for (const key of queue) await settle(key);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    },

    async ofProduct(productId: string): Promise<RatingSummary> {
      const found = (await ratings.findById(`product.${productId}`).lean()) as RatingDocument | null;
      return summaryOf(found?.stars ?? NOBODY);
    },

    async ofSeller(sellerId: string): Promise<RatingSummary> {
      const found = (await ratings.findById(`seller.${sellerId}`).lean()) as RatingDocument | null;
      return summaryOf(found?.stars ?? NOBODY);
    },

    ready: () => ratings.init(),
  };
}

/** More only wait for each other. */
const AT_ONCE = 12;
const NOBODY = [0, 0, 0, 0, 0];
/** Replicas that count the same at once lose against each other; this many lost rounds are a fault. */
const MOST_ROUNDS = 20;

function partsOf(key: string): [Kind, string] {
  const dot = key.indexOf('.');
  return [key.slice(0, dot) as Kind, key.slice(dot + 1)];
}

async function countedStars(reviews: Model<ReviewDocument>, kind: Kind, id: string): Promise<number[]> {
  const filter = { [kind === 'product' ? 'productId' : 'sellerId']: id, status: 'shown' };
  const found = await reviews.aggregate<{ _id: number; count: number }>([
    { $match: filter },
    { $group: { _id: '$stars', count: { $sum: 1 } } },
  ]);
  const counts = new Map(found.map(({ _id, count }) => [_id, count]));
  return NOBODY.map((_, index) => counts.get(index + 1) ?? 0);
}

/** False when another count was written since. */
async function write(
  ratings: Model<RatingDocument>,
  key: string,
  before: RatingDocument | null,
  counted: { stars: number[]; revision: number },
): Promise<boolean> {
  if (before) {
    const { matchedCount } = await ratings.updateOne(
      { _id: key, revision: before.revision },
      { $set: counted },
    );
    return matchedCount === 1;
  }
  try {
    await ratings.collection.insertOne({ _id: key, ...counted } as never);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
