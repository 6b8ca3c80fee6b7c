import { DomainError } from '../platform/errors';

/** The id of the visit was made a day ago or longer, or in the future: the browser makes a new one. */
export class VisitOverError extends DomainError {
  constructor() {
    super('invalid', 'visit-over', 'This visit is over. Nothing was noted; begin a new one.');
  }
}
