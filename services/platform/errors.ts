/** What kind of refusal it is; the API maps kinds to HTTP status codes, activities to retry or not. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'unavailable';

/**
 * An expected refusal of the domain. `code` is stable, kebab-case, and becomes the problem type
 * `/problems/<code>`; `details` is plain JSON and is shown to the caller.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** The thing does not exist, or the asker may not know that it does. */
export class NotFoundError extends DomainError {
  constructor(what: string) {
    super('not-found', 'not-found', `There is no such ${what}.`);
  }
}

/** Somebody else changed it first. */
export class StaleVersionError extends DomainError {
  constructor(what: string) {
    super(
      'conflict',
      'stale-version',
      `The ${what} was changed by somebody else. Load it again and repeat your change.`,
    );
  }
}
