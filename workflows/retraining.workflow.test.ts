import { ApplicationFailure } from '@temporalio/common';
import { newId } from '../services/platform/ids';
import type { Evaluation, Gathered } from '../services/recommendation/recommendation.schema';
import { TASK_QUEUES } from '../temporal/ids';
import { type Stage, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { rollBackUpdate, type RetrainingResult } from './retraining.messages';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 90_000);
afterAll(() => stage.close());
jest.setTimeout(60_000);

const gathered: Gathered = { shoppers: 200, products: 50, interactions: 3000, heldOut: 90 };
const about = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });
const score = (mean: number) => ({ recall: about(mean), ndcg: about(mean) });
const evaluation = (lead: number | null): Evaluation => ({
  ...{ judged: 90, model: score(0.2), company: score(0.3), popularity: score(0.1) },
  live: lead === null ? null : score(0.3 - lead),
  lead: lead === null ? null : { model: about(lead), company: about(lead), popularity: about(lead) },
});
const steps = (judged: Evaluation) => ({
  gatherInteractions: async () => gathered,
  trainRanking: async () => ({ loss: 1, tookMs: 5, peakMb: 80 }),
  judgeRanking: async () => judged,
  listRecommendations: async () => ({ lists: 100 }),
});

const train = () =>
  stage.client.workflow.start('retraining', {
    workflowId: `retraining-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  });
const resultOf = async () => (await (await train()).result()) as RetrainingResult;

test('the best ranking is published after its lists are written, and not before it was judged', async () => {
  stage.play(steps(evaluation(null)));
  expect(await resultOf()).toMatchObject({ outcome: 'published', ranking: 'company' });
  expect(stage.names()).toEqual([
    'gatherInteractions',
    'trainRanking',
    'judgeRanking',
    'listRecommendations',
    'publishRanking',
  ]);
  expect(stage.calls.at(-1)?.input).toMatchObject({ ranking: 'company' });
});

test('what finds less than what is live is set aside with the reason, and shoppers see no change', async () => {
  stage.play(steps(evaluation(-0.1)));
  const result = await resultOf();
  expect(result).toMatchObject({ outcome: 'not-better', ranking: 'company' });
  expect(stage.names()).not.toContain('publishRanking');
  expect(stage.calls.at(-1)).toMatchObject({ step: 'setRankingAside', input: { reason: result.reason } });
});

test('too few shoppers train nothing', async () => {
  stage.play({ gatherInteractions: async () => ({ ...gathered, shoppers: 3 }) });
  expect(await resultOf()).toMatchObject({ outcome: 'too-little' });
  expect(stage.names()).toEqual(['gatherInteractions', 'setRankingAside']);
});

test('a training that keeps failing waits for staff, and goes on when they have it tried again', async () => {
  let broken = true;
  stage.play({
    ...steps(evaluation(null)),
    trainRanking: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('There is no memory left.', 'out-of-memory');
      return { loss: 1, tookMs: 5, peakMb: 80 };
    },
  });
  const handle = await train();
  await parked(handle.workflowId);
  broken = false;
  await resolve(handle.workflowId, 'retry');
  expect(await handle.result()).toMatchObject({ outcome: 'published' });
});

test('a training that staff give up leaves what is live', async () => {
  stage.play({
    ...steps(evaluation(null)),
    trainRanking: async () => {
      throw ApplicationFailure.nonRetryable('There is no memory left.', 'out-of-memory');
    },
  });
  const handle = await train();
  await parked(handle.workflowId);
  await resolve(handle.workflowId, 'skip');
  expect(await handle.result()).toMatchObject({ outcome: 'given-up' });
  expect(stage.names()).not.toContain('publishRanking');
  expect(stage.names().at(-1)).toBe('setRankingAside');
});

test('staff go back to the ranking before, once, and the workflow is over', async () => {
  stage.play({ rollBackRanking: async () => ({ versionId: 'before' }) });
  const handle = await rollback();
  expect(await goBack(handle.workflowId)).toEqual({ versionId: 'before' });
  expect(await handle.result()).toEqual({ versionId: 'before' });
});

test('going back without a note, or where there is nothing before, is refused in words', async () => {
  stage.play({
    rollBackRanking: async () => {
      throw ApplicationFailure.nonRetryable('There is no earlier ranking.', 'nothing-to-roll-back');
    },
  });
  const handle = await rollback();
  await expect(goBack(handle.workflowId, ' ')).rejects.toMatchObject({ cause: { type: 'note-missing' } });
  await expect(goBack(handle.workflowId)).rejects.toMatchObject({ cause: { type: 'nothing-to-roll-back' } });
  expect(await handle.result()).toEqual({ versionId: null });
});

const by = { role: 'admin', id: 'ann' } as const;

const rollback = () =>
  stage.client.workflow.start('rankingRollback', {
    workflowId: `ranking-rollback-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [],
  });

const goBack = (workflowId: string, note = 'It shows the wrong things.') =>
  stage.client.workflow.getHandle(workflowId).executeUpdate(rollBackUpdate, { args: [{ by, note }] });

async function resolve(workflowId: string, action: 'retry' | 'skip'): Promise<void> {
  await stage.client.workflow
    .getHandle(workflowId)
    .executeUpdate(resolveUpdate, { args: [{ by, action, note: 'Seen to.' }] });
}

/** Waits until the workflow is marked as waiting for staff. */
async function parked(workflowId: string): Promise<void> {
  const handle = stage.client.workflow.getHandle(workflowId);
  for (;;) {
    const { searchAttributes } = await handle.describe();
    if (searchAttributes.CaravanProblem) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}
