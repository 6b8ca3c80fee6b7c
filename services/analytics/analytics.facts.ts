import { z } from 'zod';
import type { CaravanEvent, Topic } from '../../events/contract';
import type { Told } from './analytics.port';
import type { Fact } from './analytics.schema';

/** Where figures come from. */
export const ANALYTICS_TOPICS: readonly Topic[] = [
  'behaviour',
  'catalogue',
  'checkouts',
  'deliveries',
  'disputes',
  'orders',
  'payments',
  'refunds',
  'reviews',
  'sellers',
];

/** Events that become facts; the others of the topics change no figure. */
const TELLING: ReadonlySet<string> = new Set([
  ...['product.seen', 'product.searched', 'product.basketed', 'product.bought'],
  ...['product.published', 'product.changed', 'seller.opened'],
  ...['checkout.opened', 'checkout.placed'],
  ...['order.placed', 'order.accepted', 'order.shipped', 'order.cancelled', 'delivery.delivered'],
  ...['payment.captured', 'refund.completed', 'refund.failed', 'dispute.lost'],
  ...['review.written', 'review.edited', 'review.hidden', 'review.restored'],
]);

const text = z.string().nullable().catch(null);
const number = z.number().int().nullable().catch(null);

/** What is read of an event's data, whatever its type; contracts were checked where it came from Kafka. */
const dataSchema = z.object({
  checkoutId: text,
  orderId: text,
  refundId: text,
  reviewId: text,
  productId: text,
  categoryId: text,
  sellerId: text,
  buyerId: text,
  visitorId: text,
  sessionId: text,
  device: text,
  country: text,
  referrer: text,
  status: text,
  text,
  title: text,
  name: text,
  at: z.iso.datetime().nullable().catch(null),
  results: number,
  stars: number,
  quantity: number,
  amountMinor: number,
  totalMinor: number,
  currency: text,
  lines: z
    .array(z.object({ productId: z.string(), quantity: z.number().int(), totalMinor: z.number().int() }))
    .catch([]),
  parts: z
    .array(z.object({ orderId: z.string(), sellerId: z.string(), amountMinor: z.number().int() }))
    .catch([]),
});

/**
 * What an event tells the store. Nothing of other events is looked up for it, so that the rows are the same in whatever
 * order topics are read; what belongs together is joined when a question is asked.
 */
export function toldBy(event: CaravanEvent): Told {
  const { id: eventId, topic, type: kind, subject, version } = event;
  if (!TELLING.has(kind)) return { topic, subject, version, facts: [] };
  const { title, name, at, totalMinor, amountMinor, lines, parts, ...data } = dataSchema.parse(event.data);
  const happenedAt = new Date(at ?? event.time);
  const fact: Fact = {
    ...{ eventId, topic, kind, subject, version, line: 0 },
    ...{ at: happenedAt.getTime(), day: happenedAt.toISOString().slice(0, 10) },
    ...data,
    text: data.text ?? title ?? name,
    amountMinor: amountMinor ?? totalMinor,
  };
  const lineFacts = kind === 'order.placed' ? lines : [];
  const partFacts = kind === 'dispute.lost' ? parts : [];
  return {
    ...{ topic, subject, version },
    facts: [
      fact,
      ...lineFacts.map((line, at) => ({
        ...{ ...fact, kind: 'order.line', line: at + 1 },
        ...{ productId: line.productId, quantity: line.quantity, amountMinor: line.totalMinor },
      })),
      ...partFacts.map((part, at) => ({ ...fact, kind: 'dispute.part', line: at + 1, ...part })),
    ],
  };
}
