import type Stripe from 'stripe';
import { DomainError } from '../../platform/errors';
import { stripeReasonOf } from '../../platform/stripe';
import { canCaptureInParts, statusOf } from './stripe.payment';

/**
 * Refuses a capture that the intent, as it stands, cannot bear; Stripe would refuse it too, in words of its own.
 * @param amount as Stripe counts
 * @returns whether it takes all that is left
 */
export function refuseUncapturable(intent: Stripe.PaymentIntent, amount: number): boolean {
  const status = statusOf(intent);
  if (status === 'captured') throw exceedsAuthorised();
  if (status !== 'authorised')
    throw new DomainError(
      'conflict',
      'authorisation-closed',
      `The payment is ${status}. Nothing was captured.`,
    );
  if (amount > intent.amount_capturable) throw exceedsAuthorised();
  const isLast = amount === intent.amount_capturable;
  // A part taken from such a card would let go of all the others.
  if (!isLast && !canCaptureInParts(intent))
    throw new DomainError(
      'conflict',
      'payment-provider-refused',
      'This card can be charged only once, for all of it. Nothing was captured.',
      { reason: 'multicapture-unavailable' },
    );
  return isLast;
}

/** Codes of Stripe that callers tell apart, where a race got past what we looked up. */
const CODES: Record<string, string> = {
  amount_too_large: 'capture-exceeds-authorised',
  charge_already_captured: 'capture-exceeds-authorised',
  charge_expired_for_capture: 'authorisation-closed',
  payment_intent_unexpected_state: 'authorisation-closed',
  charge_already_refunded: 'refund-exceeds-captured',
};

/** Our error for a refusal of Stripe's. */
export function refusalOf(error: Stripe.errors.StripeError): DomainError {
  const reason = stripeReasonOf(error);
  // Stripe has no code for a refund above what is left; it names the parameter.
  const isRefundTooLarge = error.param === 'amount' && /greater than/.test(error.message);
  const code = isRefundTooLarge ? 'refund-exceeds-captured' : CODES[error.code ?? ''];
  return new DomainError(
    code ? 'conflict' : 'invalid',
    code ?? 'payment-provider-refused',
    'The payment provider refused. Nothing was done.',
    { reason },
  );
}

function exceedsAuthorised(): DomainError {
  return new DomainError(
    'conflict',
    'capture-exceeds-authorised',
    'That is more than is authorised and not captured. Nothing was captured.',
  );
}

/** For a report that cannot be placed while Stripe does not say what it is about. */
export function sendAgain(): DomainError {
  return new DomainError(
    'unavailable',
    'webhook-not-placed',
    'What this report is about could not be found out now. Please send it again.',
  );
}

/** For a key that comes back with another request. */
export function keyReused(): DomainError {
  return new DomainError(
    'conflict',
    'idempotency-key-reused',
    'This key was used for another request. Nothing was done.',
  );
}
