import { DomainError } from '../platform/errors';
import type { CouponReason } from './promotion.schema';

/** Another promotion has, or had, this code. */
export class CodeTakenError extends DomainError {
  constructor(code: string) {
    super(
      'conflict',
      'code-taken',
      `The code ${code} was given before. Nothing was changed; choose another.`,
    );
  }
}

/** A promotion that cannot be as it is described. */
export class PromotionInvalidError extends DomainError {
  constructor(code: 'promotion-needs-code' | 'promotion-period', message: string) {
    super('invalid', code, `${message} Nothing was changed.`);
  }
}

/** A code that cannot be used. */
export class CouponRefusedError extends DomainError {
  constructor(code: string, reason: CouponReason, message: string) {
    super('invalid', 'coupon-refused', `${message} Your basket is unchanged.`, { code, reason });
  }
}
