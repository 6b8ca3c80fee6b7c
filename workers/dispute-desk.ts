import type { Client } from '@temporalio/client';
import { disputeIdOf } from '../services/dispute/dispute.ids';
import type { Payment } from '../services/payment/payment.schema';
import { unheardDisputes } from '../services/payment/payment.state';
import type { PaymentProvider } from '../services/payment/provider.port';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { disputeReportedSignal, type DisputeInput } from '../workflows/dispute.messages';

/** Wakes the workflows of disputes whose reports never arrived. */
export interface DisputeDesk {
  /** Compares a payment's disputes with the provider's; each that differs is told to its workflow. */
  hear(request: { paymentId: string }): Promise<void>;
}

export function createDisputeDesk({
  client,
  payments,
  provider,
}: {
  client: Client;
  payments: { get(id: string): Promise<Payment | null> };
  provider: Pick<PaymentProvider, 'retrieve'>;
}): DisputeDesk {
  async function wake(input: DisputeInput): Promise<void> {
    await client.workflow.signalWithStart('dispute', {
      workflowId: workflowIds.dispute(input.disputeId),
      taskQueue: TASK_QUEUES.fulfilment,
      args: [input],
      signal: disputeReportedSignal,
      signalArgs: [{ eventId: 'reconciliation' }],
      staticSummary: "A buyer's bank takes a payment back; its report never came",
    });
  }

  return {
    async hear({ paymentId }) {
      const payment = await payments.get(paymentId);
      if (!payment?.providerPaymentId) return;
      const { providerPaymentId } = payment;
      const theirs = await provider.retrieve(providerPaymentId);
      for (const { providerDisputeId } of unheardDisputes(theirs.disputes, payment)) {
        const disputeId = disputeIdOf({ paymentId, providerDisputeId });
        await wake({ disputeId, paymentId, providerPaymentId, providerDisputeId });
      }
    },
  };
}
