import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { DeliveryStatus, TrackingEvent } from '../services/delivery/delivery.schema';

export interface DeliveryInput {
  deliveryId: string;
  orderId: string;
  pollSeconds: number;
  /** Without one a timer is set anew after each report, and each step of the way is a search attribute. */
  edition?: 2;
}

/** Machine: a verified tracking webhook. Duplicates and reordering are sorted out by the sequence number. */
export const carrierReportedSignal = defineSignal<[TrackingEvent]>('carrierReported');
export const deliveryStatusQuery = defineQuery<DeliveryStatus>('status');
