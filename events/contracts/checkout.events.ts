import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const checkout = z.object({ checkoutId: z.string(), ownerId: z.string(), cartId: z.string() });

export const checkoutOpened = defineEvent('checkouts', 'checkout.opened', 1, checkout);
export const checkoutHeld = defineEvent(
  'checkouts',
  'checkout.held',
  1,
  checkout.extend({ totalMinor: amountMinorSchema, currency: currencySchema, holdExpiresAt: z.string() }),
);
export const checkoutAttempted = defineEvent(
  'checkouts',
  'checkout.attempted',
  1,
  checkout.extend({ attempt: z.number().int() }),
);
export const checkoutPlaced = defineEvent(
  'checkouts',
  'checkout.placed',
  1,
  checkout.extend({ orderIds: z.array(z.string()), totalMinor: amountMinorSchema, currency: currencySchema }),
);
/** It came to nothing: refused, expired or abandoned. Nothing is held and nothing was charged. */
export const checkoutEnded = defineEvent(
  'checkouts',
  'checkout.ended',
  1,
  checkout.extend({ as: z.enum(['refused', 'expired', 'abandoned']) }),
);
/** The provider wants the buyer, or said no. */
export const checkoutAnswered = defineEvent(
  'checkouts',
  'checkout.answered',
  1,
  checkout.extend({ status: z.string() }),
);
