import { DomainError } from '../platform/errors';
import type { NoPayoutReason } from './payout.state';

const ACCOUNT: Partial<Record<NoPayoutReason, string>> = {
  'account-missing': 'The seller has not named a bank account yet.',
  'account-unverified': "The seller's bank account is not verified.",
  'account-refused': "The provider refused the last payout to this seller's bank account.",
  'account-returned': "The bank sent the last payout back. The seller's bank account has to be put right.",
};

const NOTHING: Partial<Record<NoPayoutReason, string>> = {
  'nothing-payable': 'There is nothing to pay out.',
  'owes-us': 'More was given back to buyers than this seller is owed.',
  held: 'What is payable is held for some days still.',
  reserved: 'What is payable is kept in reserve for refunds.',
  'out-of-turn': 'Another payout to this seller comes first.',
  'below-minimum': 'What is payable is less than the smallest payout.',
};

/** There will be no payout; nothing was moved. `payout-account-unverified` when the bank account stands in the way. */
export class NoPayoutError extends DomainError {
  constructor(reason: NoPayoutReason) {
    const account = ACCOUNT[reason];
    super(
      'conflict',
      account ? 'payout-account-unverified' : 'nothing-to-pay-out',
      `${account ?? NOTHING[reason]} Nothing was paid.`,
      { reason },
    );
  }
}

/** A payout that is not over, or was paid, is not tried again. */
export class PayoutNotOverError extends DomainError {
  constructor(status: string) {
    super(
      'conflict',
      'payout-not-failed',
      'Only a payout that was refused or came back can be tried again. Nothing was paid.',
      { status },
    );
  }
}

/** The provider's record of a transfer is not what we asked for; staff have to look. */
export class TransferDiffersError extends DomainError {
  constructor(what: string) {
    super(
      'conflict',
      'transfer-differs',
      `The provider's transfer has another ${what} than our payout. Nothing was booked.`,
      { what },
    );
  }
}
