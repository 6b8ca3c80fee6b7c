import { z } from 'zod';
import { currencySchema } from '../platform/money';

/**
 * How the provider's record and ours can differ. The provider is the one who knows where the money is.
 * - `unknown-at-ours`: the provider has it and we do not
 * - `amount-differs`: amount or currency of what is reserved is another one
 * - `second-charge`: a second card holds or has paid for the same purchase
 * - `missing-capture`, `missing-refund`: the provider moved it and we did not write it down
 * - `capture-differs`, `refund-differs`: both have it, with other amounts or ends
 * - `capture-not-there`, `refund-not-there`: we wrote it down and the provider does not have it
 * - `authorisation-lapsed`: the provider let go of what we still count on
 * - `hold-left`: the provider keeps money from the buyer that nobody will take any more
 * - `dispute-differs`: the provider has a dispute, or its end, or its amount, that we do not have
 * - `ledger-missing`, `ledger-differs`: it is written down and not, or otherwise, in the books
 * - `payout-differs`: amount, currency, account or end of a payout is another one
 */
export const differenceTypeSchema = z.enum([
  'unknown-at-ours',
  'amount-differs',
  'second-charge',
  'missing-capture',
  'missing-refund',
  'capture-differs',
  'refund-differs',
  'capture-not-there',
  'refund-not-there',
  'authorisation-lapsed',
  'hold-left',
  'dispute-differs',
  'ledger-missing',
  'ledger-differs',
  'payout-differs',
]);
export type DifferenceType = z.infer<typeof differenceTypeSchema>;

export const differenceSchema = z.object({
  type: differenceTypeSchema,
  /** What it is found at: a payment or payout of ours, or the provider's own id where we have none. */
  subject: z.object({ type: z.enum(['payment', 'payout']), id: z.string() }),
  /** The provider's id of it. */
  providerId: z.string(),
  /** Which part: an order, refund, dispute or ledger entry. */
  part: z.string().nullable(),
  theirsMinor: z.number().int().nullable(),
  oursMinor: z.number().int().nullable(),
  currency: currencySchema,
});
export type Difference = z.infer<typeof differenceSchema>;

/** What a run of the reconciliation, or of the audit, came to. */
export const watchReportSchema = z.object({
  id: z.string(),
  kind: z.enum(['reconciliation', 'audit']),
  startedAt: z.string(),
  endedAt: z.string(),
  isClean: z.boolean(),
  counts: z.record(z.string(), z.number().int()),
  /** The first of what was found and not mended, in words. */
  findings: z.array(z.object({ what: z.string(), ids: z.array(z.string()) })),
});
export type WatchReport = z.infer<typeof watchReportSchema>;
