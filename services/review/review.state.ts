import type { Order } from '../order/order.schema';
import type { RatingSummary, Review, ReviewWords } from './review.schema';

/** For so long a buyer may change a review, in ms. */
export const EDIT_WITHIN_MS = 30 * 24 * 3_600_000;

type Parcel = { status: string; lines: readonly { lineId: string }[] };

/** The products of an order that reached the buyer; what was only sent, lost or declined is nothing to judge yet. */
export function deliveredProducts(
  order: Pick<Order, 'deliveredAt'> & {
    lines: readonly { id: string; productId: string; title: string }[];
    parcels?: readonly Parcel[];
  },
): { productId: string; title: string }[] {
  const came = (lineId: string) =>
    order.parcels?.length
      ? order.parcels.some(
          ({ status, lines }) => status === 'delivered' && lines.some((line) => line.lineId === lineId),
        )
      : order.deliveredAt !== null;
  const products = new Map<string, string>();
  for (const { id, productId, title } of order.lines) if (came(id)) products.set(productId, title);
  return [...products].map(([productId, title]) => ({ productId, title }));
}

/** @param stars how many gave one star, two, up to five */
export function summaryOf(stars: readonly number[]): RatingSummary {
  const count = stars.reduce((sum, of) => sum + of, 0);
  const sum = stars.reduce((total, of, index) => total + of * (index + 1), 0);
  return { average: count === 0 ? 0 : Math.round((sum / count) * 100) / 100, count, stars: [...stars] };
}

/** Whether a review says this already, so that a repeat of a lost answer changes nothing. */
export function saysSame(review: Pick<Review, 'stars' | 'title' | 'text' | 'pictures'>, words: ReviewWords) {
  return (
    review.stars === words.stars &&
    review.title === words.title &&
    review.text === words.text &&
    review.pictures.map(({ id }) => id).join() === words.pictures.map(({ id }) => id).join()
  );
}

/** `Ida Sommer` is shown as `Ida S.`, and nobody as a guest. */
export function authorNameOf(name: string | null): string {
  const [first, ...others] = (name ?? '').trim().split(/\s+/);
  const last = others.at(-1);
  if (!first) return 'A guest';
  return last ? `${first} ${[...last][0]}.` : first;
}
