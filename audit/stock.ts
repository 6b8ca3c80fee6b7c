import { checkoutIsOver } from '../services/checkout/checkout.state';
import { breaches, groupBy, sumOf, type Breach } from './findings';
import type { Records } from './records';

/** A hold is let go when its time is over; until the workflow has come round to it a moment passes. */
const GRACE_MS = 60_000;

/** Invariant 2: no count is negative, they sum to what was received, and what is reserved is held by somebody. */
export function auditStock({ stocks, checkouts, orders, refunds }: Records, nowMs: number): Breach[] {
  const idOf = ({ _id }: { _id: string }) => _id;
  const holds = stocks.flatMap((stock) => stock.holds.map((hold) => ({ ...hold, _id: stock._id })));
  const ofHold = ({ _id, key }: { _id: string; key: string }) => `${_id} held by ${key}`;
  const underWay = new Set(
    checkouts
      .filter(({ status }) => !checkoutIsOver(status))
      .map(({ _id, openings }) => `${_id}.${openings}`),
  );
  const ordered = unitsOrdered(orders, refunds);
  const bySku = groupBy(stocks, ({ sku }) => sku);
  return [
    ...breaches('no count of stock is negative', stocks, idOf, ({ available, reserved, sold }) =>
      [available, reserved, sold].every((count) => count >= 0),
    ),
    ...breaches(
      'available, reserved and sold sum to what was received',
      stocks,
      idOf,
      ({ available, reserved, sold, received }) => available + reserved + sold === received,
    ),
    ...breaches(
      'what is reserved is the sum of the holds',
      stocks,
      idOf,
      (stock) => stock.reserved === sumOf(stock.holds.map(({ quantity }) => quantity)),
    ),
    ...breaches('a hold belongs to a checkout that is under way', holds, ofHold, ({ key }) =>
      underWay.has(key),
    ),
    ...breaches(
      'a hold is let go when its time is over',
      holds,
      ofHold,
      ({ expiresAt }) => Date.parse(expiresAt) + GRACE_MS > nowMs,
    ),
    ...breaches(
      'as much is sold as orders have taken and not given back',
      [...bySku],
      ([sku]) => sku,
      ([sku, records]) => sumOf(records.map(({ sold }) => sold)) === (ordered.get(sku) ?? 0),
    ),
  ];
}

/** Units of each SKU that orders have taken, without those that were declined, and that a cancellation or a refund put back on sale. */
function unitsOrdered(orders: Records['orders'], refunds: Records['refunds']): Map<string, number> {
  const units = new Map<string, number>();
  const add = (sku: string, quantity: number) => units.set(sku, (units.get(sku) ?? 0) + quantity);
  const skuOf = new Map<string, string>();
  for (const { _id, status, lines, allocations } of orders) {
    for (const { id, sku } of lines) skuOf.set(`${_id} ${id}`, sku);
    if (status === 'cancelled') continue;
    for (const { sku, declinedQuantity = 0 } of lines) add(sku, -declinedQuantity);
    for (const { sku, quantity } of allocations) add(sku, quantity);
  }
  for (const { orderId, status, restock, lines } of refunds) {
    if (!restock || status !== 'refunded') continue;
    for (const { lineId, quantity } of lines) add(skuOf.get(`${orderId} ${lineId}`) ?? '', -quantity);
  }
  return units;
}
