import { DomainError } from '../platform/errors';

/** More money was asked back than was taken. */
export class RefundExceedsCapturedError extends DomainError {
  constructor(leftMinor: number) {
    super('conflict', 'refund-exceeds-captured', 'More was asked back than was paid. Nothing was refunded.', {
      leftMinor,
    });
  }
}

/** This part of the payment was let go already, or taken. */
export class PaymentPartError extends DomainError {
  constructor(message: string) {
    super('conflict', 'payment-part', message);
  }
}
