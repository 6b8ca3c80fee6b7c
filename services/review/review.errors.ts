import { DomainError } from '../platform/errors';

/** Only what was delivered to a buyer is theirs to judge. */
export class NotDeliveredError extends DomainError {
  constructor() {
    super(
      'conflict',
      'not-delivered',
      'This has not been delivered to you yet. Nothing was written; come back when it has arrived.',
    );
  }
}

/** One buyer has one review of a product. */
export class ReviewExistsError extends DomainError {
  constructor(reviewId: string) {
    super(
      'conflict',
      'review-exists',
      'You have written about this already. Nothing was written; change your review instead.',
      { reviewId },
    );
  }
}

export class EditPeriodOverError extends DomainError {
  constructor() {
    super(
      'conflict',
      'edit-period-over',
      'A review can be changed for 30 days, and they are over. Nothing was changed.',
    );
  }
}

export class OwnReviewError extends DomainError {
  constructor() {
    super('conflict', 'own-review', 'This review is your own. Nothing was reported; you can change it.');
  }
}
