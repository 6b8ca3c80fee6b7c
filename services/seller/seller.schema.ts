import { z } from 'zod';

/** A shop in the market. */
export const sellerSchema = z.object({
  id: z.string(),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  tagline: z.string(),
  story: z.string(),
  city: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/),
  status: z.enum(['active', 'suspended']),
  /** How far it sends its goods; the whole world when it does not say. */
  shipsTo: z.enum(['domestic', 'europe', 'world']).optional(),
  /** Platform's commission in basis points; frozen into each order when it is placed. */
  commissionPoints: z.number().int().min(0).max(10000),
  /** Days from acceptance to hand-over, for the delivery promise. */
  handlingDays: z.number().int().min(0).max(30),
  rating: z.object({ average: z.number(), count: z.number().int() }),
  version: z.number().int(),
});
export type Seller = z.infer<typeof sellerSchema>;
