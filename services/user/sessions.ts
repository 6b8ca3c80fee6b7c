import { createHash, randomBytes } from 'node:crypto';
import { trusted, type Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { sessionEnded } from './user.errors';
import type { SessionDocument } from './user.model';

/** How long a browser stays signed in without coming back, in ms. */
export const SESSION_MS = 30 * 24 * 60 * 60_000;
/** Two tabs may present the same token at once; after this long it is a stolen one, in ms. */
export const ROTATION_GRACE_MS = 10_000;

export interface RefreshToken {
  refreshToken: string;
  /** ISO 8601. */
  refreshExpiresAt: string;
}

/** Whose session it is. `epoch` is the account's when the session began. */
export interface SessionOwner {
  actorId: string;
  isGuest: boolean;
  epoch: number;
}

export interface Sessions {
  begin(owner: SessionOwner): Promise<RefreshToken>;
  /**
   * Exchanges a refresh token. `next` is null for a second tab that came within ten seconds with the same token:
   * the first tab's answer carries the new one. Later, the token before is exchanged once more, because a page that was
   * left may have lost the answer; what it was exchanged for the first time is worth nothing then.
   * @throws DomainError `session-ended`; any older token, or one that was replaced so, ends its whole family
   */
  rotate(refreshToken: string): Promise<{ owner: SessionOwner; next: RefreshToken | null }>;
  /** Ends the family of the token; a token that means nothing is no error. */
  end(refreshToken: string): Promise<void>;
}

/**
 * Refresh tokens that rotate (RFC 9700, 4.14.2): `<family>.<secret>`, of which only hashes are stored. A copied
 * token betrays itself, because thief and owner cannot both go on with it: one of them presents what was replaced.
 */
export function createSessions(deps: { sessions: Model<SessionDocument>; clock: Clock }): Sessions {
  const { sessions, clock } = deps;

  return {
    async begin(owner) {
      const nowMs = clock.nowMs();
      const family = newId(nowMs);
      const { token, hash } = newSecret(family);
      const expiresAt = new Date(nowMs + SESSION_MS);
      await sessions.create({
        _id: family,
        ...owner,
        currentHash: hash,
        previousHash: null,
        rotatedAt: nowMs,
        revoked: false,
        expiresAt,
      });
      return { refreshToken: token, refreshExpiresAt: expiresAt.toISOString() };
    },

    async rotate(refreshToken) {
      const presented = parse(refreshToken);
      if (!presented) throw sessionEnded();
      const { family, hash } = presented;
      const nowMs = clock.nowMs();
      const next = newSecret(family);
      const expiresAt = new Date(nowMs + SESSION_MS);
      const alive = { revoked: false, expiresAt: trusted({ $gt: new Date(nowMs) }) };

      const rotated = await sessions
        .findOneAndUpdate(
          { _id: family, currentHash: hash, ...alive },
          { $set: { currentHash: next.hash, previousHash: hash, rotatedAt: nowMs, expiresAt } },
        )
        .lean();
      if (rotated) {
        const issued = { refreshToken: next.token, refreshExpiresAt: expiresAt.toISOString() };
        return { owner: ownerOf(rotated), next: issued };
      }

      const found = await sessions.findOne({ _id: family, ...alive }).lean();
      if (!found) throw sessionEnded();
      if (found.previousHash === hash) {
        if (nowMs - found.rotatedAt <= ROTATION_GRACE_MS) return { owner: ownerOf(found), next: null };
        const replaced = await sessions
          .findOneAndUpdate(
            { _id: family, previousHash: hash, currentHash: found.currentHash, ...alive },
            { $set: { currentHash: next.hash, rotatedAt: nowMs, expiresAt } },
          )
          .lean();
        // Another tab was quicker: its answer carries the new one.
        if (!replaced) return { owner: ownerOf(found), next: null };
        return {
          owner: ownerOf(replaced),
          next: { refreshToken: next.token, refreshExpiresAt: expiresAt.toISOString() },
        };
      }
      await sessions.updateOne({ _id: family }, { $set: { revoked: true } });
      throw sessionEnded();
    },

    async end(refreshToken) {
      const presented = parse(refreshToken);
      if (!presented) return;
      const { family, hash } = presented;
      // Also by the token before, so that signing out in the slower of two tabs signs out.
      const known = [{ currentHash: hash }, { previousHash: hash }];
      await sessions.updateOne({ _id: family, $or: known }, { $set: { revoked: true } });
    },
  };
}

function newSecret(family: string): { token: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${family}.${secret}`, hash: hashOf(secret) };
}

/** A secret of 256 random bits needs no salt and no slow hash. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function parse(refreshToken: string): { family: string; hash: string } | null {
  const match = /^([0-9a-z]{26})\.([\w-]{43})$/.exec(refreshToken);
  if (!match?.[1] || !match[2]) return null;
  return { family: match[1], hash: hashOf(match[2]) };
}

function ownerOf({ actorId, isGuest, epoch }: SessionDocument): SessionOwner {
  return { actorId, isGuest, epoch };
}
