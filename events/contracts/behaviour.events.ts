import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

/**
 * Who looked, as far as they agreed to. `visitorId` and `sessionId` are random. Without consent both are new with each
 * page load and there is no `userId`; with it, `visitorId` stays with the browser.
 */
const visit = z.object({
  visitorId: z.string(),
  sessionId: z.string(),
  /** The account or guest session; only with consent. */
  userId: z.string().optional(),
  device: z.enum(['phone', 'tablet', 'desktop', 'unknown']),
  /** ISO 3166-1 alpha-2, where the proxy in front says it. */
  country: z.string().optional(),
  /** Host of the page that led here, where it is not ours. */
  referrer: z.string().optional(),
  /** When it happened, ISO 8601, UTC. */
  at: z.string(),
});

export const productSeen = defineEvent(
  'behaviour',
  'product.seen',
  1,
  visit.extend({ productId: z.string(), sellerId: z.string() }),
);
/** It was put into the basket, or more of it was. */
export const productBasketed = defineEvent(
  'behaviour',
  'product.basketed',
  1,
  visit.extend({ productId: z.string(), sellerId: z.string() }),
);
export const productSearched = defineEvent(
  'behaviour',
  'product.searched',
  1,
  visit.extend({
    /** Lower case, as it was typed; words that look like an address or a number of somebody are left out. */
    text: z.string(),
    /** How many products were found. */
    results: z.number().int(),
  }),
);
/** One line of a placed order. Without consent its visit is of the order's own and leads to no other. */
export const productBought = defineEvent(
  'behaviour',
  'product.bought',
  1,
  visit.extend({
    productId: z.string(),
    sellerId: z.string(),
    orderId: z.string(),
    quantity: z.number().int(),
    totalMinor: amountMinorSchema,
    currency: currencySchema,
  }),
);
