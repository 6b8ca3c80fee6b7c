import type { PaymentService } from '../services/payment/payment.service';
import type { Payment } from '../services/payment/payment.schema';
import { mappedAll } from './failures';

export type PaymentActivities = ReturnType<typeof createPaymentActivities>;
export type PaymentFacts = Pick<
  Payment,
  'id' | 'status' | 'authorisedMinor' | 'capturedMinor' | 'refundedMinor'
>;

/** Steps that move money at the provider. */
export function createPaymentActivities({ payments }: { payments: PaymentService }) {
  return mappedAll({
    capturePart: async (request: { paymentId: string; orderId: string }) =>
      factsOf(await payments.capture(request)),
    releasePart: async (request: { paymentId: string; orderId: string }) =>
      factsOf(await payments.release(request)),
    refundPart: async (request: {
      paymentId: string;
      orderId: string;
      refundId: string;
      amountMinor: number;
    }) => factsOf(await payments.refund(request)),
  });
}

function factsOf({ id, status, authorisedMinor, capturedMinor, refundedMinor }: Payment): PaymentFacts {
  return { id, status, authorisedMinor, capturedMinor, refundedMinor };
}
