import { z } from 'zod';

/** Whose commission it is: agreed with a seller, or the market's for a category of goods. */
export const commissionSubjectSchema = z.object({
  type: z.enum(['seller', 'category']),
  id: z.string().min(1).max(64),
});
export type CommissionSubject = z.infer<typeof commissionSubjectSchema>;

/** Basis points; null, for categories only, is no rate of its own. */
export const commissionPointsSchema = z.number().int().min(0).max(10_000).nullable();

/** A rate from a moment on, ISO 8601. */
export const commissionRateSchema = z.object({
  points: commissionPointsSchema,
  from: z.string(),
  note: z.string(),
  /** Id of the admin. */
  by: z.string(),
  setAt: z.string(),
});
export type CommissionRate = z.infer<typeof commissionRateSchema>;

/** Every rate that a seller or a category had and will have, in the order of their beginnings. */
export const commissionSchema = z.object({
  id: z.string(),
  subject: commissionSubjectSchema,
  rates: z.array(commissionRateSchema),
  version: z.number().int(),
});
export type Commission = z.infer<typeof commissionSchema>;

/** What admins see: the rate of now, the one that follows, and how it came to this. */
export const commissionViewSchema = z.object({
  subject: commissionSubjectSchema,
  name: z.string(),
  points: commissionPointsSchema,
  next: commissionRateSchema.nullable(),
  /** Rates that began, newest first. */
  history: z.array(commissionRateSchema),
  version: z.number().int(),
});
export type CommissionView = z.infer<typeof commissionViewSchema>;

export const newCommissionSchema = z.strictObject({
  points: commissionPointsSchema,
  from: z.iso.datetime(),
  note: z.string().trim().min(1).max(1000),
});
export type NewCommission = z.infer<typeof newCommissionSchema>;
