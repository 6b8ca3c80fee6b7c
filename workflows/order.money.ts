import {
  condition,
  type ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { RefundAnswer, RefundAsked } from '../services/order/order.care';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import type { Attention } from './attention';
import { moneyDecidedSignal } from './order.messages';
import { refund } from './refund.workflow';
import { markedAsMine } from './seller-mark';
import { INSIDE } from './steps';
import { lookAgainMs } from './turns';

const { requestFullRefund } = proxyLocalActivities<FulfilmentActivities>({
  ...INSIDE,
  summary: 'Write down what is given back',
});

const WAITS_FOR = {
  dispute: "The buyer's bank is looking into the payment. Waits for what it decides.",
  decision: 'Others have asked for money of this order. What they are refused goes back as well.',
};
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
  let decisions = 0;
  setHandler(moneyDecidedSignal, () => void (decisions += 1));

  /** One that runs already was written a while ago, and the sweeper has started it: that is what was wanted. */
  async function startRefund(refundId: string, staticSummary: string): Promise<void> {
    try {
      await startChild(refund, {
        workflowId: workflowIds.refund(refundId),
        taskQueue: TASK_QUEUES.checkout,
        parentClosePolicy: ABANDON,
        args: [{ refundId, orderId, paymentId, automatic: true }],
        staticSummary,
        typedSearchAttributes: markedAsMine(),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  return {
    startRefund,

    /**
     * Asks until all that is owed is given back, by one refund or several: a dispute has to be decided first, and what
     * others have asked back and are refused is owed after that.
     * @param count how many refunds for the same reason there are
     */
    async giveBack(asked: Omit<RefundAsked, 'orderId'>, staticSummary: string, count = 0): Promise<void> {
      for (let round = 0; ; round += 1) {
        let found: RefundAnswer = null;
        const before = decisions;
        const again = count > 0 && { refundId: `${asked.refundId}-${count + 1}`, first: asked.refundId };
        const request = { orderId, ...asked, ...again };
        await staff.insist('Ask for the refund', async () => {
          found = await requestFullRefund(request);
        });
        const answer = found as RefundAnswer;
        if (answer === null) return;
        if ('refundId' in answer) {
          await startRefund(request.refundId, staticSummary);
          [count, round] = [count + 1, 0];
        }
        if (answer.waitsFor === undefined) return;
        setCurrentDetails(WAITS_FOR[answer.waitsFor]);
        await condition(() => decisions !== before, lookAgainMs(round), {
          summary: 'Look whether it is decided',
        });
      }
    },
  };
}
