import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { ActedBy } from '../services/order/order.schema';
import type { RefundStatus } from '../services/refund/refund.schema';
import { workflowIds } from '../temporal/ids';
import { attention, causeOf, refusal, refusalWithin } from './attention';
import { refundReportedSignal } from './order.messages';
import {
  approveRefundUpdate,
  type RefundInput,
  refundStatusQuery,
  rejectRefundUpdate,
} from './refund.messages';
import { ASKING, INSIDE } from './steps';

const { askRefundApproval, startRefunding, rejectRefund, failRefund } =
  proxyLocalActivities<FulfilmentActivities>({ ...INSIDE, summary: 'Write down where the refund stands' });
const { completeRefund } = proxyLocalActivities<FulfilmentActivities>({
  ...INSIDE,
  summary: 'Count the refund in its order, restock',
});
const { refundMoney } = proxyActivities<FulfilmentActivities>({ ...ASKING, summary: 'Give the money back' });

/** Silence of the seller is consent: the buyer is not kept waiting longer than this. */
const DECIDE_WITHIN = '3 days';

type Decision = { approved: boolean; by: ActedBy; note: string | null };

/** Money back: agreed by someone where the rules ask for it, then given back once, and counted in the order. */
export async function refund({ refundId, orderId, automatic }: RefundInput): Promise<RefundStatus> {
  let status: RefundStatus = 'requested';
  let decision: Decision | null = automatic
    ? { approved: true, by: { role: 'system', id: 'rules' }, note: null }
    : null;
  const staff = attention(() => status);

  const undecided = () => {
    if (decision !== null)
      throw refusal('refund-decided', 'This refund was decided already. Nothing was changed.', { status });
  };
  setHandler(refundStatusQuery, () => status);
  setHandler(
    approveRefundUpdate,
    async ({ by, note }) => {
      decision = { approved: true, by, note: note ?? null };
      await condition(() => status !== 'requested' && status !== 'awaiting-approval');
      return { status };
    },
    { description: 'The refund is agreed to.', validator: (_request) => undecided() },
  );
  setHandler(
    rejectRefundUpdate,
    async ({ by, note }) => {
      decision = { approved: false, by, note };
      await condition(() => status === 'rejected');
      return { status };
    },
    {
      description: 'The refund is refused, with the reason that the buyer is told.',
      validator: ({ note }) => {
        undecided();
        if (note.trim() === '')
          throw refusal(
            'note-missing',
            'Say why, in a sentence that the buyer can read. Nothing was changed.',
          );
      },
    },
  );

  const { approved, by, note } = await decide();
  if (!approved) {
    await staff.insist('Write down the refusal', () => rejectRefund({ refundId, by, note: note ?? '' }));
    return end('rejected', 'Refused. Nothing was given back.');
  }
  await staff.insist('Start the refund', () => startRefunding({ refundId, by, note }));
  status = 'refunding';
  setCurrentDetails('Giving the money back.');
  const amountMinor = await giveBack();
  if (amountMinor === null) return end('failed', 'The payment refused. Nothing was given back.');
  await staff.insist('Count the refund', () => completeRefund({ refundId }));
  await getExternalWorkflowHandle(workflowIds.order(orderId))
    .signal(refundReportedSignal, { refundId, amountMinor })
    .catch(() => undefined);
  return end('refunded', 'Given back.');

  async function decide(): Promise<Decision> {
    if (decision === null) {
      await staff.insist('Ask for agreement', () => askRefundApproval({ refundId }));
      status = 'awaiting-approval';
      setCurrentDetails('Waits for the seller or support to agree.');
      await condition(() => decision !== null, DECIDE_WITHIN, { summary: 'Silence is consent' });
    }
    // Kept, so that who answers now is told that it is decided.
    decision ??= { approved: true, by: { role: 'system', id: 'silence' }, note: 'Nobody answered in time.' };
    return decision;
  }

  /** The amount, or null when the payment refuses for good. */
  async function giveBack(): Promise<number | null> {
    let amountMinor: number | null = null;
    await staff.insist('Give the money back', async () => {
      try {
        ({ amountMinor } = await refundMoney({ refundId }));
      } catch (error) {
        if (!refusalWithin(error)) throw error;
        await failRefund({ refundId, problem: causeOf(error) });
      }
    });
    return amountMinor;
  }

  async function end(as: RefundStatus, details: string): Promise<RefundStatus> {
    status = as;
    setCurrentDetails(details);
    await condition(allHandlersFinished);
    return status;
  }
}
