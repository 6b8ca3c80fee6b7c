import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';

/** One act of staff. It is written before the act is done, and how it ended is added once. */
export const auditEntrySchema = z.object({
  /** Sorts by time. */
  id: z.string(),
  at: z.string(),
  by: actedBySchema,
  /** Method and template of the address: `POST /refunds/{id}/approvals`. */
  act: z.string(),
  /** What it was done to; null where it is about nothing that was there before. */
  about: z.string().nullable(),
  note: z.string().nullable(),
  requestId: z.string(),
  /** The answer's HTTP status; null while it is done, or when the process died over it. */
  status: z.number().int().nullable(),
  /** Code of the refusal, when it was refused. */
  refusal: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
