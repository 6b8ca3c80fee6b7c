import { z } from 'zod';
import { namedPictureSchema } from '../media/media.schema';
import { actedBySchema } from '../order/order.schema';
import { pictureSchema } from '../product/product.schema';

export const starsSchema = z.number().int().min(1).max(5);
const MOST_PICTURES = 4;

/** What a buyer says of a product; pictures are named, after they were uploaded by the same person. */
export const reviewWordsSchema = z.strictObject({
  stars: starsSchema,
  title: z.string().trim().max(120).default(''),
  text: z.string().trim().max(4000).default(''),
  pictures: z.array(namedPictureSchema).max(MOST_PICTURES).default([]),
});
export type ReviewWords = z.infer<typeof reviewWordsSchema>;

export const reportReasonSchema = z.enum(['spam', 'insult', 'private-data', 'not-about-it', 'other']);

/** Somebody thinks that staff should look at it. */
export const reportSchema = z.object({
  by: actedBySchema,
  reason: reportReasonSchema,
  note: z.string(),
  at: z.string(),
});
export const newReportSchema = z.strictObject({
  reason: reportReasonSchema,
  note: z.string().trim().max(1000).default(''),
});
export type NewReport = z.infer<typeof newReportSchema>;

export const reviewAnswerSchema = z.object({ text: z.string(), at: z.string() });
export const newAnswerSchema = z.strictObject({ text: z.string().trim().min(1).max(2000) });

/** What staff decide: `keep` answers the reports and leaves the review as it is. */
export const moderationSchema = z.strictObject({
  decision: z.enum(['hide', 'restore', 'keep']),
  note: z.string().trim().min(1).max(1000),
});
export type Moderation = z.infer<typeof moderationSchema>;

/** One buyer's word on one product. */
export const reviewSchema = z.object({
  id: z.string(),
  productId: z.string(),
  productTitle: z.string(),
  sellerId: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  authorName: z.string(),
  stars: starsSchema,
  title: z.string(),
  text: z.string(),
  pictures: z.array(pictureSchema),
  status: z.enum(['shown', 'hidden']),
  /** Why staff took it out of sight. */
  hiddenBecause: z.string().nullable(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  editableUntil: z.string(),
  answer: reviewAnswerSchema.nullable(),
  /** Reports that staff have not answered yet. */
  reports: z.array(reportSchema),
  version: z.number().int(),
});
export type Review = z.infer<typeof reviewSchema>;

/** What everybody may read of it. */
export const publicReviewSchema = reviewSchema.omit({
  buyerId: true,
  orderId: true,
  reports: true,
  hiddenBecause: true,
  editableUntil: true,
});
export type PublicReview = z.infer<typeof publicReviewSchema>;

/** How many gave one star, two, up to five; the average has two digits and is 0 where nobody gave any. */
export const ratingSummarySchema = z.object({
  average: z.number(),
  count: z.number().int(),
  stars: z.array(z.number().int()).length(5),
});
export type RatingSummary = z.infer<typeof ratingSummarySchema>;

export const reviewSortSchema = z.enum(['newest', 'best', 'worst']);
export type ReviewSort = z.infer<typeof reviewSortSchema>;
