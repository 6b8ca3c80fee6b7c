import { Context } from '@temporalio/activity';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { PaymentDesk } from '../services/payment/payment-desk.port';
import {
  captureUpdate,
  guardUpdate,
  reconcileUpdate,
  refundUpdate,
  releaseUpdate,
} from '../workflows/payment.messages';
import { domainErrorOf } from '../temporal/failures';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';

/**
 * The payment desk whose clerk is the payment's workflow. An update's id names what is asked and who asks: a repeated
 * step gets the first answer, and a new step (a seller's or staff's second try) is a new request, because Temporal
 * would answer it with the old refusal otherwise. The money itself moves once an order or refund, whoever asks. The
 * payment's workflow is opened for what is asked and rests when nothing is left to do.
 * @param asker what tells one asking step from another, and is the same when that step is repeated
 */
export function createPaymentDesk(client: Client, asker: () => string = currentStep): PaymentDesk {
  const opened = (paymentId: string) =>
    new WithStartWorkflowOperation('payment', {
      workflowId: workflowIds.payment(paymentId),
      taskQueue: TASK_QUEUES.checkout,
      args: [{ paymentId, orderIds: [], authorisedUntil: null, edition: 2 }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: 'Money of a purchase is moved',
    });

  return {
    capture: ({ paymentId, orderId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(captureUpdate, {
          updateId: `capture-${orderId}-${asker()}`,
          args: [{ orderId }],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    release: ({ paymentId, orderId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(releaseUpdate, {
          updateId: `release-${orderId}-${asker()}`,
          args: [{ orderId }],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    refund: ({ paymentId, ...request }) =>
      refusals(
        client.workflow.executeUpdateWithStart(refundUpdate, {
          updateId: `refund-${request.refundId}-${asker()}`,
          args: [request],
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    guard: ({ paymentId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(guardUpdate, {
          updateId: `guard-${asker()}`,
          startWorkflowOperation: opened(paymentId),
        }),
      ),
    reconcile: ({ paymentId }) =>
      refusals(
        client.workflow.executeUpdateWithStart(reconcileUpdate, {
          updateId: `reconcile-${asker()}`,
          startWorkflowOperation: opened(paymentId),
        }),
      ),
  };
}

/** The activity that runs: one for each time that a workflow wants something done. */
function currentStep(): string {
  const { workflowExecution, activityId } = Context.current().info;
  return `${workflowExecution?.runId}-${activityId}`;
}

/** What the payment refused, as the domain put it. */
async function refusals<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw domainErrorOf(error) ?? error;
  }
}
