import { DomainError } from './errors';

/** For a webhook that does not come from who it says, or was changed on its way. */
export function forgedWebhook(): DomainError {
  return new DomainError(
    'invalid',
    'webhook-signature',
    'The signature does not match this webhook. Nothing was changed.',
  );
}

/** For a genuine webhook that was sent too long ago, or by a clock that is wrong. */
export function staleWebhook(): DomainError {
  return new DomainError(
    'invalid',
    'webhook-timestamp',
    'This webhook is too old or its clock is wrong. Nothing was changed.',
  );
}

/** For a genuine webhook that cannot be read. */
export function malformedWebhook(): DomainError {
  return new DomainError('invalid', 'webhook-malformed', 'This webhook cannot be read. Nothing was changed.');
}
