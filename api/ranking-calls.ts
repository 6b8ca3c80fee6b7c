import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { ActedBy } from '../services/order/order.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { rollBackUpdate } from '../workflows/retraining.messages';

/** What the API says to the workflows about what is recommended. */
export interface RankingCalls {
  /** Goes back to the ranking before the one that is live. */
  rollBackRanking(request: { by: ActedBy; note: string }): Promise<void>;
}

/** @param said has an answer's refusal come back as the domain's */
export function createRankingCalls(
  { workflow }: Pick<Client, 'workflow'>,
  said: (message: Promise<unknown>) => Promise<void>,
): RankingCalls {
  return {
    rollBackRanking: (request) =>
      said(
        workflow.executeUpdateWithStart(rollBackUpdate, {
          args: [request],
          startWorkflowOperation: new WithStartWorkflowOperation('rankingRollback', {
            workflowId: workflowIds.rankingRollback(),
            taskQueue: TASK_QUEUES.fulfilment,
            args: [],
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            staticSummary: 'Staff go back to the ranking before',
          }),
        }),
      ),
  };
}
