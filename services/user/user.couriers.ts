import { trusted, type Model } from 'mongoose';
import { userChanged } from '../../events/contracts/catalogue.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Mailer } from '../notification/mailer';
import type { Clock } from '../platform/clock';
import { isDuplicateKey, once } from '../platform/documents';
import { DomainError, NotFoundError } from '../platform/errors';
import { newId } from '../platform/ids';
import type { AccountStore } from './account-store';
import { CODE_MINUTES, type OneTimeCodes } from './one-time-codes';
import { hashPassword } from './passwords';
import type { Accounts } from './user.accounts';
import type { InvitationDocument, UserDocument } from './user.model';
import type { Courier, CourierJoining, Session, User } from './user.schema';

/** Couriers of a shop: invited by their seller, with an account of their own once they have proved their address. */
export interface Couriers {
  /**
   * Sends a code to the address; the same address again gets a new one.
   * @throws DomainError `too-many-codes`, `mail-unavailable`
   */
  inviteCourier(invitation: {
    sellerId: string;
    shopName: string;
    email: string;
    name: string;
  }): Promise<Courier>;
  /** A new code for an invitation. @throws NotFoundError; DomainError `too-many-codes`, `mail-unavailable` */
  sendCourierCode(invitationId: string): Promise<void>;
  /**
   * Makes the account and signs it in.
   * @throws NotFoundError; DomainError `code-refused`, `address-taken`
   */
  acceptInvitation(joining: CourierJoining & { invitationId: string }): Promise<Session & { user: User }>;
  /** Who works for a shop, and who is invited. */
  listCouriers(sellerId: string): Promise<Courier[]>;
  /** True when this account takes parcels for this shop. */
  isCourierOf(request: { courierId: string; sellerId: string }): Promise<boolean>;
  /** Takes an invitation back, or makes a courier a buyer again and signs them out. @throws NotFoundError */
  removeCourier(request: { sellerId: string; id: string }): Promise<void>;
}

const MOST_COURIERS = 200;

export function createCouriers(deps: {
  users: Model<UserDocument>;
  invitations: Model<InvitationDocument>;
  clock: Clock;
  mailer: Pick<Mailer, 'sendCourierInvitation'>;
  codes: OneTimeCodes;
  store: Pick<AccountStore, 'insertUser'>;
  signIn: Accounts['signIn'];
}): Couriers {
  const { users, invitations, clock, mailer, codes, store, signIn } = deps;
  const indexed = once(() => invitations.createIndexes());

  async function send({ _id, email, shopName }: InvitationDocument): Promise<void> {
    const code = await codes.issue('courier', email);
    await mailer.sendCourierInvitation({
      to: email,
      shopName,
      code,
      minutes: CODE_MINUTES,
      invitationId: _id,
    });
  }

  async function open(id: string): Promise<InvitationDocument> {
    const found = await invitations.findById(id).lean();
    if (!found) throw new NotFoundError('invitation');
    return found;
  }

  return {
    async inviteCourier({ sellerId, shopName, email, name }) {
      // The unique index decides between two invitations of one address at once.
      await indexed();
      const invitedAt = new Date(clock.nowMs());
      const invite = () =>
        invitations
          .findOneAndUpdate(
            { sellerId, email },
            { $set: { name, shopName, invitedAt }, $setOnInsert: { _id: newId(clock.nowMs()) } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
      const invitation = await invite().catch((error: unknown) => {
        if (isDuplicateKey(error)) return invite();
        throw error;
      });
      await send(invitation);
      return invited(invitation);
    },

    sendCourierCode: async (invitationId) => send(await open(invitationId)),

    async acceptInvitation({ invitationId, code, password, name }) {
      const { email, sellerId } = await open(invitationId);
      await codes.redeem('courier', email, code);
      const passwordHash = await hashPassword(password);
      const account = { email, name, role: 'courier', sellerId, passwordHash, emailVerified: true } as const;
      if (!(await store.insertUser(account))) throw addressTaken();
      await invitations.deleteOne({ _id: invitationId });
      return signIn({ email, password });
    },

    async listCouriers(sellerId) {
      const [accounts, open] = await Promise.all([
        users.find({ sellerId, role: 'courier' }).sort({ name: 1 }).limit(MOST_COURIERS).lean(),
        invitations.find({ sellerId }).sort({ invitedAt: -1 }).limit(MOST_COURIERS).lean(),
      ]);
      const active = accounts.map(({ _id, name, email }) => ({
        id: _id,
        name,
        email,
        status: 'active' as const,
      }));
      return [...active, ...open.map(invited)];
    },

    isCourierOf: async ({ courierId, sellerId }) =>
      (await users.exists({ _id: courierId, sellerId, role: 'courier' })) !== null,

    async removeCourier({ sellerId, id }) {
      const { deletedCount } = await invitations.deleteOne({ _id: id, sellerId });
      if (deletedCount === 1) return;
      const nowMs = clock.nowMs();
      const event = carrying(nowMs, eventOf(userChanged, { userId: id }, nowMs));
      const { modifiedCount } = await users.updateOne(
        { _id: id, sellerId, role: 'courier', sessionEpoch: trusted({ $gte: 0 }) },
        {
          $push: event.$push,
          $set: { ...event.$set, role: 'buyer' },
          $unset: { sellerId: 1 },
          $inc: { ...event.$inc, sessionEpoch: 1 },
        },
      );
      if (modifiedCount !== 1) throw new NotFoundError('courier');
    },
  };
}

function invited({ _id, name, email }: InvitationDocument): Courier {
  return { id: _id, name, email, status: 'invited' };
}

/** Said only after the right code: whoever reads it owns the address. */
function addressTaken(): DomainError {
  return new DomainError(
    'conflict',
    'address-taken',
    'There is an account with this address already. Ask the shop to invite you under another one.',
  );
}
