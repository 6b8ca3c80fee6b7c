import type { Model } from 'mongoose';
import { userChanged, userRegistered, userVerified } from '../../events/contracts/catalogue.events';
import { bornWith, carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { isDuplicateKey, once } from '../platform/documents';
import { newId } from '../platform/ids';
import { isPassword } from './passwords';
import type { UserDocument } from './user.model';
import type { Role } from './user.schema';

/** Two registrations of one address within this time that disagree about the password cancel each other's, in ms. */
const CONTEST_MS = 24 * 60 * 60_000;

/** An account that is about to be inserted; without an id it gets a new one. */
export interface NewAccount {
  id?: string;
  email: string;
  name: string;
  role: Role;
  sellerId?: string;
  passwordHash: string;
  emailVerified: boolean;
}

/** The writes to accounts that people race for, each one guarded update with its events. */
export interface AccountStore {
  /** False when the address has an account. */
  insertUser(account: NewAccount): Promise<boolean>;
  /**
   * The account that holds the address after this registration: a new one, the unconfirmed one, or somebody's.
   * Who registers an address that is not theirs must not gain a password to it: an unconfirmed account takes the
   * newest password only while nobody else's is at stake, else it has none until its owner chooses one by mail.
   */
  claimAddress(
    wanted: Pick<NewAccount, 'email' | 'name' | 'passwordHash'> & { password: string },
  ): Promise<{ name: string; emailVerified: boolean }>;
  /** Password, end of all sessions and confirmation at once; false when the address has no account. */
  setPassword(email: string, passwordHash: string): Promise<boolean>;
}

export function createAccountStore(deps: { users: Model<UserDocument>; clock: Clock }): AccountStore {
  const { users, clock } = deps;
  const indexed = once(() => users.createIndexes());
  return { insertUser, claimAddress, setPassword };

  async function insertUser(account: NewAccount): Promise<boolean> {
    // The unique index decides between two registrations at once, so it must be there before the first.
    await indexed();
    const nowMs = clock.nowMs();
    const { id = newId(nowMs), ...fields } = account;
    const registered = eventOf(userRegistered, { userId: id, role: account.role }, nowMs);
    try {
      await users.create({ _id: id, ...fields, passwordSetAt: nowMs, ...bornWith(nowMs, registered) });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async function claimAddress(
    wanted: Pick<NewAccount, 'email' | 'name' | 'passwordHash'> & { password: string },
  ): Promise<{ name: string; emailVerified: boolean }> {
    const { password, ...fields } = wanted;
    // Each round lost means that somebody else's registration of this address got through.
    for (;;) {
      if (await insertUser({ ...fields, role: 'buyer', emailVerified: false })) {
        return { name: wanted.name, emailVerified: false };
      }
      const found = await users.findOne({ email: wanted.email }).lean();
      if (!found) continue;
      if (found.emailVerified) return found;
      if (await takeOver(found, fields, password)) return { name: wanted.name, emailVerified: false };
    }
  }

  /** False when the account changed meanwhile. */
  async function takeOver(
    found: UserDocument,
    wanted: { name: string; passwordHash: string },
    password: string,
  ): Promise<boolean> {
    const nowMs = clock.nowMs();
    const isRecent = nowMs - found.passwordSetAt <= CONTEST_MS;
    const isContested = isRecent && !(await isPassword(password, found.passwordHash));
    const { passwordHash, passwordSetAt } = found;
    const { modifiedCount } = await users.updateOne(
      { _id: found._id, emailVerified: false, passwordHash, passwordSetAt },
      {
        $set: {
          passwordHash: isContested ? null : wanted.passwordHash,
          name: isContested ? found.name : wanted.name,
          // Strictly later, so that of two within one millisecond the second sees that it was not first.
          passwordSetAt: Math.max(nowMs, passwordSetAt + 1),
        },
      },
    );
    return modifiedCount === 1;
  }

  async function setPassword(email: string, passwordHash: string): Promise<boolean> {
    // A second round only when the address was confirmed between reading and writing.
    for (;;) {
      const user = await users.findOne({ email }).lean();
      if (!user) return false;
      const nowMs = clock.nowMs();
      const changed = eventOf(userChanged, { userId: user._id }, nowMs);
      const verified = eventOf(userVerified, { userId: user._id }, nowMs);
      const event = carrying(nowMs, ...(user.emailVerified ? [changed] : [verified, changed]));
      const { modifiedCount } = await users.updateOne(
        { _id: user._id, emailVerified: user.emailVerified },
        {
          $push: event.$push,
          $set: { ...event.$set, passwordHash, passwordSetAt: nowMs, emailVerified: true },
          $inc: { ...event.$inc, sessionEpoch: 1 },
        },
      );
      if (modifiedCount === 1) return true;
    }
  }
}
