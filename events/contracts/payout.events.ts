import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const payout = z.object({
  payoutId: z.string(),
  sellerId: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
});

/** It was taken from what the seller is owed. */
export const payoutStarted = defineEvent('payouts', 'payout.started', 1, payout);
/** The provider sends it. */
export const payoutSent = defineEvent('payouts', 'payout.sent', 1, payout);
export const payoutPaid = defineEvent('payouts', 'payout.paid', 1, payout);
/** The bank sent it back; the seller is owed it again. */
export const payoutReturned = defineEvent(
  'payouts',
  'payout.returned',
  1,
  payout.extend({ reason: z.string() }),
);
/** The provider did not take it; the seller is owed it again. */
export const payoutRefused = defineEvent(
  'payouts',
  'payout.refused',
  1,
  payout.extend({ reason: z.string() }),
);
/** A seller named a bank account, or something was found out about it. */
export const payeeChanged = defineEvent(
  'payouts',
  'payee.changed',
  1,
  z.object({ sellerId: z.string(), status: z.string(), problem: z.string().nullable() }),
);
