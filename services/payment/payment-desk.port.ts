/**
 * How others ask for money to be moved: the payment's workflow decides, one request at a time. Requests are
 * idempotent by order and refund; refusals are DomainErrors.
 */
export interface PaymentDesk {
  capture(request: { paymentId: string; orderId: string }): Promise<PaymentMoved>;
  release(request: { paymentId: string; orderId: string }): Promise<PaymentMoved>;
  refund(request: {
    paymentId: string;
    orderId: string;
    refundId: string;
    amountMinor: number;
    /** Which try of this refund it is, from 1. */
    attempt?: number;
  }): Promise<PaymentMoved & { refund?: 'pending' | 'succeeded' }>;
  /** Has the payment looked after before its reservation ends. */
  guard(request: { paymentId: string }): Promise<PaymentMoved>;
  /** Has the provider asked how the payment stands, and what we lack written down. */
  reconcile(request: { paymentId: string }): Promise<PaymentMoved & { mended: string[] }>;
}
/** Sums of the whole payment, minor units. */
export interface PaymentMoved {
  capturedMinor: number;
  refundedMinor: number;
}
