import type { Placing } from '../services/checkout/checkout.placing';
import { mappedAll } from './failures';

export type CheckoutActivities = ReturnType<typeof createCheckoutActivities>;

/** Steps of a purchase. `authorisePayment` and those that ask the provider are remote, the rest local activities. */
export function createCheckoutActivities({ placing }: { placing: Placing }) {
  return mappedAll({
    prepareCheckout: placing.prepare,
    authorisePayment: placing.authorise,
    checkPayment: placing.checkPayment,
    giveUpAttempt: placing.giveUpAttempt,
    placeOrders: placing.placeOrders,
    releaseHold: placing.releaseHold,
    voidPayment: placing.voidPayment,
    endCheckout: placing.end,
  });
}
