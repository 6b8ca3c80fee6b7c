import { DomainError } from '../platform/errors';
import type { Case } from './case.schema';

/** Somebody was quicker; `details` says who, so that the second can ask them. */
export class CaseResolvedError extends DomainError {
  constructor({ resolvedBy, resolvedAt, note, outcome }: Case) {
    super('conflict', 'case-resolved', 'Somebody else has closed this case already. Nothing was changed.', {
      ...{ resolvedBy, resolvedAt, note, outcome },
    });
  }
}
