import { DomainError } from '../platform/errors';
import type { DisputeStatus } from './dispute.schema';

/** The dispute is not in a state in which this can be done. */
export class DisputeStateError extends DomainError {
  constructor(status: DisputeStatus) {
    super('conflict', 'dispute-state', WHY[status], { status });
  }
}

const WHY: Record<DisputeStatus, string> = {
  open: 'This dispute is open still. Nothing was changed.',
  submitted: 'The evidence is with the bank already, which now decides. Nothing was changed.',
  conceded: 'This dispute was given up. Nothing was changed.',
  won: 'This dispute is over: it was won. Nothing was changed.',
  lost: 'This dispute is over: it was lost. Nothing was changed.',
};

/** The bank asks for more than was taken and is still here. */
export class DisputeAmountError extends DomainError {
  constructor(askedMinor: number, leftMinor: number) {
    super(
      'conflict',
      'dispute-amount',
      'The bank disputes more than is left of this payment. Nothing was reserved. Compare it with the provider.',
      { askedMinor, leftMinor },
    );
  }
}

/** More statements than anybody reads. */
export class TooManyStatementsError extends DomainError {
  constructor(most: number) {
    super(
      'conflict',
      'too-many-statements',
      `An order takes ${most} statements. This one was not added. Tell support what is missing.`,
      { most },
    );
  }
}
