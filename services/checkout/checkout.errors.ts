import { DomainError } from '../platform/errors';

/** Another attempt to pay is under way: it has to be decided first. */
export class PaymentInProgressError extends DomainError {
  constructor() {
    super(
      'conflict',
      'payment-in-progress',
      'A payment for this basket is being decided. Nothing was charged twice; wait for its answer.',
    );
  }
}

/** The checkout is over; what was asked for can no longer be done to it. */
export class CheckoutOverError extends DomainError {
  constructor(status: string) {
    super('conflict', 'checkout-over', 'This checkout is over. Nothing was changed.', { status });
  }
}
