import { DomainError } from '../platform/errors';
import type { OrderStatus } from './order.schema';

/** The order is not in a state in which this can be done. */
export class OrderStateError extends DomainError {
  constructor(act: string, status: OrderStatus) {
    super('conflict', 'order-state', `An order that is ${status} cannot be ${act}. Nothing was changed.`, {
      status,
    });
  }
}
