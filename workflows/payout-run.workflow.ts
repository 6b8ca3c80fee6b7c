import {
  continueAsNew,
  type ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { PayoutActivities } from '../activities/payout.activities';
import type { PayoutName } from '../services/payout/payout.schema';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { attention } from './attention';
import type { PayoutRunInput } from './payout.messages';
import { payout } from './payout.workflow';
import { OUTSIDE } from './steps';

const { findPayable } = proxyActivities<PayoutActivities>({
  ...OUTSIDE,
  startToCloseTimeout: '2 minutes',
  summary: 'Find the sellers who can be paid',
});

const ABANDON: ParentClosePolicy = 'ABANDON';
/** Sellers looked at in one step, and steps of one run before it goes on in a new one with a short history. */
const PAGE = 50;
const PAGES_A_RUN = 20;

/** Goes through all sellers and starts a payout for each who is owed enough; those go on by themselves. */
export async function payoutRun({ after = null, started = 0 }: PayoutRunInput = {}): Promise<{
  started: number;
}> {
  let next: string | null = after;
  let count = started;
  const staff = attention(() => `${count} payouts started`);

  for (let page = 0; page < PAGES_A_RUN; page += 1) {
    setCurrentDetails(`Going through the sellers. ${count} payouts started.`);
    let items: PayoutName[] = [];
    const before: string | null = next;
    const found = await staff.insist('Find the sellers who can be paid', async () => {
      ({ items, next } = await findPayable({ after: before, limit: PAGE }));
    });
    for (const item of items) count += await startPayout(item);
    if (next === null || found === 'skipped') {
      setCurrentDetails(`Done. ${count} payouts started.`);
      return { started: count };
    }
  }
  return continueAsNew<typeof payoutRun>({ after: next, started: count });
}

/** 1 when it was started, 0 when it is under way already. */
async function startPayout(item: PayoutName): Promise<0 | 1> {
  try {
    await startChild(payout, {
      workflowId: workflowIds.payout(item.payoutId),
      taskQueue: TASK_QUEUES.checkout,
      args: [item],
      parentClosePolicy: ABANDON,
      typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: item.sellerId }],
      staticSummary: 'Pays a seller what is owed',
    });
    return 1;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 0;
    throw error;
  }
}
