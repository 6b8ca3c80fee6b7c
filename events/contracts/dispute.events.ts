import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const dispute = z.object({
  disputeId: z.string(),
  paymentId: z.string(),
  status: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  orderIds: z.array(z.string()),
  sellerIds: z.array(z.string()),
  evidenceDueAt: z.string(),
});

export const disputeOpened = defineEvent('disputes', 'dispute.opened', 1, dispute);
/** A seller said something about their order. */
export const disputeStatementAdded = defineEvent(
  'disputes',
  'dispute.statement-added',
  1,
  dispute.extend({ orderId: z.string() }),
);
/** Nobody has answered, and the deadline comes near. */
export const disputeReminded = defineEvent('disputes', 'dispute.reminded', 1, dispute);
export const disputeSubmitted = defineEvent('disputes', 'dispute.submitted', 1, dispute);
/** Staff accept the loss; the bank is being told. */
export const disputeConceded = defineEvent('disputes', 'dispute.conceded', 1, dispute);
export const disputeWon = defineEvent('disputes', 'dispute.won', 1, dispute);
/** `parts` sum to the amount that the bank took; events from before parts were told have none. */
export const disputeLost = defineEvent(
  'disputes',
  'dispute.lost',
  1,
  dispute.extend({
    parts: z
      .array(z.object({ orderId: z.string(), sellerId: z.string(), amountMinor: amountMinorSchema }))
      .optional(),
  }),
);
