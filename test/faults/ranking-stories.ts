import { newId } from '../../services/platform/ids';
import { TASK_QUEUES } from '../../temporal/ids';
import { rollBackUpdate } from '../../workflows/retraining.messages';
import { crowdEvents, feedRecommendations, publishedEvent } from '../crowds';
import type { Stage, Story } from './stage';

/** Stories of what is recommended. */
export const rankingStories: readonly Story[] = [
  {
    name: 'a ranking that is trained and published',
    async tell(stage) {
      const products = Array.from({ length: 8 }, (_, at) => `r-${at}`);
      await feedRecommendations(stage.world.databases.of('recommendation'), [
        ...products.map((id) => publishedEvent(id, 'somebody')),
        ...crowdEvents(products, 'crowd'),
      ]);
      await trained(stage, { shoppers: 5, heldOut: 1 });
    },
  },
  {
    name: 'too few shoppers to learn from',
    tell: (stage) => trained(stage, { shoppers: 1_000_000, heldOut: 1 }),
  },
  {
    name: 'staff go back to the ranking before, where there is one',
    async tell(stage) {
      const workflowId = `ranking-rollback-${newId()}`;
      stage.about(workflowId);
      const handle = await stage.temporal.workflow.start('rankingRollback', {
        workflowId,
        taskQueue: TASK_QUEUES.fulfilment,
        args: [],
      });
      const by = { role: 'admin', id: 'staff' } as const;
      // Where there is none it is refused, and the workflow ends all the same.
      await handle
        .executeUpdate(rollBackUpdate, { args: [{ by, note: 'Seen to by a test.' }] })
        .catch(() => undefined);
      await handle.result();
    },
  },
];

async function trained(stage: Stage, atLeast: { shoppers: number; heldOut: number }): Promise<void> {
  const workflowId = `retraining-${newId()}`;
  stage.about(workflowId);
  const handle = await stage.temporal.workflow.start('retraining', {
    ...{ workflowId, taskQueue: TASK_QUEUES.fulfilment },
    args: [{ atLeast }],
  });
  await handle.result();
}
