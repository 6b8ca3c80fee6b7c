import { DomainError } from '../platform/errors';

/** More money was asked back than was taken. */
export class RefundExceedsCapturedError extends DomainError {
  constructor(leftMinor: number) {
    super('conflict', 'refund-exceeds-captured', 'More was asked back than was paid. Nothing was refunded.', {
      leftMinor,
    });
  }
}

/** The buyer's bank is taking this money back, or has done so. */
export class OrderDisputedError extends DomainError {
  constructor() {
    super(
      'conflict',
      'order-disputed',
      "The buyer's bank is taking this money back itself. Nothing was refunded. Answer the dispute instead.",
    );
  }
}

/** The bank is looking into this money, and the shop owes it by itself: it is given back once the bank has decided. */
export class RefundWaitsForBankError extends DomainError {
  constructor() {
    super(
      'conflict',
      'refund-waits-for-bank',
      "The buyer's bank is looking into this payment. What is owed is given back once it has decided for the shop.",
    );
  }
}

/** This part of the payment was let go already, or taken. */
export class PaymentPartError extends DomainError {
  constructor(message: string) {
    super('conflict', 'payment-part', message);
  }
}

/** The provider did not take a refund that was agreed to. The money is still owed. */
export class RefundNotAcceptedError extends DomainError {
  constructor(problem: string) {
    super('conflict', 'refund-not-accepted', `The payment provider did not take the refund: ${problem}`);
  }
}
