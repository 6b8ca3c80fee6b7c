import { type Model, trusted } from 'mongoose';
import { present } from '../platform/guarded';
import type { ReviewDocument } from './review.model';
import type { Review, ReviewSort } from './review.schema';

interface Page {
  items: Review[];
  nextCursor: string | null;
}
interface PageRequest {
  /** `nextCursor` of the page before. */
  cursor?: string;
  limit: number;
}

const FIELD_OF = { newest: 'place', best: 'best', worst: 'worst' } as const;
const PRIVATE = ['place', 'best', 'worst', 'rateFrom', 'isReported'];

/** A review as callers see it. */
export const shown = (stored: ReviewDocument): Review => present<Review>(stored, PRIVATE);

/** Reviews page by page. */
export function createReviewLists(model: Model<ReviewDocument>) {
  const list = async (
    filter: Record<string, unknown>,
    { cursor, limit }: PageRequest,
    sort: ReviewSort = 'newest',
  ): Promise<Page> => {
    const field = FIELD_OF[sort];
    const after = cursor === undefined ? {} : { [field]: trusted({ $lt: cursor }) };
    const found = (await model
      .find({ ...filter, ...after } as never)
      .sort({ [field]: -1 })
      .limit(limit + 1)
      .lean()) as ReviewDocument[];
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(shown),
      nextCursor: found.length > limit && last ? last[field] : null,
    };
  };

  return {
    /** What everybody may read about a product. */
    listForProduct: (
      request: PageRequest & { productId: string; sort: ReviewSort; stars?: number | undefined },
    ) => {
      const { productId, sort, stars, ...page } = request;
      const filter = { productId, status: 'shown', ...(stars === undefined ? {} : { stars }) };
      return list(filter, page, sort);
    },
    /** What everybody may read about a shop. @param request.answered false: only what the shop has not answered */
    listForSeller: (request: PageRequest & { sellerId: string; answered?: boolean | undefined }) => {
      const { sellerId, answered, ...page } = request;
      const answer = answered ? trusted({ $ne: null }) : null;
      return list({ sellerId, status: 'shown', ...(answered === undefined ? {} : { answer }) }, page);
    },
    listForBuyer: ({ buyerId, ...page }: PageRequest & { buyerId: string }) => list({ buyerId }, page),
    /** What waits for staff. */
    listReported: (page: PageRequest) => list({ isReported: true }, page),
    /** What staff have hidden. */
    listHidden: (page: PageRequest) => list({ status: 'hidden' }, page),
  };
}
