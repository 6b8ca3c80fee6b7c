import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';

/**
 * - `verified`: money can be sent
 * - `unverified`: the provider misses something (`problem`)
 * - `refused`, `returned`: the provider or the bank did not take the last payout (`problem`); money is sent again
 *   once the seller has named a bank account anew
 */
export const payoutAccountStatusSchema = z.enum(['verified', 'unverified', 'refused', 'returned']);
export type PayoutAccountStatus = z.infer<typeof payoutAccountStatusSchema>;

/** Where a seller is paid. Its id is the seller's; of the bank account only the last four characters are known. */
export const payoutAccountSchema = z.object({
  id: z.string(),
  providerAccountId: z.string(),
  holder: z.string(),
  last4: z.string(),
  status: payoutAccountStatusSchema,
  /** Code of what is wrong, of the provider or the bank. */
  problem: z.string().nullable(),
  /** How often a bank account was named. */
  changes: z.number().int(),
  /** By currency: since when what the seller owes us exceeds what we owe the seller. */
  negativeSince: z.record(z.string(), z.string()),
  version: z.number().int(),
});
export type PayoutAccount = z.infer<typeof payoutAccountSchema>;

export const payoutAccountRequestSchema = z.strictObject({
  holder: z.string().trim().min(2).max(120),
  bankToken: z
    .string()
    .regex(/^(ba|btok)_[A-Za-z0-9_]{2,100}$/, 'This is not a token of a bank account.')
    .describe('Made by the payment provider in the browser; the number itself never comes here'),
});
export type PayoutAccountRequest = z.infer<typeof payoutAccountRequestSchema>;

/**
 * - `set-aside`: taken from what the seller is owed, not sent yet
 * - `in-transit`: the provider sends it
 * - `paid`: the bank has taken it; it may still come back
 * - `returned`: the bank sent it back; the seller is owed it again
 * - `refused`: the provider did not take it; the seller is owed it again
 */
export const payoutStatusSchema = z.enum(['set-aside', 'in-transit', 'paid', 'returned', 'refused']);
export type PayoutStatus = z.infer<typeof payoutStatusSchema>;

export const payoutSchema = z.object({
  id: z.string(),
  sellerId: z.string(),
  currency: currencySchema,
  /** Counts the payouts of this seller in this currency from 1; the id is made of it. */
  number: z.number().int().min(1),
  amountMinor: amountMinorSchema,
  /** What was kept back for later refunds and disputes. */
  reserveMinor: amountMinorSchema,
  status: payoutStatusSchema,
  providerAccountId: z.string(),
  last4: z.string(),
  /** Which of the bank accounts that the seller named one after another (`changes` of the account). */
  accountChange: z.number().int(),
  /** The provider was asked, so that it has to be asked what happened before it is asked again. */
  asked: z.boolean(),
  providerTransferId: z.string().nullable(),
  /** Code of the provider or bank: why it was refused or returned. */
  reason: z.string().nullable(),
  createdAt: z.string(),
  paidAt: z.string().nullable(),
  /** When the seller was owed it again: returned or refused. */
  returnedAt: z.string().nullable(),
  version: z.number().int(),
});
export type Payout = z.infer<typeof payoutSchema>;

/** Which payout is meant, before it is known whether there is anything to pay. */
export interface PayoutName {
  payoutId: string;
  sellerId: string;
  currency: string;
}
