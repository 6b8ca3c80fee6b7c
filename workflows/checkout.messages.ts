import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CheckoutStatus, PlaceOrderResult } from '../services/checkout/checkout.schema';

export interface CheckoutInput {
  checkoutId: string;
  holdSeconds: number;
  /**
   * How this run goes about it; it never changes within a run, so histories of earlier editions replay. Without one
   * the payment's workflow is started with the orders, and the provider is asked by a remote activity from the start.
   */
  edition?: 2;
}
/** `attempt` is the number that the checkout service gave to this try with one card; details are in the document. */
export interface PlaceOrderInput {
  attempt: number;
}
/** Somebody says that the payment may have moved. The workflow asks the provider itself; this only wakes it. */
export interface PaymentReport {
  source: 'buyer' | 'provider' | 'reconciler';
  providerPaymentId?: string;
  eventId?: string;
}

/** Person: pay the basket with the card of this attempt. Answers when the payment is decided or needs the buyer. */
export const placeOrderUpdate = defineUpdate<PlaceOrderResult, [PlaceOrderInput]>('placeOrder');
/** Person: give up; the hold is released and nothing is charged. */
export const abandonUpdate = defineUpdate<{ status: CheckoutStatus }, []>('abandon');
export const paymentReportedSignal = defineSignal<[PaymentReport]>('paymentReported');
export const checkoutStatusQuery = defineQuery<CheckoutStatus>('status');
