import { z } from 'zod';
import { DomainError } from '../../services/platform/errors';
import {
  accessSchema,
  passwordResetRequestSchema,
  passwordResetSchema,
  registrationSchema,
  registrationVerificationSchema,
  signInSchema,
  userSchema,
  type Access,
} from '../../services/user/user.schema';
import type { ApiDeps, SessionAnswer } from '../deps';
import { refreshCookie, refreshTokenOf } from '../http/cookies';
import type { OwnOrigins } from '../http/own-origins';
import { noContent, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { emptyBody } from './shared';

const signedInSchema = accessSchema.extend({ user: userSchema });

/** Guests, registration, sessions and forgotten passwords. */
export function identityRoutes({
  config,
  services,
  logger,
  origins,
}: Pick<ApiDeps, 'config' | 'services' | 'logger'> & { origins: OwnOrigins }): Route[] {
  const tags = ['Identity'];
  const common = { tags, allowance: 'sign-in' } as const;

  /** The refresh token goes into the cookie alone, out of reach of scripts. */
  const answer = (status: number, session: SessionAnswer, extra: Record<string, unknown> = {}): Reply => {
    const { accessToken, expiresAt, actor }: Access = session;
    const headers: Record<string, string> = { 'cache-control': 'no-store' };
    if (session.refreshToken)
      headers['set-cookie'] = refreshCookie(config, session.refreshToken, session.refreshExpiresAt);
    return { status, body: { accessToken, expiresAt, actor, ...extra }, headers };
  };

  /** The guest's basket comes along; when that fails the sign-in still holds, and so does the guest's basket. */
  const bringBasket = async (guestId: string | null, userId: string): Promise<void> => {
    if (guestId === null) return;
    try {
      await services.cart.merge({ from: guestId, into: userId });
    } catch (error) {
      logger.error({ err: error }, 'a basket was not brought along at sign-in');
    }
  };

  return [
    route({
      ...common,
      // A visitor without a token needs one for a basket: the first thing of many, and not a try at a password.
      allowance: 'write',
      method: 'post',
      path: '/guest-sessions',
      summary: 'Start to shop without an account',
      auth: 'public',
      body: emptyBody,
      responses: { 201: { description: 'A guest', schema: accessSchema } },
      handler: async () => answer(201, await services.user.startGuestSession()),
    }),
    route({
      ...common,
      method: 'post',
      path: '/registrations',
      summary: 'Ask for an account; a code comes by e-mail',
      auth: 'public',
      body: registrationSchema,
      responses: {
        202: {
          description: 'A mail is on its way, whether or not the address is known',
          schema: z.object({ email: z.string() }),
        },
      },
      async handler({ body }) {
        await services.user.register(body);
        return { status: 202, body: { email: body.email } };
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/registrations/verifications',
      summary: 'Confirm the address with the code, and sign in',
      auth: 'optional',
      body: registrationVerificationSchema,
      responses: { 200: { description: 'Signed in', schema: signedInSchema } },
      async handler({ body, actor }) {
        const session = await services.user.verifyRegistration(body);
        await bringBasket(guestOf(actor), session.actor.id);
        return answer(200, session, { user: session.user });
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/sessions',
      summary: "Sign in; a guest's basket comes along",
      auth: 'optional',
      body: signInSchema,
      responses: {
        200: { description: 'Signed in', schema: signedInSchema },
        401: { description: 'Address and password do not belong together' },
      },
      async handler({ body, actor }) {
        const session = await services.user.signIn(body);
        await bringBasket(guestOf(actor), session.actor.id);
        return answer(200, session, { user: session.user });
      },
    }),
    route({
      ...common,
      allowance: 'write',
      method: 'post',
      path: '/sessions/refreshes',
      summary: 'A new access token for the session of the cookie',
      auth: 'public',
      body: emptyBody,
      responses: {
        200: { description: 'The session goes on', schema: accessSchema },
        401: { description: 'There is no session, or it has ended' },
      },
      async handler({ header }) {
        await origins.require(header('origin'));
        const refreshToken = refreshTokenOf(header('cookie'));
        if (refreshToken === null) throw noSession();
        return answer(200, await services.user.refresh({ refreshToken }));
      },
    }),
    route({
      ...common,
      allowance: 'write',
      method: 'delete',
      path: '/sessions/current',
      summary: 'Sign out',
      auth: 'public',
      responses: { 204: { description: 'Signed out' } },
      async handler({ header }) {
        await origins.require(header('origin'));
        const refreshToken = refreshTokenOf(header('cookie'));
        if (refreshToken !== null) await services.user.signOut({ refreshToken });
        return { ...noContent, headers: { 'set-cookie': refreshCookie(config, '', null) } };
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/password-resets',
      summary: 'Ask for a code to choose a new password',
      auth: 'public',
      body: passwordResetRequestSchema,
      responses: {
        202: {
          description: 'If the address is known, a mail is on its way',
          schema: z.object({ email: z.string() }),
        },
      },
      async handler({ body }) {
        await services.user.requestPasswordReset(body);
        return { status: 202, body: { email: body.email } };
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/password-resets/confirmations',
      summary: 'Choose a new password with the code; all sessions end',
      auth: 'public',
      body: passwordResetSchema,
      responses: { 204: { description: 'The password is changed' } },
      async handler({ body }) {
        await services.user.confirmPasswordReset(body);
        return noContent;
      },
    }),
  ];
}

function guestOf(actor: { id: string; role: string } | null): string | null {
  return actor?.role === 'guest' ? actor.id : null;
}

function noSession(): DomainError {
  return new DomainError('unauthenticated', 'no-session', 'You are not signed in.');
}
