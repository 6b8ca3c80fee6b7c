import { DomainError } from '../platform/errors';
import type { Side } from './messaging.schema';

/** One of the two does not want to be written to by the other. */
export class BlockedError extends DomainError {
  constructor(by: Side, from: Side) {
    super('conflict', 'blocked', by === from ? OWN_BLOCK : BLOCKED_BY[by], { by });
  }
}

const OWN_BLOCK =
  'You have blocked messages between the two of you. Nothing was sent; unblock first if you want to write.';
const BLOCKED_BY: Record<Side, string> = {
  buyer: 'This buyer does not want messages from your shop. Nothing was sent; their orders go on as usual.',
  seller:
    'This shop takes no messages from you at present. Nothing was sent; if something is wrong with an order, open it and ask for help there.',
};

/** More in a minute than a person writes. */
export class TooManyMessagesError extends DomainError {
  constructor(seconds: number) {
    super(
      'unavailable',
      'too-many-requests',
      `That was a lot at once. The message was not sent; please try again in ${seconds} seconds.`,
    );
  }
}

export class OwnShopError extends DomainError {
  constructor() {
    super('conflict', 'own-shop', 'This is your own shop. Nothing was sent.');
  }
}
