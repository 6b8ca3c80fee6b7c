import { createHash } from 'node:crypto';

/** Our id of a provider's dispute: the same whoever hears of it first, and without the provider's own characters. */
export function disputeIdOf({
  paymentId,
  providerDisputeId,
}: {
  paymentId: string;
  providerDisputeId: string;
}): string {
  const hash = createHash('sha256').update(providerDisputeId).digest('hex');
  return `${paymentId}-c${hash.slice(0, 12)}`;
}
