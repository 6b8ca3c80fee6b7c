import type { ConversationDocument, MessageDocument } from '../services/messaging/messaging.model';
import type { Databases, ServiceName } from '../services/platform/mongo';
import type { RatingDocument, ReviewDocument } from '../services/review/review.model';
import { deliveredProducts, summaryOf } from '../services/review/review.state';
import { breaches, groupBy, type Breach } from './findings';
import type { Records } from './records';

type Judged = Pick<
  ReviewDocument,
  '_id' | 'productId' | 'sellerId' | 'orderId' | 'buyerId' | 'stars' | 'status'
>;
type Thread = Pick<ConversationDocument, '_id' | 'lastSequence' | 'read' | 'unread' | 'outgoing'>;

/** Reviews, what they come to, and conversations; what people wrote to each other is not read. */
export interface TalkRecords {
  reviews: Judged[];
  ratings: RatingDocument[];
  /** Ratings as products and shops show them, by `product.<id>` and `seller.<id>`; only those that were counted. */
  shown: { _id: string; rating: { average: number; count: number } }[];
  conversations: Thread[];
  messages: Pick<MessageDocument, 'conversationId' | 'sequence'>[];
}

/** Reads what is compared, and nothing that is private. */
export async function readTalk(databases: Databases): Promise<TalkRecords> {
  const all = async <Document>(
    service: ServiceName,
    collection: string,
    fields: readonly string[],
    filter: Record<string, unknown> = {},
  ) => {
    const projection = Object.fromEntries(fields.map((field) => [field, 1]));
    return (await databases
      .of(service)
      .collection(collection)
      .find(filter, { projection })
      .toArray()) as unknown as Document[];
  };
  const counted = { ratingRevision: { $gt: 0 } };
  type Rated = TalkRecords['shown'][number];
  const [reviews, ratings, products, sellers, conversations, messages] = await Promise.all([
    all<Judged>('review', 'reviews', ['productId', 'sellerId', 'orderId', 'buyerId', 'stars', 'status']),
    all<RatingDocument>('review', 'ratings', ['stars', 'revision']),
    all<Rated>('product', 'products', ['rating'], counted),
    all<Rated>('seller', 'sellers', ['rating'], counted),
    all<Thread>('messaging', 'conversations', ['lastSequence', 'read', 'unread', 'outgoing.sequence']),
    all<TalkRecords['messages'][number]>('messaging', 'messages', ['conversationId', 'sequence']),
  ]);
  const named = (kind: string, things: Rated[]) =>
    things.map(({ _id, rating }) => ({ _id: `${kind}.${_id}`, rating }));
  return {
    ...{ reviews, ratings, conversations, messages },
    shown: [...named('product', products), ...named('seller', sellers)],
  };
}

/** Reviews are of what was delivered, ratings count them exactly, and no message is missing. */
export function auditTalk({ talk, orders }: Pick<Records, 'talk' | 'orders'>): Breach[] {
  const { reviews, ratings, shown, conversations, messages } = talk;
  const idOf = ({ _id }: { _id: string }) => _id;
  const orderOf = new Map(orders.map((order) => [order._id, order]));
  const ratingOf = new Map(ratings.map((rating) => [rating._id, rating]));
  const counts = new Map<string, number[]>();
  for (const { productId, sellerId, stars, status } of reviews)
    for (const key of [`product.${productId}`, `seller.${sellerId}`]) {
      const of = counts.get(key) ?? [0, 0, 0, 0, 0];
      if (status === 'shown') of[stars - 1] = (of[stars - 1] ?? 0) + 1;
      counts.set(key, of);
    }
  const written = groupBy(messages, ({ conversationId }) => conversationId);
  return [
    ...breaches('a review is of something that its order brought to its buyer', reviews, idOf, (review) => {
      // What was said before there were orders here, by demo goods, has none.
      if (!review.orderId) return true;
      const order = orderOf.get(review.orderId);
      return (
        order?.buyerId === review.buyerId &&
        order.sellerId === review.sellerId &&
        deliveredProducts(order).some(({ productId }) => productId === review.productId)
      );
    }),
    ...breaches(
      'a rating counts every review that is shown, once',
      [...new Set([...counts.keys(), ...ratingOf.keys()])],
      (key) => key,
      (key) => String(ratingOf.get(key)?.stars) === String(counts.get(key) ?? [0, 0, 0, 0, 0]),
    ),
    ...breaches('what a product or shop shows as its rating was counted', shown, idOf, ({ _id, rating }) => {
      const { average, count } = summaryOf(ratingOf.get(_id)?.stars ?? []);
      return rating.average === average && rating.count === count;
    }),
    ...breaches(
      'messages of a conversation are numbered without a gap',
      conversations,
      idOf,
      ({ _id, lastSequence, outgoing }) => {
        const there = new Set(
          [...(written.get(_id) ?? []), ...(outgoing ?? [])].map(({ sequence }) => sequence),
        );
        return there.size === lastSequence && (lastSequence === 0 || Math.max(...there) === lastSequence);
      },
    ),
    ...breaches('what is unread is what came after the last one read', conversations, idOf, (one) =>
      (['buyer', 'seller'] as const).every(
        (side) => one.read[side] >= 0 && one.unread[side] === one.lastSequence - one.read[side],
      ),
    ),
  ];
}
