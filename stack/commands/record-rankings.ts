import { newId } from '../../services/platform/ids';
import { connectDatabases } from '../../services/platform/mongo';
import { rankingCollections } from '../../services/recommendation/recommendation.collections';
import { TASK_QUEUES } from '../../temporal/ids';
import type { Temporal } from '../../temporal/connection';
import { crowdEvents, feedRecommendations, publishedEvent } from '../../test/crowds';
import { eventually } from '../../test/shopper/wait';
import { resolveUpdate } from '../../workflows/attention.messages';
import {
  type RetrainingInput,
  type RetrainingResult,
  rollBackUpdate,
} from '../../workflows/retraining.messages';
import type { Config } from '../../services/platform/config';

/** What these stories need of the stage. */
export interface RankingStage {
  config: Config;
  temporal: Temporal;
}

const DAY_MS = 24 * 3_600_000;
/** Long enough to write what its run is to find; a run's id is known before it begins. */
const BEGINS_IN = '3 seconds';
const by = { role: 'admin', id: 'staff' } as const;
const PRODUCTS = Array.from({ length: 8 }, (_, at) => `recorded-${at}`);

/** One story, told in turn, because each ranking is judged against the one before. */
export function rankingStories<Stage extends RankingStage>({
  save,
}: {
  save(stage: Stage, workflowId: string, name: string): Promise<void>;
}) {
  return [
    async function rankingsTrained(stage: Stage) {
      const databases = await connectDatabases(stage.config);
      const connection = databases.of('recommendation');
      const { versions } = rankingCollections(connection);
      try {
        await feedRecommendations(connection, [
          ...PRODUCTS.map((id) => publishedEvent(id, 'somebody')),
          ...crowdEvents(PRODUCTS, 'recorded'),
        ]);
        const first = await train(stage);
        await endsAs(first, 'published');
        await save(stage, first.workflowId, 'retraining-published');

        const held = await train(stage, BEGINS_IN);
        await prepare(held.firstExecutionRunId, { untilMs: 1, splitMs: 1 });
        await waitsForStaff(held);
        // What the first one learned from, so that it is as good.
        const { untilMs, splitMs } = (await versions.findOne({ _id: first.firstExecutionRunId })) ?? {};
        await versions.updateOne({ _id: held.firstExecutionRunId }, { $set: { untilMs, splitMs } });
        await held.executeUpdate(resolveUpdate, {
          args: [{ by, action: 'retry', note: 'It is put right.' }],
        });
        await endsAs(held, 'published');
        await save(stage, held.workflowId, 'retraining-resolved');

        // Learns from the first look of each visitor alone, and is judged by the others.
        const worse = await train(stage, BEGINS_IN);
        await prepare(worse.firstExecutionRunId, {
          untilMs: Date.now(),
          splitMs: Date.now() - 21 * DAY_MS,
        });
        await endsAs(worse, 'not-better');
        await save(stage, worse.workflowId, 'retraining-not-better');

        const tooEarly = await train(stage, undefined, { shoppers: 1_000_000, heldOut: 1 });
        await endsAs(tooEarly, 'too-little');
        await save(stage, tooEarly.workflowId, 'retraining-too-little');

        const dropped = await train(stage, BEGINS_IN);
        await prepare(dropped.firstExecutionRunId, { untilMs: 1, splitMs: 1 });
        await waitsForStaff(dropped);
        await dropped.executeUpdate(resolveUpdate, {
          args: [{ by, action: 'skip', note: 'The next one will do.' }],
        });
        await endsAs(dropped, 'given-up');
        await save(stage, dropped.workflowId, 'retraining-given-up');

        const rollback = await stage.temporal.client.workflow.start('rankingRollback', {
          workflowId: `ranking-rollback-${newId()}`,
          taskQueue: TASK_QUEUES.fulfilment,
          args: [],
        });
        await rollback.executeUpdate(rollBackUpdate, { args: [{ by, note: 'It shows the wrong things.' }] });
        await save(stage, rollback.workflowId, 'ranking-rolled-back');
      } finally {
        await databases.close();
      }

      function prepare(versionId: string, moments: { untilMs: number; splitMs: number }) {
        const gathered = { shoppers: 40, products: 8, interactions: 120, heldOut: 40 };
        return versions.insertOne({
          ...{ _id: versionId, status: 'gathered', at: new Date().toISOString(), gathered, ...moments },
          ...{ trained: null, evaluation: null, ranking: null, publishedAt: null, reason: null },
        });
      }
    },
  ] as const;
}

function waitsForStaff(handle: Awaited<ReturnType<typeof train>>) {
  return eventually(
    'the training to wait for staff',
    () => handle.describe(),
    ({ searchAttributes }) => searchAttributes.CaravanProblem !== undefined,
  );
}

async function endsAs(handle: { result(): Promise<unknown> }, wanted: RetrainingResult['outcome']) {
  const { outcome, reason } = (await handle.result()) as RetrainingResult;
  if (outcome !== wanted) throw new Error(`The training is ${outcome} and not ${wanted}: ${reason}`);
}

function train({ temporal }: RankingStage, startDelay?: '3 seconds', atLeast?: RetrainingInput['atLeast']) {
  return temporal.client.workflow.start('retraining', {
    workflowId: `retraining-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [atLeast === undefined ? {} : { atLeast }],
    ...(startDelay === undefined ? {} : { startDelay }),
  });
}
