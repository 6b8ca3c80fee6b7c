import { z } from 'zod';
import { defineEvent } from '../contract';

/** A rate was planned; basis points, null where a category gets none of its own. */
export const commissionPlanned = defineEvent(
  'sellers',
  'commission.planned',
  1,
  z.object({
    subjectType: z.enum(['seller', 'category']),
    subjectId: z.string(),
    points: z.number().int().nullable(),
    from: z.string(),
  }),
);
