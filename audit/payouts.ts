import { reconcilePayout } from '../services/reconciliation/payout-reconciling.state';
import { breaches, groupBy, type Breach } from './findings';
import type { Records } from './records';

/** Invariant 1, of what is paid to sellers: the provider's transfers and our payouts are the same, each made once. */
export function auditPayouts({ payouts, transfers }: Records): Breach[] {
  const ours = new Map(payouts.map(({ _id, ...payout }) => [_id, { ...payout, id: _id }]));
  const sent = [...groupBy(transfers, ({ reference }) => reference)];
  const known = new Set(transfers.map(({ id }) => id));
  return [
    ...breaches(
      'a transfer to a seller is a payout of ours, of the same amount and end',
      transfers,
      ({ reference }) => reference,
      (transfer) => reconcilePayout(transfer, ours.get(transfer.reference) ?? null, null).length === 0,
    ),
    ...breaches(
      'a payout is sent once',
      sent,
      ([reference]) => reference,
      ([, attempts]) => attempts.length === 1,
    ),
    ...breaches(
      'a payout that we count as sent is a transfer at the provider',
      payouts.filter(({ providerTransferId }) => providerTransferId !== null),
      ({ _id }) => _id,
      ({ providerTransferId }) => known.has(providerTransferId ?? ''),
    ),
  ];
}
