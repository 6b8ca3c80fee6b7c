import type { Connection } from 'mongoose';
import type { DisputeRef } from '../dispute/dispute.schema';
import type { Clock } from '../platform/clock';
import { changeDocument, present } from '../platform/guarded';
import { type PaymentDocument, paymentModel } from './payment.model';
import type { Payment, PaymentDispute } from './payment.schema';
import { bankStanding, isDisputed } from './payment.state';

export type PaymentDisputes = ReturnType<typeof createPaymentDisputes>;

/** What disputes hold and take of payments. A refund looks at it in the same document, so the two never overlap. */
export function createPaymentDisputes({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = paymentModel(connection);
  const change = (id: string, decide: Parameters<typeof changeDocument<PaymentDocument>>[4]) =>
    changeDocument(model, 'payment', id, clock.nowMs(), decide);

  return {
    /**
     * Writes a dispute into its payment, once: from here on its orders are not refunded.
     * @param split which order gives how much, of the payment as it is in that very moment; throws the refusal
     * @returns the parts as they stand in the payment
     */
    async open(
      { disputeId, paymentId, providerDisputeId }: DisputeRef,
      split: (payment: Payment) => PaymentDispute['parts'],
    ): Promise<PaymentDispute['parts']> {
      const after = await change(paymentId, (current) => {
        if (current.disputes?.some((dispute) => dispute.disputeId === disputeId)) return null;
        const opened: PaymentDispute = {
          disputeId,
          providerDisputeId,
          status: 'open',
          parts: split(present<Payment>(current)),
        };
        return { set: { disputes: [...(current.disputes ?? []), opened] }, events: [] };
      });
      return after.disputes?.find((dispute) => dispute.disputeId === disputeId)?.parts ?? [];
    },

    /** Whether a dispute holds or has taken money of this order. */
    async holds(paymentId: string, orderId: string): Promise<boolean> {
      const payment = (await model.findById(paymentId).lean()) as PaymentDocument | null;
      return payment !== null && isDisputed(payment, orderId);
    },

    /** How the bank stands to this order's money: it is looking into it, or has taken it. Null when it does not. */
    async standing(paymentId: string, orderId: string): Promise<'open' | 'lost' | null> {
      const payment = (await model.findById(paymentId).lean()) as PaymentDocument | null;
      return payment && bankStanding(payment, orderId);
    },

    /** Writes the verdict down; what was lost is counted in `disputedMinor`. */
    async settle(paymentId: string, disputeId: string, verdict: 'won' | 'lost'): Promise<void> {
      await change(paymentId, (current) => {
        const disputes = (current.disputes ?? []).map((dispute) =>
          dispute.disputeId === disputeId ? { ...dispute, status: verdict } : dispute,
        );
        return { set: { disputes, disputedMinor: lostMinor(disputes) }, events: [] };
      });
    },
  };
}

function lostMinor(disputes: readonly PaymentDispute[]): number {
  return disputes
    .filter(({ status }) => status === 'lost')
    .flatMap(({ parts }) => parts)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
