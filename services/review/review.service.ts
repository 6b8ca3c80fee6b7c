import { createHash } from 'node:crypto';
import { type Connection, trusted } from 'mongoose';
import * as events from '../../events/contracts/review.events';
import type { OutboxEntry } from '../../events/contract';
import { eventOf } from '../../events/outbox';
import type { ActedBy, Order } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce, type Change } from '../platform/guarded';
import type { Picture } from '../product/product.schema';
import { EditPeriodOverError, NotDeliveredError, OwnReviewError, ReviewExistsError } from './review.errors';
import { createBringIn } from './review.bringing';
import { createReviewLists, shown } from './review.lists';
import { placesOf, type ReviewDocument, reviewModel } from './review.model';
import { createRatings, type RatingTaker } from './review.ratings';
import type { Moderation, NewReport, Review, ReviewWords } from './review.schema';
import { deliveredProducts, EDIT_WITHIN_MS, saysSame } from './review.state';

interface ReviewDeps {
  /** The reviews' own database. */
  connection: Connection;
  clock: Clock;
  products: RatingTaker;
  sellers: RatingTaker;
  /** The pictures of one owner by their ids. @throws DomainError where one is not theirs */
  requirePictures(request: { ownerId: string; wanted: ReviewWords['pictures'] }): Promise<Picture[]>;
  /** A rating could not be counted now; `settle` counts it later. */
  onError?: (error: unknown) => void;
}

export type ReviewService = ReturnType<typeof createReviewService>;

/** More reports of one review than this say nothing new. */
const MOST_REPORTS = 50;
/** So long after a change its rating is counted by `settle`, in ms: by then whoever made it has failed to. */
const SETTLE_AFTER_MS = 10_000;

/** What buyers say of what was delivered to them. Ratings of products and shops are counted from it, exactly. */
export function createReviewService(deps: ReviewDeps) {
  const { connection, clock, requirePictures, onError = () => undefined } = deps;
  const model = reviewModel(connection);
  const ratings = createRatings(deps);

  /** Counts the ratings that a change touches; what fails here is counted later, so that the change stands. */
  async function rated(stored: ReviewDocument): Promise<Review> {
    if (stored.rateFrom === undefined) return shown(stored);
    try {
      await ratings.recount(stored);
      await model.updateOne({ _id: stored._id, revision: stored.revision }, { $unset: { rateFrom: 1 } });
    } catch (error) {
      onError(error);
    }
    return shown(stored);
  }

  const change = (id: string, decide: (current: ReviewDocument, nowMs: number) => Change | null) => {
    const nowMs = clock.nowMs();
    return changeDocument(model, 'review', id, nowMs, (current) => decide(current, nowMs));
  };

  async function get(id: string): Promise<Review | null> {
    const stored = (await model.findById(id).lean()) as ReviewDocument | null;
    return stored && shown(stored);
  }

  return {
    get,
    ...createReviewLists(model),
    bringIn: createBringIn(model, ratings),
    /** What a buyer said of a product. */
    of: (about: { buyerId: string; productId: string }) => get(reviewIdOf(about.buyerId, about.productId)),
    ratingOf: (productId: string) => ratings.ofProduct(productId),
    sellerRatingOf: (sellerId: string) => ratings.ofSeller(sellerId),

    /**
     * Writes the buyer's review of a product of an order; the same words again answer with what is there.
     * @throws NotDeliveredError, ReviewExistsError
     */
    async write(request: {
      order: Order;
      productId: string;
      authorName: string;
      /** Who uploaded the pictures. */
      ownerId: string;
      words: ReviewWords;
    }): Promise<Review> {
      const { order, productId, authorName, ownerId, words } = request;
      const product = deliveredProducts(order).find((delivered) => delivered.productId === productId);
      if (!product) throw new NotDeliveredError();
      const nowMs = clock.nowMs();
      const createdAt = new Date(nowMs).toISOString();
      const id = reviewIdOf(order.buyerId, productId);
      const { pictures: wanted, ...said } = words;
      const fresh = {
        ...{ productId, productTitle: product.title, sellerId: order.sellerId, orderId: order.id },
        ...{ buyerId: order.buyerId, authorName, ...said },
        pictures: await requirePictures({ ownerId, wanted }),
        ...{ status: 'shown' as const, hiddenBecause: null, createdAt, editedAt: null },
        editableUntil: new Date(nowMs + EDIT_WITHIN_MS).toISOString(),
        ...{ answer: null, reports: [] },
      };
      const placed = { _id: id, ...fresh, ...placesOf(id, fresh), rateFrom: nowMs };
      const written = eventOf(events.reviewWritten, factsOf({ id, ...fresh }), nowMs);
      const isNew = await insertOnce(model, placed, nowMs, written);
      const stored = (await model.findById(id).lean()) as ReviewDocument;
      if (!isNew && !saysSame(shown(stored), words)) throw new ReviewExistsError(id);
      return rated(stored);
    },

    /**
     * The buyer changes what they wrote; what staff have hidden stays hidden until they look again.
     * @param request.expectedVersion the version that was looked at
     * @throws EditPeriodOverError, StaleVersionError, NotFoundError
     */
    async edit(request: {
      id: string;
      expectedVersion: number;
      ownerId: string;
      words: ReviewWords;
    }): Promise<Review> {
      const { id, expectedVersion, ownerId, words } = request;
      const { pictures: wanted, ...said } = words;
      const pictures = await requirePictures({ ownerId, wanted });
      const stored = await change(id, (current, nowMs) => {
        if (current.version === expectedVersion + 1 && saysSame(shown(current), words)) return null;
        if (Date.parse(current.editableUntil) < nowMs) throw new EditPeriodOverError();
        if (current.version !== expectedVersion) throw new StaleVersionError('review');
        const edited = { ...current, ...said };
        return {
          set: {
            ...{ ...said, pictures, editedAt: new Date(nowMs).toISOString() },
            ...{ ...placesOf(id, edited), rateFrom: nowMs },
            ...(current.status === 'hidden' ? { isReported: true } : {}),
          },
          events: [event(events.reviewEdited, edited, nowMs)],
        };
      });
      return rated(stored);
    },

    /** Asks staff to look at it; one person's second report changes nothing. @throws OwnReviewError */
    async report(request: { id: string; by: ActedBy; report: NewReport }): Promise<void> {
      const { id, by, report } = request;
      await change(id, (current, nowMs) => {
        if (current.buyerId === by.id) throw new OwnReviewError();
        const isTold = current.reports.some((one) => one.by.id === by.id);
        if (isTold || current.reports.length >= MOST_REPORTS) return null;
        return {
          set: { isReported: true },
          push: { reports: { by, ...report, at: new Date(nowMs).toISOString() } },
          events: [event(events.reviewReported, current, nowMs)],
        };
      });
    },

    /** Staff hide it, show it again, or leave it as it is; all reports are answered by that. */
    async moderate({ id, decision, note }: { id: string } & Moderation): Promise<Review> {
      const stored = await change(id, (current, nowMs) => {
        const status = decision === 'keep' ? current.status : decision === 'hide' ? 'hidden' : 'shown';
        const answered = { isReported: false, reports: [] };
        if (status === current.status && !current.isReported) return null;
        if (status === current.status)
          return { set: answered, events: [event(events.reviewKept, current, nowMs)] };
        const hiddenBecause = status === 'hidden' ? note : null;
        const told = status === 'hidden' ? events.reviewHidden : events.reviewRestored;
        return {
          set: { ...answered, status, hiddenBecause, rateFrom: nowMs },
          events: [event(told, { ...current, status }, nowMs)],
        };
      });
      return rated(stored);
    },

    /** The seller answers, or changes the answer. */
    async answer({ id, text }: { id: string; text: string }): Promise<Review> {
      const stored = await change(id, (current, nowMs) => {
        if (current.answer?.text === text) return null;
        return {
          set: { answer: { text, at: new Date(nowMs).toISOString() } },
          events: [event(events.reviewAnswered, current, nowMs)],
        };
      });
      return shown(stored);
    },

    /** Counts the ratings of changes whose process died, or the database of products was away. @returns how many */
    async settle(): Promise<number> {
      const before = trusted({ $lt: clock.nowMs() - SETTLE_AFTER_MS });
      const left = (await model
        .find({ rateFrom: before } as never)
        .limit(200)
        .lean()) as ReviewDocument[];
      for (const stored of left) await rated(stored);
      return left.length;
    },

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await Promise.all([model.init(), ratings.ready()]);
    },
  };
}

/** One buyer has one review of a product. */
function reviewIdOf(buyerId: string, productId: string): string {
  return `rv-${createHash('sha256').update(`${buyerId} ${productId}`).digest('hex').slice(0, 32)}`;
}

type Facts = Pick<Review, 'id' | 'productId' | 'sellerId' | 'stars' | 'status'>;

function factsOf({ id, productId, sellerId, stars, status }: Facts) {
  return { reviewId: id, productId, sellerId, stars, status };
}

function event(
  contract: (typeof events)[keyof typeof events],
  current: Omit<Facts, 'id'> & { _id: string },
  nowMs: number,
): OutboxEntry {
  return eventOf(contract, factsOf({ ...current, id: current._id }), nowMs);
}
