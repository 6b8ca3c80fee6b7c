import type { Discount } from './types';

/** A promotion with all that it takes off, whichever shops it takes it off. */
export interface DiscountRow {
  promotionId: string;
  label: string;
  amountMinor: number;
}

/** The discounts of an offer or an order, one row for each promotion, in the order in which they come. */
export function discountRows(discounts: readonly Discount[]): DiscountRow[] {
  const rows = new Map<string, DiscountRow>();
  for (const { promotionId, label, code, amountMinor } of discounts) {
    const row = rows.get(promotionId);
    if (row) row.amountMinor += amountMinor;
    else rows.set(promotionId, { promotionId, label: code ? `${label} (${code})` : label, amountMinor });
  }
  return [...rows.values()];
}
