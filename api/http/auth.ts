import type { Request } from 'express';
import { DomainError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import type { Auth } from './route';

/** Says who a token belongs to. @throws DomainError `invalid-token` */
export type TokenCheck = (token: string) => Promise<Actor>;

/** Longer than any token of ours; a longer one is not even looked at. */
const MAX_TOKEN_LENGTH = 4096;

/**
 * Who is calling, as far as the route wants to know.
 * @throws DomainError `token-missing`, `invalid-token` (401) or `role-not-allowed` (403)
 */
export async function asActor(req: Request, auth: Auth, verify: TokenCheck): Promise<Actor | null> {
  if (auth === 'public') return null;
  const token = bearerToken(req.headers.authorization);
  if (token === null) {
    if (auth === 'optional') return null;
    throw new DomainError('unauthenticated', 'token-missing', 'Please sign in. Nothing was changed.');
  }
  const actor = await verify(token);
  if (auth !== 'optional' && !auth.includes(actor.role)) {
    throw new DomainError(
      'forbidden',
      'role-not-allowed',
      'Your account may not do this. Nothing was changed.',
    );
  }
  return actor;
}

function bearerToken(header: string | undefined): string | null {
  if (!header) return null;
  const match = /^Bearer +([\w.~+/=-]+)$/i.exec(header.slice(0, MAX_TOKEN_LENGTH));
  // A header that is there and is no bearer token is refused, not overlooked: the caller believes to be signed in.
  return match?.[1] ?? '';
}
