import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { PaymentDesk } from '../services/payment/payment-desk.port';
import { captureUpdate, refundUpdate, releaseUpdate } from '../workflows/payment.messages';
import { domainErrorOf } from '../temporal/failures';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';

/**
 * The payment desk whose clerk is the payment's workflow. Update ids follow from order and refund, so a repeated
 * request gets the first answer; a payment whose run is over is opened for this one request.
 */
export function createPaymentDesk(client: Client): PaymentDesk {
  const opened = (paymentId: string) =>
    new WithStartWorkflowOperation('payment', {
      workflowId: workflowIds.payment(paymentId),
      taskQueue: TASK_QUEUES.checkout,
      args: [{ paymentId, orderIds: [], authorisedUntil: null }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: 'Payment, opened again for one request',
    });

  return {
    capture: ({ paymentId, orderId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(captureUpdate, {
          updateId: `capture-${orderId}`,
          args: [{ orderId }],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    release: ({ paymentId, orderId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(releaseUpdate, {
          updateId: `release-${orderId}`,
          args: [{ orderId }],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    refund: ({ paymentId, ...request }) =>
      refusals(
        client.workflow.executeUpdateWithStart(refundUpdate, {
          updateId: `refund-${request.refundId}`,
          args: [request],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
  };
}

/** What the payment refused, as the domain put it. */
async function refusals<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw domainErrorOf(error) ?? error;
  }
}
