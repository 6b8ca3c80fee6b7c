import type { Payment, PaymentOperation, PaymentPart, PaymentStatus } from './payment.schema';
import type { ProviderDispute } from './provider.port';

/** Where a payment stands, derived from its parts and what the provider said. */
export function paymentStatusOf(
  payment: Pick<Payment, 'authorisedMinor' | 'capturedMinor' | 'parts' | 'status'>,
): PaymentStatus {
  if (payment.authorisedMinor === 0) return payment.status;
  if (payment.capturedMinor === 0)
    return payment.parts.length > 0 && payment.parts.every((part) => part.released) ? 'voided' : 'authorised';
  return payment.parts.every(isSettled) ? 'captured' : 'partly-captured';
}

/** Neither to be captured nor to be let go any more. */
export function isSettled(part: PaymentPart): boolean {
  return part.released || part.capturedMinor > 0;
}

/** Less was taken than was reserved for the order, because its seller declined some of it. */
export function isTakenInPart({ capturedMinor, amountMinor }: PaymentPart): boolean {
  return capturedMinor > 0 && capturedMinor < amountMinor;
}

/**
 * True while the buyer's bank holds money of this order in a dispute, or has taken it back in one: giving it back as
 * well would be paying twice.
 */
export function isDisputed(payment: Pick<Payment, 'disputes'>, orderId: string): boolean {
  return (payment.disputes ?? []).some(
    (dispute) => dispute.status !== 'won' && dispute.parts.some((part) => part.orderId === orderId),
  );
}

/** How the bank stands to this order's money: it is looking into it, or has taken it. Null when it does not. */
export function bankStanding(payment: Pick<Payment, 'disputes'>, orderId: string): 'open' | 'lost' | null {
  const about = (payment.disputes ?? []).filter(({ parts }) =>
    parts.some((part) => part.orderId === orderId),
  );
  if (about.some(({ status }) => status === 'open')) return 'open';
  return about.some(({ status }) => status === 'lost') ? 'lost' : null;
}

/**
 * Disputes of which the provider says something that our payment does not show: nobody told of them, or of their end.
 */
export function unheardDisputes(
  theirs: readonly ProviderDispute[],
  ours: Pick<Payment, 'disputes'>,
): ProviderDispute[] {
  const known = new Map((ours.disputes ?? []).map((one) => [one.providerDisputeId, one.status]));
  return theirs.filter(({ providerDisputeId, status }) => known.get(providerDisputeId) !== status);
}

/** What can still be given back of one seller order's part, minor units. */
export function refundableMinor(part: PaymentPart): number {
  return part.capturedMinor - part.refundedMinor;
}

/** Operations of earlier versions name their refund in the key alone, and knew one try only. */
export function refundIdOf({ kind, key, refundId }: PaymentOperation): string | null {
  if (kind !== 'refund') return null;
  return refundId ?? key.slice(key.indexOf('-refund-') + '-refund-'.length);
}
