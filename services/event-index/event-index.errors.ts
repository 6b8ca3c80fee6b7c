import { DomainError } from '../platform/errors';

/** Somebody else put it back already, or it cannot be put back. */
export class NotRetriedError extends DomainError {
  constructor(why: string) {
    super('conflict', 'dead-letter-not-retried', why);
  }
}
