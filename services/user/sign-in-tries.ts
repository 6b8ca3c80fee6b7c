import { trusted, type Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { signInLocked } from './user.errors';
import type { SignInTriesDocument } from './user.model';

/** Failures in a row before an account is closed to guessing (NIST SP 800-63B, 5.2.2). */
export const MAX_SIGN_IN_TRIES = 100;
const DAY_MS = 24 * 60 * 60_000;

export interface SignInTries {
  /** Counts a try before the password is looked at. @throws DomainError `sign-in-locked` */
  count(email: string): Promise<void>;
  /** The right password, or a reset by mail, starts anew. */
  clear(email: string): Promise<void>;
}

/**
 * Bounds the guesses at one address, from however many machines they come; the API bounds them by machine. Known
 * and unknown addresses are counted alike, so that being locked says nothing.
 */
export function createSignInTries(deps: {
  signInTries: Model<SignInTriesDocument>;
  clock: Clock;
}): SignInTries {
  const { signInTries, clock } = deps;

  return {
    async count(email) {
      const nowMs = clock.nowMs();
      const anew = { tries: 1, expiresAt: new Date(nowMs + DAY_MS) };
      // Twice: who loses the race for the first try counts as the second.
      for (let round = 0; round < 2; round += 1) {
        const within = await signInTries.updateOne(
          {
            _id: email,
            expiresAt: trusted({ $gt: new Date(nowMs) }),
            tries: trusted({ $lt: MAX_SIGN_IN_TRIES }),
          },
          { $inc: { tries: 1 } },
        );
        if (within.matchedCount === 1) return;
        const over = await signInTries.updateOne(
          { _id: email, expiresAt: trusted({ $lte: new Date(nowMs) }) },
          { $set: anew },
        );
        if (over.matchedCount === 1) return;
        if (await born({ _id: email, ...anew })) return;
      }
      throw signInLocked();
    },

    async clear(email) {
      await signInTries.deleteOne({ _id: email });
    },
  };

  async function born(document: SignInTriesDocument): Promise<boolean> {
    try {
      await signInTries.create(document);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
