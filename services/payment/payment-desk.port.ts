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
  }): Promise<PaymentMoved>;
}
/** Sums of the whole payment, minor units. */
export interface PaymentMoved {
  capturedMinor: number;
  refundedMinor: number;
}
