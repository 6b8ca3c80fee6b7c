import { z } from 'zod';
import { defineEvent } from '../contract';

const promotion = z.object({
  promotionId: z.string(),
  /** Null for the platform's own. */
  sellerId: z.string().nullable(),
  kind: z.string(),
  hasCode: z.boolean(),
});

export const promotionStarted = defineEvent('catalogue', 'promotion.started', 1, promotion);
export const promotionEnded = defineEvent('catalogue', 'promotion.ended', 1, promotion);
