import { LRUCache } from 'lru-cache';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import { invalidToken } from './user.errors';
import { roleSchema, type Access, type Actor } from './user.schema';

/** How long an access token is good for, in ms; what a sign-out or a reset cannot take back for so long. */
export const ACCESS_TOKEN_MS = 15 * 60_000;

const ISSUER = 'caravan';
const AUDIENCE = 'caravan-api';
const ALGORITHM = 'HS256';

const claimsSchema = z.object({
  sub: z.string().min(1),
  role: roleSchema,
  sellerId: z.string().min(1).optional(),
  /** Epoch seconds. */
  exp: z.number(),
});

export interface AccessTokens {
  /** A signed token that says who the actor is for the next 15 minutes. */
  issueAccessToken(actor: Actor): Promise<Access>;
  /** @throws DomainError `invalid-token` when it is expired, foreign, unsigned or not a token */
  verifyAccessToken(token: string): Promise<Actor>;
}

/**
 * Access tokens: JWT, HMAC-SHA256 and nothing else (RFC 8725, 3.1: the algorithm is ours to choose, not the
 * token's). The key is imported once.
 */
export function createAccessTokens(deps: { authSecret: string; clock: Clock }): AccessTokens {
  const key = crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(deps.authSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );

  // A token says the same until it ends, and nothing takes it back before: its signature is checked once.
  const verified = new LRUCache<string, { actor: Actor; untilMs: number }>({ max: 5_000 });

  return {
    async issueAccessToken({ id, role, sellerId }) {
      const issuedAt = Math.floor(deps.clock.nowMs() / 1000);
      const expiresAt = issuedAt + ACCESS_TOKEN_MS / 1000;
      const accessToken = await new SignJWT(sellerId === undefined ? { role } : { role, sellerId })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setSubject(id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(await key);
      const actor = sellerId === undefined ? { id, role } : { id, role, sellerId };
      return { actor, accessToken, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },

    async verifyAccessToken(token) {
      const known = verified.get(token);
      if (known && deps.clock.nowMs() < known.untilMs) return known.actor;
      const claims = claimsSchema.safeParse(await verifiedPayload(token));
      if (!claims.success) throw invalidToken();
      const { sub, role, sellerId, exp } = claims.data;
      const actor: Actor = sellerId === undefined ? { id: sub, role } : { id: sub, role, sellerId };
      verified.set(token, { actor: Object.freeze(actor), untilMs: exp * 1000 });
      return actor;
    },
  };

  async function verifiedPayload(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, await key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(deps.clock.nowMs()),
      });
      return payload;
    } catch {
      throw invalidToken();
    }
  }
}
