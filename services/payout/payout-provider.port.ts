import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import type { WebhookHeaders } from '../platform/webhook-signature';

/**
 * What the shop asks of whoever pays the sellers. Amounts are integer minor units, times ISO 8601 in UTC. The shape
 * is that of Stripe Connect: an account a seller, transfers to it from the platform's balance, payouts from there to
 * the bank, which may send them back. Transfer and payout are one thing here: a `ProviderTransfer`.
 */

const idSchema = z.string().min(1).max(200);
const timeSchema = z.iso.datetime();

export const providerPayoutAccountSchema = z.object({
  id: idSchema,
  /** Ours: the seller's id. */
  reference: idSchema,
  status: z.enum(['verified', 'unverified']),
  /** The provider's code of what is missing; only while it is not verified. */
  problem: z.string().max(200).optional(),
  last4: z.string().regex(/^\w{4}$/),
});
export type ProviderPayoutAccount = z.infer<typeof providerPayoutAccountSchema>;

/**
 * - `pending`: the money left the platform's balance and the bank has not said anything
 * - `paid`: the bank has taken it; it may still come back
 * - `returned`: the bank sent it back, or it never left the provider; the seller does not have it
 */
export const providerTransferStatusSchema = z.enum(['pending', 'paid', 'returned']);
export type ProviderTransferStatus = z.infer<typeof providerTransferStatusSchema>;

export const providerTransferSchema = z.object({
  id: idSchema,
  /** Ours: the payout id. */
  reference: idSchema,
  providerAccountId: idSchema,
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  status: providerTransferStatusSchema,
  /** The bank's code, such as `account-closed`; only when it was returned. */
  returnReason: z.string().max(200).optional(),
  /** What is back on the platform's balance; the whole amount once a return is settled, else 0. */
  reversedMinor: amountMinorSchema,
  createdAt: timeSchema,
});
export type ProviderTransfer = z.infer<typeof providerTransferSchema>;

const eventBase = z.object({
  /** The same each time the provider sends this event: apply it once. */
  id: idSchema,
  occurredAt: timeSchema,
  providerTransferId: idSchema,
  /** Ours, as given with the transfer. Check it, amount, currency and account against our own record. */
  payoutId: idSchema,
  providerAccountId: idSchema,
  amountMinor: amountMinorSchema,
  currency: currencySchema,
});

/** What the provider reports of its own accord. */
export const payoutEventSchema = z.discriminatedUnion('type', [
  eventBase.extend({ type: z.literal('payout.paid') }),
  eventBase.extend({ type: z.literal('payout.returned'), reason: z.string().max(200) }),
  z.object({
    type: z.literal('account.updated'),
    id: idSchema,
    occurredAt: timeSchema,
    providerAccountId: idSchema,
    /** Ours. */
    sellerId: idSchema,
  }),
  /** Authentic, but of a kind that does not concern us: acknowledge and forget. */
  z.object({ type: z.literal('ignored'), id: idSchema, providerType: z.string().max(200) }),
]);
export type PayoutEvent = z.infer<typeof payoutEventSchema>;

/**
 * Pays sellers. Every request that changes something carries a `key`: the same key and request again gives the first
 * answer and has no second effect, for at least 24 hours. After that ask `findByReference` before trying anew. No
 * answer is a ProviderUnavailableError; repeat with the same key.
 *
 * Refusals are DomainErrors that repeating does not mend: `payout-account-unverified`, `payout-refused`
 * (details.reason has the provider's code), `bank-token-refused`, `idempotency-key-reused`, `not-found`.
 */
export interface PayoutProvider {
  /**
   * Opens the account of a seller, or gives the one that is there another bank account.
   * @param request.bankToken stands for the bank account; made by the provider in the seller's browser
   * @param request.providerAccountId the account that is there, if there is one
   */
  saveAccount(request: {
    key: string;
    sellerId: string;
    holder: string;
    bankToken: string;
    providerAccountId?: string;
  }): Promise<ProviderPayoutAccount>;

  retrieveAccount(providerAccountId: string): Promise<ProviderPayoutAccount>;

  /**
   * Proof that a bank account is its seller's: two amounts of less than one unit go there, and the seller names them.
   * Null where the provider has a way of its own, and an account's `status` is all there is to know.
   */
  microDeposits: {
    /** Sends them; does nothing where they are on their way to this bank account already. */
    send(request: { key: string; providerAccountId: string }): Promise<void>;
    /**
     * The same key and amounts again count as one try. When no try is left, another bank account is to be named, or
     * the same one anew.
     */
    confirm(request: {
      key: string;
      providerAccountId: string;
      amountsMinor: readonly [number, number];
    }): Promise<{ confirmed: boolean; triesLeft: number }>;
  } | null;

  /** Sends money to a seller's bank. @param request.amountMinor more than 0 */
  transfer(request: {
    key: string;
    payoutId: string;
    providerAccountId: string;
    amountMinor: number;
    currency: string;
  }): Promise<ProviderTransfer>;

  retrieve(providerTransferId: string): Promise<ProviderTransfer>;

  /** The transfers that were made for one of our payouts, oldest first; empty when none arrived. */
  findByReference(payoutId: string): Promise<ProviderTransfer[]>;

  /**
   * Brings the money of a returned transfer back to the platform's balance. Where it is back already it answers with
   * the transfer as it stands.
   */
  reverse(request: { key: string; providerTransferId: string }): Promise<ProviderTransfer>;

  /** All transfers, oldest first, for reconciliation. `nextCursor` is absent on the last page and stays valid. */
  list(request: {
    cursor?: string;
    limit: number;
  }): Promise<{ items: ProviderTransfer[]; nextCursor?: string }>;

  /**
   * Checks the signature of a webhook on its raw body and reads it.
   * @throws DomainError `webhook-signature`, `webhook-timestamp` or `webhook-malformed`
   */
  parseWebhook(webhook: { rawBody: string | Uint8Array; headers: WebhookHeaders }): PayoutEvent;
}
