import type { Refusal } from '../services/checkout/checkout.schema';
import { DomainError } from '../services/platform/errors';

/** A basket that cannot be bought as it is, as the problem that the buyer is shown. */
export function refusalProblem(refusal: Refusal): DomainError {
  const { reason, ...details } = refusal;
  return new DomainError(KINDS[reason], reason, `${SENTENCES[reason]} Nothing was charged.`, details);
}

const KINDS: Record<Refusal['reason'], 'conflict' | 'invalid'> = {
  'out-of-stock': 'conflict',
  'price-changed': 'conflict',
  'not-for-sale': 'conflict',
  'basket-empty': 'invalid',
  'no-shipping': 'invalid',
};

const SENTENCES: Record<Refusal['reason'], string> = {
  'out-of-stock': 'Somebody was quicker: of some things in your basket there are not enough left.',
  'price-changed': 'The total has changed since you last saw it. Please look at the new one.',
  'not-for-sale': 'Something in your basket is no longer for sale. Take it out to go on.',
  'basket-empty': 'Your basket is empty.',
  'no-shipping':
    'One of the sellers does not ship to this address. Take their things out, or choose another address.',
};
