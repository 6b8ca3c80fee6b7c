import type { Fact } from './analytics.schema';

type ColumnType = 'text' | 'integer' | 'day';

/** The columns of the table `facts`, in their order: name, where its value is in a fact, type. */
export const COLUMNS: readonly { name: string; of: keyof Fact; type: ColumnType; required?: boolean }[] = [
  { name: 'event_id', of: 'eventId', type: 'text', required: true },
  { name: 'topic', of: 'topic', type: 'text', required: true },
  { name: 'kind', of: 'kind', type: 'text', required: true },
  { name: 'subject', of: 'subject', type: 'text', required: true },
  { name: 'version', of: 'version', type: 'integer', required: true },
  { name: 'line', of: 'line', type: 'integer', required: true },
  { name: 'at_ms', of: 'at', type: 'integer', required: true },
  { name: 'day', of: 'day', type: 'day', required: true },
  { name: 'checkout_id', of: 'checkoutId', type: 'text' },
  { name: 'order_id', of: 'orderId', type: 'text' },
  { name: 'refund_id', of: 'refundId', type: 'text' },
  { name: 'review_id', of: 'reviewId', type: 'text' },
  { name: 'product_id', of: 'productId', type: 'text' },
  { name: 'category_id', of: 'categoryId', type: 'text' },
  { name: 'seller_id', of: 'sellerId', type: 'text' },
  { name: 'buyer_id', of: 'buyerId', type: 'text' },
  { name: 'visitor_id', of: 'visitorId', type: 'text' },
  { name: 'session_id', of: 'sessionId', type: 'text' },
  { name: 'device', of: 'device', type: 'text' },
  { name: 'country', of: 'country', type: 'text' },
  { name: 'referrer', of: 'referrer', type: 'text' },
  { name: 'status', of: 'status', type: 'text' },
  { name: 'text', of: 'text', type: 'text' },
  { name: 'results', of: 'results', type: 'integer' },
  { name: 'stars', of: 'stars', type: 'integer' },
  { name: 'quantity', of: 'quantity', type: 'integer' },
  { name: 'amount_minor', of: 'amountMinor', type: 'integer' },
  { name: 'currency', of: 'currency', type: 'text' },
];

/** Views over `facts` that every store has, by name: the same words in each dialect. */
export const VIEWS: Readonly<Record<string, string>> = {
  placed_orders: `SELECT order_id, seller_id FROM facts WHERE kind = 'order.placed'`,
  // Only its last word counts: a bank may send back what was given.
  given_refunds: `
    SELECT refund_id, argMax(kind, version) AS last_kind, argMax(day, version) AS given_on,
      max(amount_minor) AS given_minor, max(seller_id) AS given_by, max(currency) AS given_in
    FROM facts WHERE kind IN ('refund.completed', 'refund.failed') GROUP BY refund_id`,
  shown_reviews: `
    SELECT review_id, max(seller_id) AS shop_id, argMax(stars, version) AS last_stars,
      argMax(status, version) AS last_status
    FROM facts WHERE topic = 'reviews' GROUP BY review_id`,
  goods: `
    SELECT product_id, argMax(text, version) AS title, argMax(category_id, version) AS category
    FROM facts WHERE topic = 'catalogue' GROUP BY product_id`,
  shops: `
    SELECT seller_id, argMax(text, version) AS name
    FROM facts WHERE kind = 'seller.opened' GROUP BY seller_id`,
};
