import type { CaravanEvent } from '../../events/contract';
import type { WebhookType } from './webhook.schema';

const ORDER = ['orderId', 'sellerId', 'status', 'totalMinor', 'currency'];
const DELIVERY = ['deliveryId', 'orderId', 'sellerId', 'status'];
const REFUND = ['refundId', 'orderId', 'sellerId', 'amountMinor', 'currency'];
const PAYOUT = ['payoutId', 'sellerId', 'amountMinor', 'currency'];
// A dispute can be about orders of several sellers: what is said is true for each of them.
const DISPUTE = ['disputeId', 'status', 'evidenceDueAt'];
const PRODUCT = ['productId', 'sellerId', 'title', 'categoryId', 'priceFromMinor', 'currency', 'status'];

/**
 * What of an event goes out. Only what is named here does: who bought, with whom, and in which checkout stays inside;
 * a seller who needs the address asks the API for the order.
 */
export const FIELDS: Readonly<Record<WebhookType, readonly string[]>> = {
  'order.placed': [...ORDER, 'lines'],
  'order.accepted': ORDER,
  'order.shipped': [...ORDER, 'deliveryId'],
  'order.delivered': ORDER,
  'order.cancelled': [...ORDER, 'reason'],
  'order.partly-cancelled': [...ORDER, 'reason'],
  'order.lost': ORDER,
  'order.returned': ORDER,
  'order.refunded': [...ORDER, 'refundId', 'amountMinor'],
  'order.closed': ORDER,
  'order.return-changed': [...ORDER, 'returnId', 'returnStatus'],
  'delivery.booked': [...DELIVERY, 'trackingId'],
  'delivery.tracked': [...DELIVERY, 'sequence'],
  'delivery.delivered': DELIVERY,
  'refund.requested': REFUND,
  'refund.decided': [...REFUND, 'status'],
  'refund.completed': REFUND,
  'dispute.opened': DISPUTE,
  'dispute.won': DISPUTE,
  'dispute.lost': DISPUTE,
  'payout.paid': PAYOUT,
  'payout.returned': [...PAYOUT, 'reason'],
  'product.published': PRODUCT,
  'product.changed': PRODUCT,
  'product.priced': ['productId', 'sellerId', 'sku', 'beforeMinor', 'priceMinor', 'currency'],
  'stock.low': ['sku', 'warehouseId', 'sellerId', 'available', 'lowAt'],
  'review.written': ['reviewId', 'productId', 'sellerId', 'stars', 'status'],
  'message.sent': ['conversationId', 'sellerId', 'sequence', 'from'],
};

/** Topics that carry something to listen for. */
export const WEBHOOK_TOPICS = [
  ...(['orders', 'deliveries', 'refunds', 'disputes', 'payouts'] as const),
  ...(['catalogue', 'stock', 'reviews', 'messages'] as const),
] as const;

export function isOffered(type: string): type is WebhookType {
  return Object.hasOwn(FIELDS, type);
}

/** Whom an event concerns. */
export function sellersOf({ data }: Pick<CaravanEvent, 'data'>): string[] {
  if (typeof data.sellerId === 'string') return [data.sellerId];
  return Array.isArray(data.sellerIds) ? data.sellerIds.map(String) : [];
}

/** The body of a webhook, as text: the very bytes that are signed, and the same at each try. */
export function bodyOf(event: Pick<CaravanEvent, 'time' | 'data'> & { type: WebhookType }): string {
  const data = Object.fromEntries(
    FIELDS[event.type].filter((name) => name in event.data).map((name) => [name, event.data[name]]),
  );
  return JSON.stringify({ type: event.type, timestamp: event.time, data });
}
