import type { Connection } from 'mongoose';
import type { Mailer } from '../notification/mailer';
import type { Clock } from '../platform/clock';
import { createAccountStore } from './account-store';
import { createAccessTokens } from './access-token';
import { createOneTimeCodes } from './one-time-codes';
import { createSessions } from './sessions';
import { createSignInTries } from './sign-in-tries';
import { createAccounts, type Accounts } from './user.accounts';
import { createAdministration, type Administration } from './user.administration';
import { createCouriers, type Couriers } from './user.couriers';
import { userModels } from './user.model';
import { createProfiles, type Profiles } from './user.profiles';
import { createSelling, type Selling } from './user.selling';

/**
 * People: their accounts and sessions (user.accounts.ts), what they keep here (user.profiles.ts), how they
 * come to sell (user.selling.ts) or to bring parcels (user.couriers.ts), and what admins do to the accounts of others (user.administration.ts).
 */
export type UserService = Accounts & Profiles & Selling & Couriers & Administration;

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
  const { users, sessions, signInTries, ...models } = userModels(deps.connection);
  const codes = createOneTimeCodes({ codes: models.codes, clock, authSecret });
  const accounts = createAccounts({
    users,
    clock,
    mailer,
    codes,
    sessions: createSessions({ sessions, clock }),
    signInTries: createSignInTries({ signInTries, clock }),
    accessTokens: createAccessTokens({ authSecret, clock }),
  });
  return {
    ...accounts,
    ...createProfiles({ users, clock }),
    ...createCouriers({
      ...{ users, clock, mailer, codes, invitations: models.invitations },
      store: createAccountStore({ users, clock }),
      signIn: (request) => accounts.signIn(request),
    }),
    ...createSelling({ users, clock, mailer, codes }),
    ...createAdministration({ users, clock }),
  };
}
