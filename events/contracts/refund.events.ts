import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const refund = z.object({
  refundId: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
});

export const refundRequested = defineEvent('refunds', 'refund.requested', 1, refund);
/** It moved on: `status` says to what. */
export const refundDecided = defineEvent(
  'refunds',
  'refund.decided',
  1,
  refund.extend({ status: z.string() }),
);
/** Somebody has to decide by then: a reminder, or support's turn because the seller was silent. */
export const refundDecisionDue = defineEvent(
  'refunds',
  'refund.decision-due',
  1,
  refund.extend({ decider: z.string(), decideBy: z.string() }),
);
export const refundCompleted = defineEvent('refunds', 'refund.completed', 1, refund);
export const refundFailed = defineEvent(
  'refunds',
  'refund.failed',
  1,
  refund.extend({ problem: z.string() }),
);
