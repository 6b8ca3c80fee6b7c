import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActedBy, CancelReason, OrderStatus } from '../services/order/order.schema';
import type { DeliveryStatus } from '../services/delivery/delivery.schema';

export interface OrderInput {
  orderId: string;
  paymentId: string;
  acceptBy: string;
  shipWithinHours: number;
  returnWindowHours: number;
  /** How long a parcel's tracking may be silent before the carrier is asked. */
  carrierPollSeconds: number;
  /** Without one the payment's workflow is open all the time and is told when the order is over. */
  edition?: 2;
}
export interface OrderAnswer {
  status: OrderStatus;
}
export interface DeliveryReport {
  deliveryId: string;
  status: DeliveryStatus;
}

export const acceptOrderUpdate = defineUpdate<OrderAnswer, [{ by: ActedBy }]>('accept');
/** Takes the money of the order, books the carrier and answers once the parcel has a tracking number. */
export const shipOrderUpdate = defineUpdate<OrderAnswer & { deliveryId: string }, [{ by: ActedBy }]>('ship');
/** Possible until it ships: releases the money and the stock. */
export const cancelOrderUpdate = defineUpdate<
  OrderAnswer,
  [{ by: ActedBy; reason: CancelReason; note?: string }]
>('cancel');
/** Staff decide about an order that is stuck: try the step again, or take it as done, with a note. */
export const resolveOrderUpdate = defineUpdate<
  OrderAnswer,
  [{ by: ActedBy; action: 'retry' | 'skip'; note: string }]
>('resolve');
export const deliveryReportedSignal = defineSignal<[DeliveryReport]>('deliveryReported');
export const refundReportedSignal =
  defineSignal<[{ refundId: string; amountMinor: number }]>('refundReported');
/** Machine: the bank holds the money for a short time only, and nobody has accepted the order. */
export const authorisationEndingSignal = defineSignal<[{ until: string }]>('authorisationEnding');
/** Machine: the bank let go of the money; without it nothing may be shipped. */
export const authorisationLapsedSignal = defineSignal('authorisationLapsed');
export const orderStatusQuery = defineQuery<OrderStatus>('status');
