import { z } from 'zod';
import { defineEvent } from '../contract';

/** An application to sell here came to stand elsewhere, or was filled in further. */
export const applicationChanged = defineEvent(
  'sellers',
  'application.changed',
  1,
  z.object({ sellerId: z.string(), status: z.string() }),
);
/** A shop says something else of itself, is hidden or is shown again. */
export const sellerChanged = defineEvent(
  'sellers',
  'seller.changed',
  1,
  z.object({ sellerId: z.string(), status: z.string() }),
);
