import { createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { trusted, type Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { codeRefused, tooManyCodes } from './user.errors';
import type { CodeDocument } from './user.model';

/** What a code opens; a code for one thing is useless for another. */
export type CodePurpose = 'registration' | 'password-reset' | 'selling' | 'courier';

export const CODE_MINUTES = 10;
export const MAX_TRIES = 5;
/**
 * Codes for one purpose and address in 24 hours. With five tries each that is 50 guesses at a million, below the
 * 100 failures at which NIST SP 800-63B (5.2.2) wants an account closed to guessing.
 */
export const MAX_CODES_PER_DAY = 10;

const DAY_MS = 24 * 60 * 60_000;

export interface OneTimeCodes {
  /** A new code in place of the one before. @throws DomainError `too-many-codes` */
  issue(purpose: CodePurpose, email: string): Promise<string>;
  /**
   * Takes the code; of any number of callers with the right one exactly one gets through.
   * @throws DomainError `code-refused`
   */
  redeem(purpose: CodePurpose, email: string, code: string): Promise<void>;
}

/** One-time codes: six digits that live ten minutes and survive five guesses. Only a keyed hash is stored. */
export function createOneTimeCodes(deps: {
  codes: Model<CodeDocument>;
  clock: Clock;
  authSecret: string;
}): OneTimeCodes {
  const { codes, clock } = deps;
  const key = Buffer.from(hkdfSync('sha256', deps.authSecret, '', 'caravan one-time codes', 32));
  const hashOf = (id: string, salt: string, code: string) =>
    createHmac('sha256', key).update(`${id}\n${salt}\n${code}`).digest('base64url');

  return {
    async issue(purpose, email) {
      const _id = `${purpose}:${email}`;
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const salt = randomBytes(16).toString('base64url');
      const nowMs = clock.nowMs();
      const fresh = {
        hash: hashOf(_id, salt, code),
        salt,
        tries: 0,
        expiresAt: nowMs + CODE_MINUTES * 60_000,
      };
      if (!(await store(_id, fresh, nowMs))) throw tooManyCodes();
      return code;
    },

    async redeem(purpose, email, code) {
      const _id = `${purpose}:${email}`;
      // The try is counted before anything is compared, so that guesses at once count as guesses in a row.
      const counted = await codes
        .findOneAndUpdate(
          {
            _id,
            hash: trusted({ $ne: null }),
            tries: trusted({ $lt: MAX_TRIES }),
            expiresAt: trusted({ $gt: clock.nowMs() }),
          },
          { $inc: { tries: 1 } },
        )
        .lean();
      if (!counted?.hash || !equal(counted.hash, hashOf(_id, counted.salt, code))) throw codeRefused();
      const taken = await codes.updateOne({ _id, hash: counted.hash }, { $set: { hash: null } });
      if (taken.modifiedCount !== 1) throw codeRefused();
    },
  };

  /** Within the running window, or as the first of a new one; false when the window's codes are used up. */
  async function store(
    _id: string,
    fresh: Pick<CodeDocument, 'hash' | 'salt' | 'tries' | 'expiresAt'>,
    nowMs: number,
  ): Promise<boolean> {
    const windowStart = { ...fresh, issued: 1, windowEndsAt: new Date(nowMs + DAY_MS) };
    // Twice: who loses the race to open a window issues within it.
    for (let round = 0; round < 2; round += 1) {
      const within = await codes.updateOne(
        {
          _id,
          windowEndsAt: trusted({ $gt: new Date(nowMs) }),
          issued: trusted({ $lt: MAX_CODES_PER_DAY }),
        },
        { $set: fresh, $inc: { issued: 1 } },
      );
      if (within.matchedCount === 1) return true;
      const anew = await codes.updateOne(
        { _id, windowEndsAt: trusted({ $lte: new Date(nowMs) }) },
        { $set: windowStart },
      );
      if (anew.matchedCount === 1) return true;
      if (await born({ _id, ...windowStart })) return true;
    }
    return false;
  }

  async function born(document: CodeDocument): Promise<boolean> {
    try {
      await codes.create(document);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
