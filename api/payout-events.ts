import type { Payout } from '../services/payout/payout.schema';
import type { PayoutEvent } from '../services/payout/payout-provider.port';

/** A provider's report that concerns one of our payouts. */
export type PayoutReport = Extract<PayoutEvent, { type: 'payout.paid' | 'payout.returned' }>;

/** What of an authentic report does not fit our own record of the payout, or null. */
export function payoutMismatchOf(event: PayoutReport, payout: Payout): string | null {
  if (event.payoutId !== payout.id) return 'payout';
  if (event.providerAccountId !== payout.providerAccountId) return 'recipient';
  if (event.currency !== payout.currency) return 'currency';
  if (event.amountMinor !== payout.amountMinor) return 'amount';
  // Its answer may have been lost, so that the transfer's id is learnt from the report.
  const known = payout.providerTransferId ?? (payout.asked ? event.providerTransferId : null);
  return known === event.providerTransferId ? null : 'transfer';
}

/** True when our record says already what the report says, so that nobody has to be woken. */
export function payoutIsShownBy(event: PayoutReport, payout: Payout): boolean {
  if (payout.status === 'returned') return true;
  return event.type === 'payout.paid' && payout.status === 'paid';
}
