import type { CaravanEvent } from '../../events/contract';
import { orderPlaced } from '../../events/contracts/order.events';
import type { Projection } from '../../events/projection';
import type { BehaviourService, PlacedOrder } from './behaviour.service';

const CLEAN_EVERY_MS = 3_600_000;

/**
 * Makes `product.bought` of placed orders, and cleans visits that are over. It tells events of its own, so it is not
 * built anew; an order that comes again is known by its id.
 */
export function createPurchaseProjection({
  behaviour,
  onError,
}: {
  behaviour: Pick<BehaviourService, 'notePurchase' | 'clean'>;
  /** Cleaning failed; it is tried again in an hour. */
  onError: (error: unknown) => void;
}): Projection {
  return {
    name: 'purchases',
    topics: ['orders'],
    rebuilds: false,
    open() {
      const clean = () => behaviour.clean().catch(onError);
      const timer = setInterval(() => void clean(), CLEAN_EVERY_MS);
      timer.unref();
      return Promise.resolve({
        async apply(events) {
          for (const event of events) if (isPlaced(event)) await behaviour.notePurchase(event);
        },
        close() {
          clearInterval(timer);
          return Promise.resolve();
        },
      });
    },
    drop: () => Promise.resolve(),
  };
}

function isPlaced(event: CaravanEvent): event is CaravanEvent & PlacedOrder {
  return event.type === orderPlaced.type;
}
