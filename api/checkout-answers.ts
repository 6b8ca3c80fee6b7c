import type { Checkout, PlaceOrderResult } from '../services/checkout/checkout.schema';
import { DomainError } from '../services/platform/errors';
import { created, type Reply } from './http/reply';
import { refusalProblem } from './refusals';

/** What a checkout workflow said, in HTTP. A refusal and a decline are problems. */
export function answerOf(id: string, result: PlaceOrderResult): Reply {
  switch (result.status) {
    case 'placed':
      return created({ id, ...result }, `/v1/checkouts/${id}`);
    case 'awaiting-buyer':
    case 'paying':
      return {
        status: 202,
        body: { id, ...result },
        headers: { location: `/v1/checkouts/${id}` },
        isInterim: result.status === 'paying',
      };
    case 'declined':
      throw declined(id, result);
    case 'refused':
      throw refusalProblem(result.refusal);
    default:
      throw over(id, result.status);
  }
}

/** What the record of a checkout answers by itself, so that the workflow need not be asked. */
export function answeredBy(checkout: Checkout): PlaceOrderResult | null {
  if (checkout.status === 'placed') return { status: 'placed', orderIds: checkout.orderIds };
  if (checkout.status === 'awaiting-buyer' && checkout.redirectUrl !== null)
    return { status: 'awaiting-buyer', redirectUrl: checkout.redirectUrl };
  return null;
}

/** Why the card was not taken, in words; the provider's word stays in `declineReason`. */
const DECLINES: Readonly<Record<string, string>> = {
  'insufficient-funds': 'There is not enough money on this card.',
  'authentication-refused': 'Your bank did not confirm the payment.',
  'unknown-card': 'This card is not known any more.',
  'card-refused': 'This card cannot be used here.',
  'provider-unavailable': 'The payment could not be made just now.',
};

function declined(id: string, result: Extract<PlaceOrderResult, { status: 'declined' }>): DomainError {
  const { declineReason, holdExpiresAt } = result;
  const why = DECLINES[declineReason] ?? 'Your bank declined this card.';
  return new DomainError(
    'conflict',
    'payment-declined',
    `${why} Nothing was charged, and your basket is held for you. Try another card.`,
    { checkoutId: id, declineReason, holdExpiresAt },
  );
}

function over(id: string, status: 'expired' | 'abandoned'): DomainError {
  const why = status === 'expired' ? 'The time to pay ran out.' : 'You gave this purchase up.';
  return new DomainError(
    'conflict',
    'checkout-over',
    `${why} Nothing was charged. Your basket is still there; you can pay it again.`,
    { checkoutId: id, status },
  );
}

/**
 * When the workflow engine did not answer, nobody can tell whether the purchase goes on: says so, and where to look.
 * Pressing pay again is safe, because it names the same attempt.
 */
export function whereItStands(error: unknown, checkoutId: string): unknown {
  if (!(error instanceof DomainError) || error.code !== 'workflow-engine-unavailable') return error;
  return new DomainError(
    'unavailable',
    'checkout-unconfirmed',
    'We could not confirm your order just now. You will not be charged twice. ' +
      'Look at the checkout in a moment, or press pay again: it continues where it stands.',
    { checkoutId, checkout: `/v1/checkouts/${checkoutId}` },
  );
}
