import type { PaymentCare, Righted } from '../services/payment/payment.care';
import type { PaymentDesk } from '../services/payment/payment-desk.port';
import type { Payment } from '../services/payment/payment.schema';
import { mappedAll } from './failures';
import { heartbeating } from './heartbeat';

export type PaymentActivities = ReturnType<typeof createPaymentActivities>;
export type PaymentFacts = Pick<
  Payment,
  'id' | 'status' | 'authorisedMinor' | 'capturedMinor' | 'refundedMinor'
>;
/** What a look at the provider brought, and whom it concerns. */
export type PaymentLook = PaymentFacts &
  Pick<Righted, 'mended' | 'refunds' | 'lapsedOrderIds'> & {
    warnedOrderIds: string[];
    authorisedUntil: string | null;
  };

/** Steps that move money at the provider and book it, and those that look after payments. */
export function createPaymentActivities({
  paymentCare,
  desk,
}: {
  paymentCare: PaymentCare;
  desk: Pick<PaymentDesk, 'guard'>;
}) {
  return mappedAll({
    capturePart: async (request: { paymentId: string; orderId: string }) =>
      factsOf(await paymentCare.capture(request)),
    releasePart: async (request: { paymentId: string; orderId: string }) =>
      factsOf(await paymentCare.release(request)),
    refundPart: async (request: {
      paymentId: string;
      orderId: string;
      refundId: string;
      amountMinor: number;
      attempt?: number;
    }): Promise<PaymentFacts & { refund?: 'pending' | 'succeeded' }> => {
      const { refund, ...payment } = await paymentCare.refund(request);
      return { ...factsOf(payment), refund };
    },
    rightPayment: async (request: { paymentId: string }) =>
      lookOf({ ...(await paymentCare.reconcile(request)), warnedOrderIds: [] }),
    guardParts: async (request: { paymentId: string }) => lookOf(await paymentCare.guard(request)),

    findPaymentsToGuard: async (request: { after: string | null; limit: number }) =>
      paymentCare.endingSoon(request),
    guardPayment: heartbeating(async (request: { paymentId: string }) => void (await desk.guard(request))),
  });
}

function factsOf({ id, status, authorisedMinor, capturedMinor, refundedMinor }: Payment): PaymentFacts {
  return { id, status, authorisedMinor, capturedMinor, refundedMinor };
}

function lookOf({ payment, ...told }: Righted & { warnedOrderIds: string[] }): PaymentLook {
  const { mended, refunds, lapsedOrderIds, warnedOrderIds } = told;
  return {
    ...factsOf(payment),
    ...{ mended, refunds, lapsedOrderIds, warnedOrderIds, authorisedUntil: payment.authorisedUntil },
  };
}
