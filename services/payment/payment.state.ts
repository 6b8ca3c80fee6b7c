import type { Payment, PaymentPart, PaymentStatus } from './payment.schema';

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

/** What can still be given back of one seller order's part, minor units. */
export function refundableMinor(part: PaymentPart): number {
  return part.capturedMinor - part.refundedMinor;
}
