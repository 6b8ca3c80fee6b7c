import { ApplicationFailure } from '@temporalio/common';
import type { BatchResult } from '../activities/watch.activities';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES } from '../temporal/ids';
import { type Stage, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import type { ReconciliationTally } from './reconciliation.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const batch = (over: Partial<BatchResult> = {}): BatchResult => ({
  nextCursor: null,
  ...{ compared: 0, found: 0, mended: 0, opened: 0 },
  left: [],
  heldMinor: {},
  ...over,
});

const run = () =>
  stage.client.workflow.start('reconciliation', {
    workflowId: `reconciliation-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  });
const reports = () => stage.calls.filter(({ step }) => step === 'keepWatchReport').map(({ input }) => input);

test('all payments are compared, then all payouts, and the report has the sums of both', async () => {
  stage.play({
    reconcilePayments: async ({ cursor }) =>
      cursor === null
        ? batch({ nextCursor: 'b', compared: 50, found: 2, mended: 2, heldMinor: { EUR: 100 } })
        : batch({ compared: 7, heldMinor: { EUR: 11, GBP: 5 } }),
    reconcilePayouts: async () => batch({ compared: 3 }),
  });
  const handle = await run();
  expect(await handle.result()).toMatchObject({
    ...{ payments: 57, payouts: 3, found: 2, mended: 2, opened: 0 },
    heldMinor: { EUR: 111, GBP: 5 },
  });
  expect(stage.calls.map(({ step, input }) => [step, (input as { cursor?: string }).cursor])).toEqual([
    ['reconcilePayments', null],
    ['reconcilePayments', 'b'],
    ['reconcilePayouts', null],
    ['keepWatchReport', undefined],
  ]);
  expect(reports()).toMatchObject([{ kind: 'reconciliation', isClean: true, counts: { payments: 57 } }]);
});

test('what is left to staff makes the report tell so, with the ids', async () => {
  const left = [{ what: 'It differs.', id: 'p1' }];
  stage.play({
    reconcilePayments: async () => batch({ compared: 1, found: 1, opened: 1, left }),
    reconcilePayouts: async () => batch(),
  });
  await (await run()).result();
  expect(reports()).toMatchObject([{ isClean: false, findings: [{ what: 'It differs.', ids: ['p1'] }] }]);
});

test('a long list goes on in new runs, page after page, and each is compared once', async () => {
  const LAST = 24;
  stage.play({
    reconcilePayments: async ({ cursor }) => {
      const at = Number(cursor ?? 0);
      return batch({ compared: 1, nextCursor: at === LAST ? null : String(at + 1) });
    },
    reconcilePayouts: async () => batch(),
  });
  const handle = await run();
  const { payments } = (await handle.result()) as ReconciliationTally;
  expect(payments).toBe(LAST + 1);
  const cursors = stage.calls.filter(({ step }) => step === 'reconcilePayments').map(({ input }) => input);
  expect(new Set(cursors.map((input) => JSON.stringify(input))).size).toBe(LAST + 1);
  const newest = await stage.client.workflow.getHandle(handle.workflowId).describe();
  expect(newest.runId).not.toBe(handle.firstExecutionRunId);
});

test('of two who decide about a parked workflow one wins, and the other is told who it was', async () => {
  let refused = true;
  stage.play({
    reconcilePayments: async () => {
      if (refused) throw ApplicationFailure.nonRetryable('The key is not known.', 'payment-provider-refused');
      return batch();
    },
    reconcilePayouts: async () => batch(),
  });
  const handle = await run();
  await parked(handle.workflowId);
  refused = false;
  const decide = (id: string) =>
    handle.executeUpdate(resolveUpdate, {
      args: [{ by: { role: 'support', id }, action: 'retry', note: 'The key is right now' }],
    });
  const answers = await Promise.allSettled([decide('ann'), decide('bob')]);
  const lost = answers.filter((answer) => answer.status === 'rejected');
  expect(lost).toHaveLength(1);
  const winner = answers[0]?.status === 'fulfilled' ? 'ann' : 'bob';
  expect(lost[0]?.reason).toMatchObject({
    cause: {
      type: 'already-resolved',
      details: [{ kind: 'conflict', details: { resolvedBy: { id: winner } } }],
    },
  });
  await handle.result();
});

test('an audit keeps what it found, and an invariant that does not hold is told', async () => {
  const findings = [{ what: 'an order has a workflow', ids: ['o1'] }];
  stage.play({ auditEverything: async () => ({ findings, seen: { orders: 4 } }) });
  const handle = await stage.client.workflow.start('audit', {
    workflowId: `audit-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  });
  expect(await handle.result()).toEqual({ broken: 1 });
  expect(reports()).toMatchObject([{ kind: 'audit', isClean: false, counts: { orders: 4 }, findings }]);
});

/** Waits until the workflow is marked as waiting for staff. */
async function parked(workflowId: string): Promise<void> {
  const handle = stage.client.workflow.getHandle(workflowId);
  for (;;) {
    const { searchAttributes } = await handle.describe();
    if (searchAttributes.CaravanProblem && searchAttributes.CaravanSince) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
