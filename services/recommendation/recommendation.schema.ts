import { z } from 'zod';
import { productCardSchema } from '../product/product.schema';

/** The rankings that are judged against each other; the best of them is published. */
export const rankingSchema = z.enum(['model', 'company', 'popularity']);
export type RankingName = z.infer<typeof rankingSchema>;

const estimateSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() });
const scoreSchema = z.object({ recall: estimateSchema, ndcg: estimateSchema });
export type RankingScore = z.infer<typeof scoreSchema>;

/** What judging a new version came to. `lead` is by how much NDCG@10 is above what is live, on the same shoppers. */
export const evaluationSchema = z.object({
  judged: z.number().int(),
  model: scoreSchema,
  company: scoreSchema,
  popularity: scoreSchema,
  live: scoreSchema.nullable(),
  lead: z.record(rankingSchema, estimateSchema).nullable(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const gatheredSchema = z.object({
  shoppers: z.number().int(),
  products: z.number().int(),
  interactions: z.number().int(),
  /** Shoppers with a past who found something new in the last tenth. */
  heldOut: z.number().int(),
});
export type Gathered = z.infer<typeof gatheredSchema>;

export const trainedSchema = z.object({
  loss: z.number(),
  tookMs: z.number(),
  /** Most memory of the process that trained, in MB. */
  peakMb: z.number(),
});
export type Trained = z.infer<typeof trainedSchema>;

/** One attempt to make a better ranking. */
export const rankingVersionSchema = z.object({
  id: z.string(),
  status: z.enum(['gathered', 'trained', 'evaluated', 'published', 'dropped', 'rolled-back']),
  at: z.string(),
  /** Epoch ms: what it was trained with ends here, and what it is judged by begins. */
  splitMs: z.number(),
  /** Epoch ms: what happened later is left to the next. */
  untilMs: z.number(),
  gathered: gatheredSchema,
  trained: trainedSchema.nullable(),
  evaluation: evaluationSchema.nullable(),
  ranking: rankingSchema.nullable(),
  publishedAt: z.string().nullable(),
  /** Why it was dropped or rolled back. */
  reason: z.string().nullable(),
});
export type RankingVersion = z.infer<typeof rankingVersionSchema>;

/** Why these products are shown; `title` is that of the product which led to them. */
export const reasonSchema = z.object({
  because: z.enum(['bought', 'basketed', 'seen', 'popular']),
  title: z.string().nullable(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const recommendationsSchema = z.object({
  items: z.array(productCardSchema),
  /** Null when there is nothing to show. */
  reason: reasonSchema.nullable(),
});
export type Recommendations = z.infer<typeof recommendationsSchema>;
export const recommendedSchema = z.object({ items: z.array(productCardSchema) });
