import { DomainError } from '../platform/errors';

/** An entry with this id is booked already, and says something else. */
export class LedgerEntryDiffersError extends DomainError {
  constructor(entryId: string) {
    super(
      'conflict',
      'ledger-entry-differs',
      'This is booked already with other amounts. Nothing was booked.',
      {
        entryId,
      },
    );
  }
}

/** Debits and credits differ, or a leg is not an amount. A fault of ours, never of a caller. */
export class UnbalancedEntryError extends DomainError {
  constructor(entryId: string) {
    super('invalid', 'ledger-entry-unbalanced', 'This entry does not balance. Nothing was booked.', {
      entryId,
    });
  }
}

/** More would be given back of an order than is left of it in the ledger. */
export class MoreThanLeftError extends DomainError {
  constructor(orderId: string, leftMinor: number) {
    super('conflict', 'more-than-left', 'That is more than is left of this order. Nothing was booked.', {
      orderId,
      leftMinor,
    });
  }
}

/** A payout of more than the seller may be paid. */
export class PayoutExceedsPayableError extends DomainError {
  constructor(payableMinor: number) {
    super(
      'conflict',
      'payout-exceeds-payable',
      'The seller is not owed that much any more. Nothing was set aside.',
      { payableMinor },
    );
  }
}

/** A dispute that was booked as won cannot be lost, nor the other way round. */
export class DisputeOutcomeBookedError extends DomainError {
  constructor(disputeId: string) {
    super('conflict', 'dispute-outcome-booked', 'Another outcome of this dispute is booked already.', {
      disputeId,
    });
  }
}
