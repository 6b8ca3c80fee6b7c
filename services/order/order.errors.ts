import { DomainError } from '../platform/errors';
import type { OrderStatus } from './order.schema';
import type { Units } from './parcel.schema';
import type { ReturnStatus } from './return.schema';

/** The order is not in a state in which this can be done. */
export class OrderStateError extends DomainError {
  constructor(act: string, status: OrderStatus) {
    super('conflict', 'order-state', `An order that is ${status} cannot be ${act}. Nothing was changed.`, {
      status,
    });
  }
}

/** What was named of the order is not there (any more). */
export class OrderUnitsError extends DomainError {
  constructor(left: readonly Units[], message: string) {
    super('conflict', 'order-units', `${message} Nothing was changed.`, { left });
  }
}

/** Declining everything is a cancellation. */
export class DeclineAllError extends DomainError {
  constructor() {
    super(
      'conflict',
      'decline-all',
      'That is all there is in this order. Cancel the order instead. Nothing was changed.',
    );
  }
}

/** Everything is in parcels already. */
export class OrderPackedError extends DomainError {
  constructor() {
    super(
      'conflict',
      'order-packed',
      'It is packed already and about to leave. Nothing was changed. You can send it back once it has arrived.',
    );
  }
}

/** Tax or shipping would be another for that address. */
export class AddressChangeError extends DomainError {
  constructor(reason: 'country' | 'region') {
    super(
      'conflict',
      'address-not-changeable',
      `Tax and shipping were worked out for the ${reason} of the first address, so the new one has to be in the same ` +
        `${reason}. Nothing was changed. Cancel the order and buy again to have it sent elsewhere.`,
      { reason },
    );
  }
}

/** More is offered than was paid. */
export class ReturnOfferError extends DomainError {
  constructor(mostMinor: number) {
    super('conflict', 'offer-too-high', 'That is more than the buyer paid for it. Nothing was changed.', {
      mostMinor,
    });
  }
}

/** The return is not in a state in which this can be done. */
export class ReturnStateError extends DomainError {
  constructor(status: ReturnStatus) {
    super('conflict', 'return-state', `${RETURN_IS[status]} Nothing was changed.`, { status });
  }
}

const RETURN_IS: Record<ReturnStatus, string> = {
  requested: 'This return waits for the seller to agree.',
  offered: 'This return waits for the buyer to answer the offer.',
  approved: 'This return was agreed to and waits for the parcel.',
  received: 'The goods of this return have arrived and are being looked at.',
  accepted: 'This return is done.',
  refused: 'This return was looked at and declined.',
  rejected: 'This return was declined.',
  kept: 'The buyer keeps these goods.',
  expired: 'The time to send these goods is over.',
};
