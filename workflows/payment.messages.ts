import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Payment, PaymentStatus } from '../services/payment/payment.schema';
import type { PaymentReport } from './checkout.messages';

/**
 * Without `orderIds` it serves what it is opened for and rests again. With them it was started by a checkout of the
 * first edition and stays open until all its orders are over.
 */
export interface PaymentInput {
  paymentId: string;
  orderIds: string[];
  authorisedUntil: string | null;
  /** Absent in runs that earlier versions started, which let the provider's reports pass. */
  edition?: 2;
}
export type PaymentSummary = Pick<
  Payment,
  'id' | 'status' | 'authorisedMinor' | 'capturedMinor' | 'refundedMinor'
>;

/** Take the part of one seller order. Idempotent by order. */
export const captureUpdate = defineUpdate<PaymentSummary, [{ orderId: string }]>('capture');
/** Let go of the part of one seller order that was not taken. Idempotent by order. */
export const releaseUpdate = defineUpdate<PaymentSummary, [{ orderId: string }]>('release');
/** Give money back. Idempotent by refund and try; more than was captured for the order is refused. */
export const refundUpdate = defineUpdate<
  PaymentSummary & { refund?: 'pending' | 'succeeded' },
  [{ orderId: string; refundId: string; amountMinor: number; attempt?: number }]
>('refund');
/** Look after the payment before its reservation ends: take what was promised, warn about what was not accepted. */
export const guardUpdate = defineUpdate<PaymentSummary>('guard');
/** Ask the provider how the payment stands, and write down everywhere what we lack. */
export const reconcileUpdate = defineUpdate<PaymentSummary & { mended: string[] }>('reconcile');
/** Machine: a verified webhook of the provider. */
export const providerReportedSignal = defineSignal<[PaymentReport]>('providerReported');
/** Machine: one of its orders is over; when all are, the payment rests. */
export const orderEndedSignal = defineSignal<[{ orderId: string }]>('orderEnded');
export const paymentStatusQuery = defineQuery<PaymentStatus>('status');
