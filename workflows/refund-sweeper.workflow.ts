import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { type ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import type { RefundActivities } from '../activities/refund.activities';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { refund } from './refund.workflow';
import { OUTSIDE } from './steps';

const { findUnstartedRefunds } = proxyActivities<RefundActivities>({
  ...OUTSIDE,
  startToCloseTimeout: '1 minute',
  summary: 'Find refunds whose workflow never started',
});

/** Starts what was written down and could not be started then. Answers with how many it started. */
export async function refundSweeper(): Promise<{ started: number }> {
  const found = await findUnstartedRefunds();
  const parentClosePolicy: ParentClosePolicy = 'ABANDON';
  let started = 0;
  for (const { refundId, orderId, paymentId, sellerId, approval } of found) {
    try {
      await startChild(refund, {
        workflowId: workflowIds.refund(refundId),
        taskQueue: TASK_QUEUES.checkout,
        parentClosePolicy,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [{ refundId, orderId, paymentId, automatic: approval.by === 'nobody', approval }],
        typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }],
        staticSummary: 'Money goes back to a buyer',
      });
      started += 1;
    } catch (error) {
      // It runs, or its run has ended: whoever wants it resolved finds it by its id.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
  return { started };
}
