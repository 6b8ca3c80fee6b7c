import type { Dispatching } from '../services/delivery/delivery.dispatching';
import { mappedAll } from './failures';

export type DeliveryActivities = ReturnType<typeof createDeliveryActivities>;

/** Steps of parcels. Those that ask a carrier are remote, the rest local. */
export function createDeliveryActivities({ dispatching }: { dispatching: Dispatching }) {
  return mappedAll({
    bookDelivery: dispatching.book,
    trackDelivery: dispatching.track,
    rescheduleDelivery: dispatching.reschedule,
    callOffDelivery: dispatching.callOff,
    recordTracking: dispatching.recordTracking,
    recordCourierReport: dispatching.reportByCourier,
    settleDelivery: dispatching.settle,
    reportOverdue: dispatching.reportOverdue,
  });
}
