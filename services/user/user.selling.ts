import type { Model } from 'mongoose';
import { userChanged } from '../../events/contracts/catalogue.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Mailer } from '../notification/mailer';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import { CODE_MINUTES, type OneTimeCodes } from './one-time-codes';
import type { UserDocument } from './user.model';

/** How an account comes to sell. */
export interface Selling {
  /**
   * Sends a code to the account's own address.
   * @throws DomainError `too-many-codes`, `mail-unavailable`; NotFoundError
   */
  sendSellingCode(userId: string): Promise<void>;
  /**
   * Takes the code, which is then used up.
   * @returns the address that it confirms
   * @throws DomainError `code-refused`
   */
  redeemSellingCode(userId: string, code: string): Promise<string>;
  /**
   * Makes a buyer the seller of a shop; one who is already stays so.
   * @throws DomainError `already-something-else` for staff, and for sellers of another shop
   */
  makeSeller(request: { userId: string; sellerId: string }): Promise<void>;
}

export function createSelling(deps: {
  users: Model<UserDocument>;
  clock: Clock;
  mailer: Mailer;
  codes: OneTimeCodes;
}): Selling {
  const { users, clock, mailer, codes } = deps;

  async function read(userId: string): Promise<UserDocument> {
    const user = await users.findOne({ _id: userId }).lean();
    if (!user) throw new NotFoundError('account');
    return user;
  }

  return {
    async sendSellingCode(userId) {
      const { email } = await read(userId);
      const code = await codes.issue('selling', email);
      await mailer.sendSellingCode({ to: email, code, minutes: CODE_MINUTES });
    },

    async redeemSellingCode(userId, code) {
      const { email } = await read(userId);
      await codes.redeem('selling', email, code);
      return email;
    },

    async makeSeller({ userId, sellerId }) {
      const nowMs = clock.nowMs();
      const event = carrying(nowMs, eventOf(userChanged, { userId }, nowMs));
      const { $set, ...told } = event;
      const changed = await users.updateOne(
        { _id: userId, role: 'buyer' },
        { ...told, $set: { ...$set, role: 'seller', sellerId } },
      );
      if (changed.modifiedCount === 1) return;
      const user = await read(userId);
      if (user.role === 'seller' && user.sellerId === sellerId) return;
      throw new DomainError(
        'conflict',
        'already-something-else',
        'This account works here already, so it cannot become the seller of this shop. Nothing was changed.',
        { role: user.role },
      );
    },
  };
}
