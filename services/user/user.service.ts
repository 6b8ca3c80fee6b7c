import type { Connection } from 'mongoose';
import type { Mailer } from '../notification/mailer';
import type { Clock } from '../platform/clock';
import { createAccessTokens } from './access-token';
import { createOneTimeCodes } from './one-time-codes';
import { createSessions } from './sessions';
import { createSignInTries } from './sign-in-tries';
import { createAccounts, type Accounts } from './user.accounts';
import { userModels } from './user.model';
import { createProfiles, type Profiles } from './user.profiles';

/** People: their accounts and sessions (user.accounts.ts), and what they keep here (user.profiles.ts). */
export type UserService = Accounts & Profiles;

/**
 * @param deps.connection the user service's own database
 * @param deps.config.authSecret key of the access tokens; the key of the one-time codes is derived from it
 */
export function createUserService(deps: {
  connection: Connection;
  clock: Clock;
  mailer: Mailer;
  config: { authSecret: string };
}): UserService {
  const { clock, mailer } = deps;
  const { authSecret } = deps.config;
  const { users, sessions, codes, signInTries } = userModels(deps.connection);
  return {
    ...createAccounts({
      users,
      clock,
      mailer,
      codes: createOneTimeCodes({ codes, clock, authSecret }),
      sessions: createSessions({ sessions, clock }),
      signInTries: createSignInTries({ signInTries, clock }),
      accessTokens: createAccessTokens({ authSecret, clock }),
    }),
    ...createProfiles({ users, clock }),
  };
}
