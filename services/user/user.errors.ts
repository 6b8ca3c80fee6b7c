import { DomainError } from '../platform/errors';

/** One refusal for an expired, foreign, forged or unreadable access token, so that none is told from another. */
export function invalidToken(): DomainError {
  return new DomainError(
    'unauthenticated',
    'invalid-token',
    'Your sign-in is no longer valid. Nothing was changed. Sign in again to go on.',
  );
}

/** The refresh token is not, or no longer, good for anything. */
export function sessionEnded(): DomainError {
  return new DomainError(
    'unauthenticated',
    'session-ended',
    'You have been signed out. Nothing was changed. Sign in again to go on.',
  );
}

/** Never says which of the two was wrong. */
export function signInRefused(): DomainError {
  return new DomainError(
    'unauthenticated',
    'sign-in-refused',
    'That e-mail address and password do not belong together. You are not signed in. Try again, or choose a new password.',
  );
}

/** Too many wrong passwords for one address in a row, known or not. */
export function signInLocked(): DomainError {
  return new DomainError(
    'forbidden',
    'sign-in-locked',
    'There were too many wrong passwords for this address. You are not signed in. Choose a new password to go on, or try again tomorrow.',
  );
}

/** Staff have locked the account; said only after the right password. */
export function accountLocked(): DomainError {
  return new DomainError(
    'forbidden',
    'account-locked',
    'This account is locked. You are not signed in. Write to our support to learn why.',
  );
}

/** An admin about to change their own standing. */
export function ownAccount(): DomainError {
  return new DomainError(
    'forbidden',
    'own-account',
    'This is your own account. Nothing was changed. Ask another admin to do it.',
  );
}

/** The password was right, the address is not confirmed yet; a new code is on its way. */
export function emailNotVerified(): DomainError {
  return new DomainError(
    'forbidden',
    'email-not-verified',
    'Please confirm your e-mail address first. We have sent you a new code; it is valid for ten minutes.',
  );
}

/** One refusal for a wrong, used, expired or exhausted code, known address or not. */
export function codeRefused(): DomainError {
  return new DomainError(
    'invalid',
    'code-refused',
    'This code is not right, or it has been used or has expired. Nothing was changed. Check the newest mail, or ask for a new code.',
  );
}

/** The day's codes for one address are used up; the same for addresses that we do not know. */
export function tooManyCodes(): DomainError {
  return new DomainError(
    'forbidden',
    'too-many-codes',
    'We have sent many codes to this address today, so no new one was sent. Use the newest mail, or try again tomorrow.',
  );
}

/** More would only be clutter; see `MAX_SAVED`. */
export function tooManySaved(what: string, most: number): DomainError {
  return new DomainError(
    'conflict',
    'too-many-saved',
    `You can keep up to ${most} ${what}. This one was not added. Remove one you no longer need first.`,
    { most },
  );
}

/** A card number where the provider's token belongs. */
export function cardNumberRefused(): DomainError {
  return new DomainError(
    'invalid',
    'card-number-refused',
    'We never keep card numbers. Nothing was saved. Add the card through the payment form.',
  );
}
