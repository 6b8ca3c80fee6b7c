import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ImportProgress } from '../activities/import.activities';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES } from '../temporal/ids';
import { type Stage, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import { cancelImportUpdate, type CatalogueImportResult } from './catalogue-import.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const FIRST = { offset: 10, line: 2 };
const by = { role: 'seller', id: 'ann' } as const;

const run = () =>
  stage.client.workflow.start('catalogueImport', {
    workflowId: `import-${newId()}`,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{ importId: 'i1' }],
  });
const ended = () => stage.calls.filter(({ step }) => step === 'endImport').map(({ input }) => input);

/** One row a step, so many steps. */
const rowByRow =
  (rows: number) =>
  async ({ from }: { from: ImportProgress }): Promise<ImportProgress> => {
    const done = from.counts.done + 1;
    return {
      cursor: done === rows ? null : { offset: 10 * done, line: done + 2 },
      counts: { done, applied: done, refused: 0 },
      read: 1,
    };
  };

test('a file is looked through, read to its end over several runs, and its end is written down', async () => {
  const ROWS = 53;
  stage.play({ inspectImport: async () => FIRST, applyImportRows: rowByRow(ROWS) });
  const handle = await run();
  expect(await handle.result()).toEqual({
    status: 'done',
    counts: { done: ROWS, applied: ROWS, refused: 0 },
  } satisfies CatalogueImportResult);
  const cursors = stage.calls.filter(({ step }) => step === 'applyImportRows').map(({ input }) => input);
  expect(new Set(cursors.map((input) => JSON.stringify(input))).size).toBe(ROWS);
  expect(stage.names().filter((name) => name === 'inspectImport')).toHaveLength(1);
  expect(ended()).toEqual([{ importId: 'i1', status: 'done', problem: null }]);
});

test('a file that cannot be read is told in its own words, and staff are not asked', async () => {
  const problem = 'The file is in UTF-16.';
  stage.play({
    inspectImport: async () => {
      throw ApplicationFailure.nonRetryable(problem, 'file-encoding');
    },
  });
  expect(await (await run()).result()).toMatchObject({ status: 'failed' });
  expect(ended()).toEqual([{ importId: 'i1', status: 'failed', problem }]);
});

/**
 * The step goes on until it hears that it is to stop: the server that skips time, unlike the real one, refuses to
 * cancel a step whose end it knows already and the workflow not yet.
 */
test('who stops an import is answered when nothing is written any more', async () => {
  let rows = 0;
  let writing = false;
  stage.play({
    inspectImport: async () => FIRST,
    applyImportRows: async ({ from }) => {
      const { cancellationSignal, heartbeat } = Context.current();
      writing = true;
      for (; !cancellationSignal.aborted; heartbeat()) await sleep(20);
      await sleep(100);
      rows += 1;
      writing = false;
      return { ...from, counts: { done: rows, applied: rows, refused: 0 } };
    },
  });
  const handle = await run();
  while (!writing) await sleep(10);
  await handle.executeUpdate(cancelImportUpdate, { args: [{ by }] });
  expect({ writing, rows }).toEqual({ writing: false, rows: 1 });
  expect(await handle.result()).toMatchObject({ status: 'cancelled', counts: { done: 1 } });
  expect(stage.names().filter((name) => name === 'applyImportRows')).toHaveLength(1);
  expect(ended()).toEqual([{ importId: 'i1', status: 'cancelled', problem: null }]);
});

test('reading that keeps failing waits for staff, who have it tried again', async () => {
  let broken = true;
  stage.play({
    inspectImport: async () => FIRST,
    applyImportRows: async (request) => {
      if (broken) throw ApplicationFailure.create({ message: 'The disk is away.', nonRetryable: false });
      return rowByRow(1)(request);
    },
  });
  const handle = await run();
  for (;;) {
    const { searchAttributes } = await handle.describe();
    if (searchAttributes.CaravanProblem) break;
    await stage.env.sleep('1 hour');
  }
  broken = false;
  const resolution = { by: { role: 'support', id: 'sam' }, action: 'retry', note: 'It is back.' } as const;
  await handle.executeUpdate(resolveUpdate, { args: [resolution] });
  expect(await handle.result()).toMatchObject({ status: 'done' });
});
