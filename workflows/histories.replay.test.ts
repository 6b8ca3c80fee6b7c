import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { readHistory, replay } from '../stack/replay/replay';
import * as workflows from './index';

const HISTORIES = join(__dirname, 'histories');
const files = readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);
const bundleOf = (path: string) =>
  bundleWorkflowCode({ workflowsPath: path, logger: new DefaultLogger('ERROR') });

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  workflowBundle = await bundleOf(join(__dirname, 'index.ts'));
}, 60_000);

test.each(files)('what happened in %s is what the code does today', async (file) => {
  const { name, history } = await readHistory(join(HISTORIES, file));
  expect(await replay({ workflowBundle }, name, history)).toEqual({ name, problem: null });
});

test('no workflow carries a library of schemas: each one that starts would load it again', () => {
  expect(workflowBundle.code).not.toContain('node_modules/zod');
});

/** They go through what there is and end; the others end in one way or another. */
const ONE_OUTCOME: ReadonlySet<string> = new Set([
  ...['audit', 'paymentGuardian', 'payoutRun', 'rankingRollback', 'reconciliation', 'refundSweeper'],
]);

test.each(Object.keys(workflows))('%s has recorded histories in its outcomes', (workflow) => {
  const recorded = files.filter((file) => !file.includes('/') && typeOf(file) === workflow);
  expect(recorded.length).toBeGreaterThanOrEqual(ONE_OUTCOME.has(workflow) ? 1 : 2);
});

function typeOf(file: string): string | undefined {
  const { events } = JSON.parse(readFileSync(join(HISTORIES, file), 'utf8')) as {
    events: { workflowExecutionStartedEventAttributes?: { workflowType?: { name: string } } }[];
  };
  return events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;
}

test('a change that running purchases could not survive is caught', async () => {
  const incompatible = await bundleOf(join(__dirname, '..', 'test', 'fixtures', 'incompatible-workflows.ts'));
  const { history } = await readHistory(join(HISTORIES, 'checkout-placed.json'));
  const { problem } = await replay({ workflowBundle: incompatible }, 'checkout-placed', history);
  expect(problem).toMatch(/nondeterminism/i);
}, 60_000);
