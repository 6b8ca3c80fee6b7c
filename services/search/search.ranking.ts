import type { SearchSort } from './search.port';

/** What a product is ranked by. */
export interface Merits {
  priceFromMinor: number;
  average: number;
  count: number;
  createdAtMs: number;
  inStock: boolean;
  sold: number;
}

/** Few opinions weigh less than many: as if everybody had five of 4 already. Between 0 and 1. */
const liking = (average: number, count: number) => (average * count + 4 * 5) / (count + 5) / 5;

/** In steps, so that one more sale does not shuffle pages. Between 0 and 1. */
export const popularity = (sold: number) => Math.min(1, Math.floor(Math.log2(1 + Math.max(0, sold))) / 16);

/** What speaks for a product whatever was asked. Between 0 and 1. */
export const appeal = ({ average, count, sold }: Pick<Merits, 'average' | 'count' | 'sold'>) =>
  0.7 * liking(average, count) + 0.3 * popularity(sold);

/**
 * Where a product stands: the highest number is first, and of equal ones the smaller id.
 * @param fit how well it fits what was asked, between 0 and 1
 */
export function standing(sort: SearchSort, merits: Merits, fit: number): number {
  switch (sort) {
    case 'price-up':
      return -merits.priceFromMinor;
    case 'price-down':
      return merits.priceFromMinor;
    case 'rating':
      return round(merits.average * 1e6 + Math.min(merits.count, 999_999) / 1e3);
    case 'newest':
      return merits.createdAtMs;
    case 'relevance':
      // Of things that fit about as well (to a tenth), what can be bought comes before what is sold out; then what fits
      // better, is liked better and is bought more.
      return Math.round(fit * 10) * 10 + (merits.inStock ? 5 : 0) + round(2 * fit + appeal(merits));
  }
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;
