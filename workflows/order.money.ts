import {
  condition,
  type ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  startChild,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { RefundAnswer, RefundAsked } from '../services/order/order.care';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import type { Attention } from './attention';
import { refund } from './refund.workflow';
import { INSIDE } from './steps';

const { requestFullRefund } = proxyLocalActivities<FulfilmentActivities>({
  ...INSIDE,
  summary: 'Write down what is given back',
});

/** Between two looks whether a bank has decided about the order's money, growing. */
const LOOK_AGAIN_SECONDS = [5, 30, 300, 3600, 21_600];
const ABANDON: ParentClosePolicy = 'ABANDON';

/** How an order gives money back: by a refund of its own name, which lives on. */
export function moneyBack({
  orderId,
  paymentId,
  staff,
}: {
  orderId: string;
  paymentId: string;
  staff: Attention;
}) {
  async function startRefund(refundId: string, staticSummary: string): Promise<void> {
    await startChild(refund, {
      workflowId: workflowIds.refund(refundId),
      taskQueue: TASK_QUEUES.checkout,
      parentClosePolicy: ABANDON,
      args: [{ refundId, orderId, paymentId, automatic: true }],
      staticSummary,
    });
  }

  return {
    startRefund,

    /** Asks until it is known whether anything is given back; a dispute has to be decided first. */
    async giveBack(asked: Omit<RefundAsked, 'orderId'>, staticSummary: string): Promise<void> {
      for (let round = 0; ; round += 1) {
        let found: RefundAnswer = null;
        await staff.insist('Ask for the refund', async () => {
          found = await requestFullRefund({ orderId, ...asked });
        });
        const answer = found as RefundAnswer;
        if (answer === null) return;
        if ('refundId' in answer) return startRefund(asked.refundId, staticSummary);
        setCurrentDetails("The buyer's bank is looking into the payment. Waits for what it decides.");
        const seconds = LOOK_AGAIN_SECONDS[Math.min(round, LOOK_AGAIN_SECONDS.length - 1)] ?? 3600;
        await condition(() => false, seconds * 1000, { summary: 'Look whether the bank has decided' });
      }
    },
  };
}
