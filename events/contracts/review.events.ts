import { z } from 'zod';
import { defineEvent } from '../contract';

const review = z.object({
  reviewId: z.string(),
  productId: z.string(),
  sellerId: z.string(),
  stars: z.number().int(),
  status: z.string(),
});

export const reviewWritten = defineEvent('reviews', 'review.written', 1, review);
export const reviewEdited = defineEvent('reviews', 'review.edited', 1, review);
export const reviewReported = defineEvent('reviews', 'review.reported', 1, review);
/** Staff took it out of sight, or put it back. */
export const reviewHidden = defineEvent('reviews', 'review.hidden', 1, review);
export const reviewRestored = defineEvent('reviews', 'review.restored', 1, review);
/** Staff looked at the reports and left it as it was. */
export const reviewKept = defineEvent('reviews', 'review.kept', 1, review);
export const reviewAnswered = defineEvent('reviews', 'review.answered', 1, review);
