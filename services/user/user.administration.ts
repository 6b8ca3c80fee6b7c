import { trusted, type Model } from 'mongoose';
import { userChanged } from '../../events/contracts/catalogue.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError, StaleVersionError } from '../platform/errors';
import { ownAccount } from './user.errors';
import { toAccount, type UserDocument } from './user.model';
import type { Account, AssignableRole, Role } from './user.schema';

/** Who changes which account, as it was looked at. */
interface Act {
  userId: string;
  expectedVersion: number;
  /** Id of the admin. */
  by: string;
}

export interface Administration {
  /** Accounts whose name, e-mail or id has the text in it, newest first. */
  searchAccounts(request: {
    query?: string | undefined;
    role?: Role | undefined;
    cursor?: string | undefined;
    limit: number;
  }): Promise<{ items: Account[]; nextCursor: string | null }>;
  /**
   * Gives an account another role, and ends its sessions: a token says the role of when it was made.
   * @throws DomainError `own-account`; NotFoundError; StaleVersionError
   */
  setRole(request: Act & { role: AssignableRole; sellerId?: string | undefined }): Promise<Account>;
  /**
   * Nobody gets in with this account until it is unlocked; its sessions end. Access tokens that are out stay good for
   * up to 15 minutes.
   * @throws DomainError `own-account`; NotFoundError; StaleVersionError
   */
  lockAccount(request: Act & { note: string }): Promise<Account>;
  /** @throws DomainError `own-account`; NotFoundError; StaleVersionError */
  unlockAccount(request: Act): Promise<Account>;
  /** Signs the account out everywhere. @throws NotFoundError; StaleVersionError */
  endSessions(request: Act): Promise<Account>;
}

/** What admins do to the accounts of others. */
export function createAdministration(deps: { users: Model<UserDocument>; clock: Clock }): Administration {
  const { users, clock } = deps;

  return {
    async searchAccounts({ query, role, cursor, limit }) {
      const found = await users
        .find({
          ...(role !== undefined && { role }),
          ...(cursor !== undefined && { _id: trusted({ $lt: cursor }) }),
          ...(query !== undefined && { $or: having(query) }),
        })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean();
      const items = found.slice(0, limit).map(toAccount);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    setRole: async ({ role, sellerId, ...act }) =>
      change(notOneself(act), {
        $set: { role, ...(sellerId !== undefined && { sellerId }) },
        ...(sellerId === undefined && { $unset: { sellerId: 1 } }),
      }),

    lockAccount: async ({ note, ...act }) =>
      change(notOneself(act), {
        $set: { locked: { at: new Date(clock.nowMs()).toISOString(), by: act.by, note } },
      }),

    unlockAccount: async (act) => change(notOneself(act), { $unset: { locked: 1 } }),

    endSessions: (act) => change(act, {}),
  };

  /** One guarded update with its event; whatever it is, the sessions of the account end. */
  async function change(
    { userId, expectedVersion }: Act,
    update: { $set?: object; $unset?: object },
  ): Promise<Account> {
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(userChanged, { userId }, nowMs));
    const changed = await users
      .findOneAndUpdate(
        { _id: userId, version: expectedVersion },
        {
          ...(update.$unset && { $unset: update.$unset }),
          $set: { ...update.$set, ...event.$set },
          $push: event.$push,
          $inc: { ...event.$inc, sessionEpoch: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (changed) return toAccount(changed);
    if (!(await users.exists({ _id: userId }))) throw new NotFoundError('account');
    throw new StaleVersionError('account');
  }
}

/** Who could lock or demote themselves could leave the market without anybody to undo it. */
function notOneself(act: Act): Act {
  if (act.by === act.userId) throw ownAccount();
  return act;
}

function having(text: string): Record<string, unknown>[] {
  const within = trusted({ $regex: text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' });
  return [{ _id: text }, { email: within }, { name: within }];
}
