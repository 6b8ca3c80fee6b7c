import type { Payment } from '../services/payment/payment.schema';
import { refundIdOf } from '../services/payment/payment.state';
import type { ProviderEvent } from '../services/payment/provider.port';

/** A provider's report that concerns one of our payments. */
export type PaymentEvent = Exclude<ProviderEvent, { type: 'ignored' }>;

/**
 * What of an authentic report does not fit our own record of the payment, or null. A report can be genuine and still
 * be about another amount, currency or order than the one it is sent for.
 */
export function mismatchOf(event: PaymentEvent, payment: Payment): string | null {
  if (event.paymentId !== payment.id) return 'payment';
  if (event.currency !== payment.currency) return 'currency';
  const attempt = payment.attempts.find(
    ({ providerPaymentId }) => providerPaymentId === event.providerPaymentId,
  );
  const isUnanswered = payment.attempts.some(
    ({ providerPaymentId, status }) => providerPaymentId === null && status === 'asked',
  );
  if (!attempt && !isUnanswered) return 'attempt';
  // A checkout that was opened again may have another total than its earlier attempts had.
  const isNewest = attempt === undefined || attempt === payment.attempts.at(-1);
  if (isNewest && !isAmountPlausible(event, payment)) return 'amount';
  return null;
}

function isAmountPlausible(event: PaymentEvent, payment: Payment): boolean {
  switch (event.type) {
    case 'payment.authorised':
    case 'payment.declined':
      return event.amountMinor === payment.amountMinor;
    case 'payment.captured': {
      const part = payment.parts.find(({ orderId }) => orderId === event.reference);
      return part !== undefined && part.amountMinor === event.amountMinor;
    }
    case 'refund.succeeded':
    case 'refund.failed':
      // The amount of a refund is written down before the provider is asked for it.
      return payment.operations.some(
        (operation) =>
          refundIdOf(operation) === event.reference && operation.amountMinor === event.amountMinor,
      );
    default:
      return event.amountMinor <= payment.amountMinor;
  }
}

/**
 * True when a step is asking the provider about this very attempt: it learns the outcome itself, and asks again under
 * the same key if its answer is lost, so nobody has to be woken.
 */
export function isBeingAsked(event: PaymentEvent, payment: Payment): boolean {
  const decides = event.type === 'payment.authorised' || event.type === 'payment.declined';
  return decides && payment.attempts.at(-1)?.status === 'asked';
}

/** True when our record says already what the report says, so that nobody has to be told. */
export function isShownBy(event: PaymentEvent, payment: Payment): boolean {
  const attempt = payment.attempts.find(
    ({ providerPaymentId }) => providerPaymentId === event.providerPaymentId,
  );
  switch (event.type) {
    case 'payment.authorised':
      return attempt?.status === 'authorised' || attempt?.status === 'voided';
    case 'payment.declined':
      return attempt?.status === 'declined';
    case 'payment.captured':
      return payment.operations.some(
        ({ kind, orderId }) => kind === 'capture' && orderId === event.reference,
      );
    case 'payment.voided':
      return payment.status === 'voided' || attempt?.status === 'voided' || isAllSettled(payment);
    case 'refund.succeeded':
      return statusOfRefund(event.providerRefundId, payment) === 'succeeded';
    case 'refund.failed':
      return statusOfRefund(event.providerRefundId, payment) === 'failed';
    default:
      return false;
  }
}

/** How a refund stands in our record; those of earlier versions succeeded as far as anybody knew. */
function statusOfRefund(providerRefundId: string, { operations }: Payment): string | null {
  const found = operations.find(
    ({ kind, providerId }) => kind === 'refund' && providerId === providerRefundId,
  );
  return found ? (found.status ?? 'succeeded') : null;
}

/** Every part was taken or let go, so that what the provider released is what we asked it to. */
function isAllSettled({ parts }: Payment): boolean {
  return parts.length > 0 && parts.every((part) => part.released || part.capturedMinor > 0);
}
