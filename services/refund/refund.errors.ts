import { DomainError } from '../platform/errors';
import type { RefundRefusal } from './refund.state';

const WHY: Record<RefundRefusal, string> = {
  'nothing-asked': 'Say which lines, the shipping or which amount should be refunded.',
  'lines-or-amount': 'Ask either for lines and shipping, or for an amount.',
  currency: 'Money goes back in the currency in which the order was paid.',
  'unknown-line': 'That line is not part of this order.',
  'more-than-ordered': 'More was asked back than was ordered, or a part of it was refunded before.',
  'shipping-refunded': 'The shipping was refunded before.',
  'more-than-paid': 'More was asked back than is left of what was paid.',
  'order-cancelled': 'This order was cancelled, and nothing was taken for it.',
  'order-disputed': 'The bank is looking into this payment, so the bank decides about the money.',
  'not-paid-yet': 'Nothing has been taken for this order yet. Cancel it instead.',
  'not-sent-yet': 'A part of that has not been sent yet. Cancel what has not been sent instead.',
};

/** Refusals that pages tell apart have a type of their own; the others are `refund-refused`. */
const CODES: Partial<Record<RefundRefusal, string>> = {
  currency: 'refund-currency',
  'order-disputed': 'order-disputed',
};

/** A refund that cannot be; nothing was refunded. */
export class RefundRefusedError extends DomainError {
  constructor(reason: RefundRefusal, leftMinor: number) {
    super('conflict', CODES[reason] ?? 'refund-refused', `${WHY[reason]} Nothing was refunded.`, {
      reason,
      leftMinor: Math.max(0, leftMinor),
    });
  }
}

/** Somebody decided already. */
export class RefundDecidedError extends DomainError {
  constructor(status: string) {
    super('conflict', 'refund-decided', 'This refund was decided already. Nothing was changed.', { status });
  }
}
