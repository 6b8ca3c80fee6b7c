import { trusted, type Model } from 'mongoose';
import { userChanged } from '../../events/contracts/catalogue.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError, StaleVersionError } from '../platform/errors';
import { newId } from '../platform/ids';
import { cardNumberRefused, tooManySaved } from './user.errors';
import { toUser, type UserDocument } from './user.model';
import type { Address, NewPaymentMethod, ProfileChanges, User } from './user.schema';

/** Addresses, and payment methods, that one account keeps at most. */
export const MAX_SAVED = 20;

export interface Profiles {
  /** Null for an id without an account, such as a guest's. */
  get(id: string): Promise<User | null>;
  /** Those who work for a seller. */
  membersOfSeller(sellerId: string): Promise<Pick<User, 'id' | 'email'>[]>;
  /** Those who help at Caravan itself. */
  staffMembers(): Promise<Pick<User, 'id' | 'email'>[]>;
  /** @throws StaleVersionError when the account has changed since it was read at `expectedVersion` */
  changeProfile(request: ProfileChanges & { userId: string; expectedVersion: number }): Promise<User>;
  /** @throws DomainError `too-many-saved` */
  addAddress(request: { userId: string; address: Address }): Promise<User>;
  /** @throws NotFoundError when the account has no such address */
  removeAddress(request: { userId: string; addressId: string }): Promise<User>;
  /**
   * Keeps the provider's token of a card. One that is kept already stays as it is.
   * @throws DomainError `card-number-refused`, `too-many-saved`
   */
  addPaymentMethod(request: { userId: string; method: NewPaymentMethod }): Promise<User>;
  /** @throws NotFoundError when the account has no such payment method */
  removePaymentMethod(request: { userId: string; methodId: string }): Promise<User>;
}

export function createProfiles(deps: { users: Model<UserDocument>; clock: Clock }): Profiles {
  const { users, clock } = deps;

  return {
    async get(id) {
      const user = await users.findOne({ _id: id }).lean();
      return user && toUser(user);
    },

    async membersOfSeller(sellerId) {
      return members(await users.find({ role: 'seller', sellerId }, { email: 1 }).lean());
    },

    async staffMembers() {
      const staff = await users.find({ $or: [{ role: 'admin' }, { role: 'support' }] }, { email: 1 }).lean();
      return members(staff);
    },

    async changeProfile({ userId, expectedVersion, name }) {
      const user = await change(userId, { version: expectedVersion }, { $set: { name } });
      if (user) return user;
      await read(userId);
      throw new StaleVersionError('profile');
    },

    async addAddress({ userId, address }) {
      const added = { ...address, id: newId(clock.nowMs()) };
      const user = await change(userId, { [lastOf('addresses')]: ABSENT }, { $push: { addresses: added } });
      if (user) return user;
      await read(userId);
      throw tooManySaved('addresses', MAX_SAVED);
    },

    async removeAddress({ userId, addressId }) {
      const removed = { $pull: { addresses: { id: addressId } } };
      const user = await change(userId, { 'addresses.id': addressId }, removed);
      if (!user) throw new NotFoundError('address');
      return user;
    },

    async addPaymentMethod({ userId, method }) {
      if (isCardNumber(method.token)) throw cardNumberRefused();
      const added = { ...method, id: newId(clock.nowMs()) };
      const isNew = {
        [lastOf('paymentMethods')]: ABSENT,
        'paymentMethods.token': trusted({ $ne: method.token }),
      };
      const user = await change(userId, isNew, { $push: { paymentMethods: added } });
      if (user) return user;
      const current = await read(userId);
      if (current.paymentMethods.some(({ token }) => token === method.token)) return current;
      throw tooManySaved('payment methods', MAX_SAVED);
    },

    async removePaymentMethod({ userId, methodId }) {
      const removed = { $pull: { paymentMethods: { id: methodId } } };
      const user = await change(userId, { 'paymentMethods.id': methodId }, removed);
      if (!user) throw new NotFoundError('payment method');
      return user;
    },
  };

  /** One guarded update with its event; null when the guard does not hold. */
  async function change(
    userId: string,
    guard: Record<string, unknown>,
    update: { $set?: object; $push?: object; $pull?: object },
  ): Promise<User | null> {
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(userChanged, { userId }, nowMs));
    const changed = await users
      .findOneAndUpdate(
        { ...guard, _id: userId },
        {
          ...update,
          $inc: event.$inc,
          $push: { ...update.$push, ...event.$push },
          $set: { ...update.$set, ...event.$set },
        },
        { returnDocument: 'after' },
      )
      .lean();
    return changed && toUser(changed);
  }

  async function read(userId: string): Promise<User> {
    const user = await users.findOne({ _id: userId }).lean();
    if (!user) throw new NotFoundError('account');
    return toUser(user);
  }
}

const members = (found: readonly { _id: string; email: string }[]) =>
  found.map(({ _id: id, email }) => ({ id, email }));

const ABSENT = trusted({ $exists: false });

/** The place that is taken only when a list is full. */
function lastOf(list: 'addresses' | 'paymentMethods'): string {
  return `${list}.${MAX_SAVED - 1}`;
}

/** 12 to 19 digits that pass the check digit of ISO/IEC 7812, however they are grouped. */
function isCardNumber(token: string): boolean {
  const digits = token.replaceAll(/[ .-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
