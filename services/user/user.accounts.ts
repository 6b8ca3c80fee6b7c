import type { Model } from 'mongoose';
import { userVerified } from '../../events/contracts/catalogue.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Mailer } from '../notification/mailer';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import { newId } from '../platform/ids';
import type { AccessTokens } from './access-token';
import { createAccountStore } from './account-store';
import { CODE_MINUTES, type OneTimeCodes } from './one-time-codes';
import { hashPassword, isPassword } from './passwords';
import type { Sessions } from './sessions';
import type { SignInTries } from './sign-in-tries';
import { accountLocked, codeRefused, emailNotVerified, sessionEnded, signInRefused } from './user.errors';
import { toUser, type UserDocument } from './user.model';
import type { Actor, Registration, Role, Session, User } from './user.schema';

export interface Accounts {
  /** A visitor without an account; what a guest does is kept under this actor's id. */
  startGuestSession(): Promise<Session>;
  /**
   * Answers alike whether or not the address is known; only the mail differs.
   * @throws DomainError `too-many-codes`, `mail-unavailable`
   */
  register(registration: Registration): Promise<void>;
  /** @throws DomainError `code-refused` */
  verifyRegistration(request: { email: string; code: string }): Promise<Session & { user: User }>;
  /**
   * @throws DomainError `sign-in-refused`, `sign-in-locked`; after the right password `account-locked`, or
   * `email-not-verified` with a new code on its way
   */
  signIn(request: { email: string; password: string }): Promise<Session & { user: User }>;
  /** Exchanges a refresh token, which is then used up. @throws DomainError `session-ended` */
  refresh(request: { refreshToken: string }): Promise<Session>;
  /** Access tokens that are out stay good for up to 15 minutes. */
  signOut(request: { refreshToken: string }): Promise<void>;
  /** Answers alike whether or not the address is known. @throws DomainError `too-many-codes`, `mail-unavailable` */
  requestPasswordReset(request: { email: string }): Promise<void>;
  /** Sets the password, ends every session of the account and confirms its address. @throws DomainError `code-refused` */
  confirmPasswordReset(request: { email: string; code: string; password: string }): Promise<void>;
  /** For the demo: a confirmed account of any role. One that is there already stays as it is. */
  createDemoAccount(account: {
    id?: string;
    email: string;
    password: string;
    name: string;
    role: Exclude<Role, 'guest'>;
    sellerId?: string;
  }): Promise<User>;
}

export function createAccounts(deps: {
  users: Model<UserDocument>;
  clock: Clock;
  mailer: Mailer;
  codes: OneTimeCodes;
  sessions: Sessions;
  signInTries: SignInTries;
  accessTokens: AccessTokens;
}): Accounts {
  const { users, clock, mailer, codes, sessions, signInTries, accessTokens } = deps;
  const { claimAddress, insertUser, setPassword } = createAccountStore({ users, clock });

  return {
    async startGuestSession() {
      const actor: Actor = { id: newId(clock.nowMs()), role: 'guest' };
      return beginSession(actor, { isGuest: true, epoch: 0 });
    },

    async register({ email, password, name }) {
      const code = await codes.issue('registration', email);
      const passwordHash = await hashPassword(password);
      const holder = await claimAddress({ email, name, password, passwordHash });
      if (holder.emailVerified) return mailer.sendAccountExists({ to: email, name: holder.name });
      return mailer.sendOneTimeCode({ to: email, code, minutes: CODE_MINUTES });
    },

    async verifyRegistration({ email, code }) {
      await codes.redeem('registration', email, code);
      const nowMs = clock.nowMs();
      const pending = await users.findOne({ email, emailVerified: false }).lean();
      if (!pending) throw codeRefused();
      const { $set, ...event } = carrying(nowMs, eventOf(userVerified, { userId: pending._id }, nowMs));
      const verified = await users
        .findOneAndUpdate(
          { _id: pending._id, emailVerified: false },
          { ...event, $set: { ...$set, emailVerified: true } },
          { returnDocument: 'after' },
        )
        .lean();
      if (!verified) throw codeRefused();
      if (verified.passwordHash === null) await offerPassword(verified);
      return signedIn(verified);
    },

    async signIn({ email, password }) {
      await signInTries.count(email);
      const user = await users.findOne({ email }).lean();
      const matches = await isPassword(password, user?.passwordHash);
      if (!user || !matches) throw signInRefused();
      await signInTries.clear(email);
      if (user.emailVerified) return signedIn(user);
      const code = await codes.issue('registration', email);
      await mailer.sendOneTimeCode({ to: email, code, minutes: CODE_MINUTES });
      throw emailNotVerified();
    },

    async refresh({ refreshToken }) {
      const { owner, next } = await sessions.rotate(refreshToken);
      const actor = owner.isGuest ? guest(owner.actorId) : await currentActor(owner.actorId, owner.epoch);
      if (!actor) {
        if (next) await sessions.end(next.refreshToken);
        throw sessionEnded();
      }
      const access = await accessTokens.issueAccessToken(actor);
      return { ...access, ...(next ?? { refreshToken: null, refreshExpiresAt: null }) };
    },

    signOut: ({ refreshToken }) => sessions.end(refreshToken),

    async requestPasswordReset({ email }) {
      const code = await codes.issue('password-reset', email);
      const user = await users.findOne({ email }).lean();
      if (!user) return mailer.sendNoAccount({ to: email });
      return mailer.sendPasswordReset({ to: email, name: knownName(user), code, minutes: CODE_MINUTES });
    },

    async confirmPasswordReset({ email, code, password }) {
      await codes.redeem('password-reset', email, code);
      const passwordHash = await hashPassword(password);
      if (!(await setPassword(email, passwordHash))) throw codeRefused();
      await signInTries.clear(email);
    },

    async createDemoAccount({ id, password, ...account }) {
      const there = await users.findOne({ email: account.email }).lean();
      if (there) return toUser(there);
      const passwordHash = await hashPassword(password);
      await insertUser({ ...account, id, passwordHash, emailVerified: true });
      const made = await users.findOne({ email: account.email }).orFail().lean();
      return toUser(made);
    },
  };

  /** An account that was registered twice has no password yet; its owner can also ask for the code later. */
  async function offerPassword({ email }: UserDocument): Promise<void> {
    try {
      const code = await codes.issue('password-reset', email);
      await mailer.sendPasswordReset({ to: email, name: '', code, minutes: CODE_MINUTES });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  async function currentActor(id: string, epoch: number): Promise<Actor | null> {
    const user = await users.findOne({ _id: id, sessionEpoch: epoch }).lean();
    return user && actorOf(user);
  }

  /** @throws DomainError `account-locked` */
  async function signedIn(user: UserDocument): Promise<Session & { user: User }> {
    if (user.locked) throw accountLocked();
    const session = await beginSession(actorOf(user), { isGuest: false, epoch: user.sessionEpoch });
    return { ...session, user: toUser(user) };
  }

  async function beginSession(actor: Actor, kind: { isGuest: boolean; epoch: number }): Promise<Session> {
    const refreshToken = await sessions.begin({ actorId: actor.id, ...kind });
    return { ...(await accessTokens.issueAccessToken(actor)), ...refreshToken };
  }
}

function guest(id: string): Actor {
  return { id, role: 'guest' };
}

function actorOf({ _id, role, sellerId }: UserDocument): Actor {
  return sellerId === undefined ? { id: _id, role } : { id: _id, role, sellerId };
}

/** A name that nobody has confirmed was typed by anybody, so it greets nobody. */
function knownName(user: UserDocument): string {
  return user.emailVerified ? user.name : '';
}
