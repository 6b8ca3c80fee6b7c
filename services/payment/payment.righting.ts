import type { Payment } from './payment.schema';
import { isSettled, refundIdOf } from './payment.state';
import type { ProviderCapture, ProviderPayment, ProviderRefund } from './provider.port';

/** What the provider knows of a payment and our record does not. */
export interface Differences {
  /** Captures with the amount of a part that we think is not taken. */
  captures: ProviderCapture[];
  /** Tries of refunds that stand differently at the provider. */
  statuses: {
    refundId: string;
    attempt: number;
    status: ProviderRefund['status'];
    providerId: string;
  }[];
  /** Refunds of which we have no try. */
  refunds: ProviderRefund[];
  /** The provider holds nothing any more, and we count on it. */
  hasLapsed: boolean;
  /** The number of the next try of a refund. */
  nextAttempt(refundId: string): number;
}

/** Compares our record of a payment with the provider's. Pure. */
export function differencesOf(payment: Payment, charge: ProviderPayment): Differences {
  const tries = payment.operations.flatMap((operation) => {
    const refundId = refundIdOf(operation);
    return refundId === null ? [] : [{ ...operation, refundId, attempt: operation.attempt ?? 1 }];
  });
  const known = new Map(tries.map((one) => [one.providerId, one]));
  const captures = charge.captures.filter(({ reference, amountMinor }) => {
    const part = payment.parts.find(({ orderId }) => orderId === reference);
    // An amount that was asked for is written down before it is asked for.
    const asked = payment.operations.find((one) => one.kind === 'capture' && one.orderId === reference);
    const expectedMinor = asked?.amountMinor ?? part?.amountMinor;
    return part !== undefined && part.capturedMinor === 0 && expectedMinor === amountMinor;
  });
  const taken = new Set(captures.map(({ reference }) => reference));
  return {
    captures,
    statuses: charge.refunds.flatMap(({ providerRefundId, status }) => {
      const one = known.get(providerRefundId);
      // Tries of earlier versions have no status: they succeeded as far as anybody knew.
      if (!one || (one.status ?? 'succeeded') === status) return [];
      return [{ refundId: one.refundId, attempt: one.attempt, status, providerId: providerRefundId }];
    }),
    // A try without an answer is being asked about by its own step.
    refunds: charge.refunds.filter(
      ({ providerRefundId, reference }) =>
        !known.has(providerRefundId) &&
        !tries.some(
          (one) => one.refundId === reference && one.providerId === null && one.status !== 'failed',
        ),
    ),
    hasLapsed:
      charge.status === 'voided' &&
      payment.parts.some((part) => !isSettled(part) && !taken.has(part.orderId)),
    nextAttempt: (refundId) =>
      1 + Math.max(0, ...tries.filter((one) => one.refundId === refundId).map(({ attempt }) => attempt)),
  };
}
