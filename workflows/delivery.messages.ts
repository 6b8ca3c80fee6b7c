import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  Appointment,
  CourierReport,
  DeliveryKind,
  DeliveryStatus,
  Outcome,
  TrackingEvent,
} from '../services/delivery/delivery.schema';
import type { ActedBy } from '../services/order/order.schema';
import type { Picture } from '../services/product/product.schema';

export interface DeliveryInput {
  deliveryId: string;
  orderId: string;
  pollSeconds: number;
  /** From the seller to the buyer, or back. */
  kind?: DeliveryKind;
  /** So many days after it should have ended staff are told. Without it, as in earlier runs, nobody is. */
  overdueDays?: number;
  /**
   * Without one a timer is set anew after each report, and each step of the way is a search attribute. In 2 a parcel is
   * the whole order, goes by the carrier, and takes no updates.
   */
  edition?: 2 | 3;
}
export interface DeliveryAnswer {
  status: DeliveryStatus;
}

/** Machine: a verified tracking webhook. Duplicates and reordering are sorted out by the sequence number. */
export const carrierReportedSignal = defineSignal<[TrackingEvent]>('carrierReported');
/** Machine: the order does not want it any more. A parcel that nobody has collected is called off, others travel on. */
export const callOffSignal = defineSignal('callOff');
/** The buyer has it brought at another time, or to a pick-up point. */
export const rescheduleDeliveryUpdate = defineUpdate<DeliveryAnswer, [Appointment & { by: ActedBy }]>(
  'reschedule',
);
/** The courier of the seller's own says how it goes. The same `reportId` counts once. */
export const courierReportUpdate = defineUpdate<
  DeliveryAnswer,
  [{ reportId: string; report: CourierReport; picture?: Picture; by: ActedBy }]
>('courierReport');
/** Staff say how it ended, because the reports contradict each other or stay away. */
export const settleDeliveryUpdate = defineUpdate<DeliveryAnswer, [Outcome & { by: ActedBy }]>('settle');
export const deliveryStatusQuery = defineQuery<DeliveryStatus>('status');
