import { DomainError } from '../platform/errors';
import type { RefundPlan } from './refund.state';

type Reason = Extract<RefundPlan, { ok: false }>['reason'];

const WHY: Record<Reason, string> = {
  'nothing-asked': 'Say which lines, or the shipping, should be refunded.',
  'unknown-line': 'That line is not part of this order.',
  'more-than-ordered': 'More was asked back than was ordered, or a part of it was refunded before.',
  'shipping-refunded': 'The shipping was refunded before.',
  'more-than-paid': 'More was asked back than is left of what was paid.',
  'not-paid-yet': 'Nothing has been taken for this order yet. Cancel it instead.',
};

/** A refund that cannot be; nothing was refunded. */
export class RefundRefusedError extends DomainError {
  constructor(reason: Reason) {
    super('conflict', 'refund-refused', `${WHY[reason]} Nothing was refunded.`, { reason });
  }
}

/** Somebody decided already. */
export class RefundDecidedError extends DomainError {
  constructor(status: string) {
    super('conflict', 'refund-decided', 'This refund was decided already. Nothing was changed.', { status });
  }
}
