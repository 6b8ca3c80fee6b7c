import {
  allHandlersFinished,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { WatchActivities } from '../activities/watch.activities';
import { attention } from './attention';
import { INSIDE, WATCHING } from './steps';

const { auditEverything } = proxyActivities<WatchActivities>({
  ...WATCHING,
  summary: 'Check every invariant over all records',
});
const { keepWatchReport } = proxyLocalActivities<WatchActivities>({ ...INSIDE, summary: 'Keep the report' });

/** Has every invariant checked; each that does not hold becomes a case, and each that holds again closes its own. */
export async function audit(_input: object): Promise<{ broken: number }> {
  let broken = 0;
  const staff = attention(() => (broken === 0 ? 'clean' : 'broken'));
  const startedAt = new Date().toISOString();
  setCurrentDetails('Reads all records.');
  await staff.insist('Check the records', async () => {
    const { findings, seen } = await auditEverything();
    broken = findings.length;
    setCurrentDetails(
      broken === 0 ? 'Everything agrees.' : `${broken} of the invariants do not hold; each has its case.`,
    );
    const { workflowId, runId } = workflowInfo();
    await keepWatchReport({
      ...{ id: `${workflowId}.${runId}`, kind: 'audit', startedAt, endedAt: new Date().toISOString() },
      ...{ isClean: broken === 0, counts: seen, findings },
    });
  });
  await condition(allHandlersFinished);
  return { broken };
}
