import type { Report } from './analytics.schema';

/** Where the dialects of SQL differ. */
export interface Dialect {
  /** The lower median of an expression; nulls do not count. */
  median(expression: string): string;
}

/** Of long lists, what a page shows. */
const MOST = 20;
const PERIOD = 'day >= :from AND day < :to';

interface Scope {
  /** Narrows rows of `facts` to one shop, or does not. */
  shop: string;
  ofSeller: boolean;
  dialect: Dialect;
}

/**
 * The SQL of a report, the same for every store but for what `dialect` writes. It names `:from`, `:to` (the day after
 * the last), `:seller` and `:currency`.
 * @param ofSeller whether it is about one shop, `:seller`
 */
export function sqlOf(report: Report, ofSeller: boolean, dialect: Dialect): string {
  return SQL[report]({ shop: ofSeller ? 'AND seller_id = :seller' : '', ofSeller, dialect });
}

/** The names that a query uses, each once. */
export function parametersOf(sql: string): string[] {
  return [...new Set([...sql.matchAll(/:(from|to|seller|currency)\b/g)].map(([, name = '']) => name))];
}

const SQL: Record<Report, (scope: Scope) => string> = {
  days: ({ shop, ofSeller }) => `
    SELECT day, sum(visits) AS "visits", sum(orders) AS "orders", sum(cancelled) AS "cancelled",
      sum(captured) AS "capturedMinor", sum(refunded) AS "refundedMinor", sum(charged_back) AS "chargedBackMinor"
    FROM (
      SELECT day, ${ofDay({ visits: 'count(DISTINCT session_id)' })}
      FROM facts WHERE kind = 'product.seen' AND ${PERIOD} ${shop} GROUP BY day
      UNION ALL
      SELECT day, ${ofDay({
        orders: `count(CASE WHEN kind = 'order.placed' THEN 1 END)`,
        cancelled: `count(CASE WHEN kind = 'order.cancelled' THEN 1 END)`,
      })}
      FROM facts WHERE kind IN ('order.placed', 'order.cancelled') AND ${PERIOD} ${shop} GROUP BY day
      UNION ALL
      SELECT day, ${ofDay({ captured: 'sum(amount_minor)' })}
      FROM facts ${ofSeller ? 'JOIN placed_orders ON placed_orders.order_id = facts.order_id' : ''}
      WHERE kind = 'payment.captured' AND currency = :currency AND ${PERIOD}
        ${ofSeller ? 'AND placed_orders.seller_id = :seller' : ''} GROUP BY day
      UNION ALL
      SELECT given_on AS day, ${ofDay({ refunded: 'sum(given_minor)' })}
      FROM given_refunds
      WHERE last_kind = 'refund.completed' AND given_in = :currency AND given_on >= :from AND given_on < :to
        ${ofSeller ? 'AND given_by = :seller' : ''} GROUP BY given_on
      UNION ALL
      SELECT day, ${ofDay({ charged_back: 'sum(amount_minor)' })}
      FROM facts WHERE kind = '${ofSeller ? 'dispute.part' : 'dispute.lost'}' AND currency = :currency
        AND ${PERIOD} ${shop} GROUP BY day
    ) AS parts
    GROUP BY day ORDER BY day`,

  funnel({ shop, ofSeller }) {
    const paid = ofSeller ? 'order.placed' : 'checkout.placed';
    return `
    SELECT count(DISTINCT CASE WHEN kind = 'product.seen' THEN session_id END) AS "seen",
      count(DISTINCT CASE WHEN kind = 'product.basketed' THEN session_id END) AS "basket",
      count(CASE WHEN kind = 'checkout.opened' THEN 1 END) AS "checkout",
      count(CASE WHEN kind = '${paid}' THEN 1 END) AS "paid"
    FROM facts
    WHERE kind IN ('product.seen', 'product.basketed', 'checkout.opened', '${paid}') AND ${PERIOD} ${shop}`;
  },

  products: ({ shop }) => `
    SELECT g.product_id AS "productId", coalesce(max(goods.title), g.product_id) AS "title",
      sum(g.visits) AS "visits", sum(g.units) AS "units", sum(g.ordered) AS "orderedMinor"
    FROM (
      SELECT product_id, count(DISTINCT session_id) AS visits, 0 AS units, 0 AS ordered
      FROM facts WHERE kind = 'product.seen' AND ${PERIOD} ${shop} GROUP BY product_id
      UNION ALL
      SELECT product_id, 0 AS visits, sum(quantity) AS units, sum(amount_minor) AS ordered
      FROM facts WHERE kind = 'order.line' AND currency = :currency AND ${PERIOD} ${shop} GROUP BY product_id
    ) AS g LEFT JOIN goods ON goods.product_id = g.product_id
    GROUP BY g.product_id ORDER BY "orderedMinor" DESC, "visits" DESC, "productId" LIMIT ${MOST}`,

  // A visit that saw two things of a category is one visit, so sessions are counted after the join.
  categories: ({ shop }) => `
    SELECT coalesce(goods.category, '') AS "categoryId", count(DISTINCT g.session_id) AS "visits",
      sum(g.units) AS "units", sum(g.ordered) AS "orderedMinor"
    FROM (
      SELECT DISTINCT product_id, session_id, 0 AS units, 0 AS ordered
      FROM facts WHERE kind = 'product.seen' AND ${PERIOD} ${shop}
      UNION ALL
      SELECT product_id, NULL AS session_id, sum(quantity) AS units, sum(amount_minor) AS ordered
      FROM facts WHERE kind = 'order.line' AND currency = :currency AND ${PERIOD} ${shop} GROUP BY product_id
    ) AS g LEFT JOIN goods ON goods.product_id = g.product_id
    GROUP BY "categoryId" ORDER BY "orderedMinor" DESC, "visits" DESC, "categoryId" LIMIT ${MOST}`,

  // A visit is looked at once for all three, which is a third of the work where it saw many products.
  sources: ({ shop }) => `
    WITH looks AS (
      SELECT DISTINCT kind, session_id, order_id, referrer, device, country
      FROM facts WHERE kind IN ('product.seen', 'product.bought') AND ${PERIOD} ${shop}
    )
    SELECT dimension AS "dimension", source AS "value",
      count(DISTINCT CASE WHEN kind = 'product.seen' THEN session_id END) AS "visits",
      count(DISTINCT CASE WHEN kind = 'product.bought' THEN order_id END) AS "orders"
    FROM (${['referrer', 'device', 'country']
      .map(
        (dimension) => `
      SELECT '${dimension}' AS dimension, coalesce(${dimension}, '') AS source, kind, session_id, order_id
      FROM looks`,
      )
      .join(' UNION ALL ')}
    ) AS sides
    GROUP BY dimension, source ORDER BY "dimension", "visits" DESC, "orders" DESC, "value" LIMIT 200`,

  searches: () => `
    SELECT text AS "text", count(DISTINCT session_id) AS "visits", max(day) AS "lastDay"
    FROM facts WHERE kind = 'product.searched' AND results = 0 AND ${PERIOD}
    GROUP BY text ORDER BY "visits" DESC, "lastDay" DESC, "text" LIMIT ${MOST}`,

  cohorts: ({ shop }) => `
    SELECT f.first_week AS "cohort", w.bought_week - f.first_week AS "daysLater", count(*) AS "buyers"
    FROM (
      SELECT buyer_id, CAST(date_trunc('week', min(day)) AS DATE) AS first_week
      FROM facts WHERE kind = 'order.placed' AND day < :to ${shop} GROUP BY buyer_id
    ) AS f JOIN (
      SELECT DISTINCT buyer_id, CAST(date_trunc('week', day) AS DATE) AS bought_week
      FROM facts WHERE kind = 'order.placed' AND ${PERIOD} ${shop}
    ) AS w ON w.buyer_id = f.buyer_id
    WHERE f.first_week >= :from
    GROUP BY "cohort", "daysLater" ORDER BY "cohort", "daysLater"`,

  sellers: ({ shop, dialect }) => `
    SELECT o.shop_id AS "sellerId", coalesce(max(shops.name), o.shop_id) AS "name",
      max(o.orders) AS "orders", max(o.cancelled) AS "cancelled",
      max(o.accept_ms) AS "acceptMs", max(o.ship_ms) AS "shipMs", max(o.arrive_ms) AS "arriveMs",
      coalesce(max(r.reviews), 0) AS "reviews", coalesce(max(r.stars), 0) AS "stars"
    FROM (
      SELECT shop_id, count(*) AS orders, sum(is_cancelled) AS cancelled,
        ${dialect.median('accepted_at - placed_at')} AS accept_ms,
        ${dialect.median('shipped_at - accepted_at')} AS ship_ms,
        ${dialect.median('arrived_at - shipped_at')} AS arrive_ms
      FROM (
        SELECT order_id, max(seller_id) AS shop_id,
          min(CASE WHEN kind = 'order.placed' THEN day END) AS placed_on,
          min(CASE WHEN kind = 'order.placed' THEN at_ms END) AS placed_at,
          min(CASE WHEN kind = 'order.accepted' THEN at_ms END) AS accepted_at,
          min(CASE WHEN kind = 'order.shipped' THEN at_ms END) AS shipped_at,
          min(CASE WHEN kind = 'delivery.delivered' THEN at_ms END) AS arrived_at,
          max(CASE WHEN kind = 'order.cancelled' THEN 1 ELSE 0 END) AS is_cancelled
        FROM facts
        WHERE kind IN ('order.placed', 'order.accepted', 'order.shipped', 'order.cancelled', 'delivery.delivered')
          AND day >= :from ${shop}
        GROUP BY order_id
      ) AS story
      WHERE placed_on >= :from AND placed_on < :to GROUP BY shop_id
    ) AS o LEFT JOIN shops ON shops.seller_id = o.shop_id LEFT JOIN (
      SELECT shop_id, count(*) AS reviews, sum(last_stars) AS stars
      FROM shown_reviews WHERE last_status = 'shown' GROUP BY shop_id
    ) AS r ON r.shop_id = o.shop_id
    GROUP BY o.shop_id ORDER BY "orders" DESC, "sellerId" LIMIT 200`,
};

const OF_DAY = ['visits', 'orders', 'cancelled', 'captured', 'refunded', 'charged_back'] as const;

/** The columns of a day of which one kind of fact tells some; the others are nothing there. */
function ofDay(known: Partial<Record<(typeof OF_DAY)[number], string>>): string {
  return OF_DAY.map((name) => `${known[name] ?? 0} AS ${name}`).join(', ');
}
