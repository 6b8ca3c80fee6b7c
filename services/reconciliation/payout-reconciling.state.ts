import type { ProviderTransfer } from '../payout/payout-provider.port';
import type { Payout } from '../payout/payout.schema';
import type { ComparedEntry } from './reconciling.state';
import type { Difference, DifferenceType } from './reconciliation.schema';

export type OurPayout = Pick<
  Payout,
  'id' | 'amountMinor' | 'currency' | 'status' | 'providerAccountId' | 'providerTransferId'
>;

/** How each end of a transfer is called with us; what is under way may be one step behind. */
const ENDS: Record<ProviderTransfer['status'], readonly OurPayout['status'][]> = {
  pending: ['in-transit'],
  paid: ['paid'],
  returned: ['returned', 'refused'],
};

/** Compares one transfer to a seller with our payout and the books. Pure. */
export function reconcilePayout(
  theirs: ProviderTransfer,
  ours: OurPayout | null,
  entries: readonly ComparedEntry[] | null,
): Difference[] {
  const differs = (type: DifferenceType, part: string | null, oursMinor: number | null): Difference => ({
    ...{ type, part, oursMinor, theirsMinor: theirs.amountMinor, currency: theirs.currency },
    subject: { type: 'payout', id: ours?.id ?? theirs.reference },
    providerId: theirs.id,
  });
  if (ours === null) return [differs('unknown-at-ours', null, null)];
  const found: Difference[] = [];
  if (ours.providerTransferId !== null && ours.providerTransferId !== theirs.id)
    found.push(differs('second-charge', null, 0));
  if (theirs.amountMinor !== ours.amountMinor || theirs.currency !== ours.currency)
    found.push(differs('payout-differs', 'amount', ours.amountMinor));
  if (theirs.providerAccountId !== ours.providerAccountId)
    found.push(differs('payout-differs', 'account', ours.amountMinor));
  if (!ENDS[theirs.status].includes(ours.status))
    found.push(differs('payout-differs', `${theirs.status}, with us ${ours.status}`, ours.amountMinor));
  if (entries !== null && found.length === 0) {
    const booked = new Set(entries.map(({ kind }) => kind));
    const expected = [
      'payout' as const,
      ...(ours.status === 'paid' ? (['payout-paid'] as const) : []),
      ...(theirs.status === 'returned' ? (['payout-returned'] as const) : []),
    ];
    for (const kind of expected)
      if (!booked.has(kind)) found.push(differs('ledger-missing', `${kind}:${ours.id}`, null));
  }
  return found;
}
