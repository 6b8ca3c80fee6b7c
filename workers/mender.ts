import type { Client } from '@temporalio/client';
import type { PaymentDesk } from '../services/payment/payment-desk.port';
import type { PayoutService } from '../services/payout/payout.service';
import type { Difference } from '../services/reconciliation/reconciliation.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import type { DisputeDesk } from './dispute-desk';
import { payoutReportedSignal, type PayoutInput } from '../workflows/payout.messages';

/**
 * Tells the workflow that owns a payment, its disputes or a payout to ask the provider anew: only it decides. A payment has answered
 * when this resolves; a payout has only been told.
 */
export function createMender({
  client,
  desk,
  disputes,
  payouts,
}: {
  client: Client;
  desk: Pick<PaymentDesk, 'reconcile'>;
  disputes: DisputeDesk;
  payouts: Pick<PayoutService, 'get'>;
}): (subject: Difference['subject']) => Promise<void> {
  return async ({ type, id }) => {
    if (type === 'payment') {
      await disputes.hear({ paymentId: id });
      await desk.reconcile({ paymentId: id });
      return;
    }
    const payout = await payouts.get(id);
    if (!payout) return;
    const input: PayoutInput = { payoutId: id, sellerId: payout.sellerId, currency: payout.currency };
    await client.workflow.signalWithStart('payout', {
      workflowId: workflowIds.payout(id),
      taskQueue: TASK_QUEUES.checkout,
      args: [input],
      signal: payoutReportedSignal,
      signalArgs: [{ eventId: 'reconciliation' }],
      staticSummary: 'Payout, opened again to look at the provider',
    });
  };
}
