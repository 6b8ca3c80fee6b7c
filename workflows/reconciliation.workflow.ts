import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BatchResult, WatchActivities } from '../activities/watch.activities';
import { attention } from './attention';
import {
  type ReconciliationInput,
  type ReconciliationTally,
  reconciliationTallyQuery,
} from './reconciliation.messages';
import { INSIDE, WATCHING } from './steps';

const { reconcilePayments } = proxyActivities<WatchActivities>({
  ...WATCHING,
  summary: "Compare the provider's payments with ours",
});
const { reconcilePayouts } = proxyActivities<WatchActivities>({
  ...WATCHING,
  summary: "Compare the provider's payouts with ours",
});
const { keepWatchReport } = proxyLocalActivities<WatchActivities>({ ...INSIDE, summary: 'Keep the report' });

/** Pages of one step, and steps until it goes on in a new run: 10,000 payments a run. */
const PAGES = 20;
const STEPS = 10;
const MOST_LEFT = 20;

/**
 * Compares everything that the provider has with our records and books, page by page. What can be mended is mended
 * by the payment's own workflow; the rest becomes cases for staff.
 */
export async function reconciliation(input: ReconciliationInput): Promise<ReconciliationTally> {
  let { phase = 'payments', cursor = null } = input;
  let tally = input.tally ?? newTally();
  const staff = attention(() => phase);
  setHandler(reconciliationTallyQuery, () => tally);

  for (let step = 0; step < STEPS; step += 1) {
    const batch = await compareBatch(phase, cursor);
    // Skipped by staff: this run stops here, and the next one looks again.
    if (batch === null) return end();
    tally = counted(tally, phase, batch);
    setCurrentDetails(toldOf(tally));
    cursor = batch.nextCursor;
    if (cursor === null && phase === 'payouts') return end();
    if (cursor === null) phase = 'payouts';
  }
  await condition(allHandlersFinished);
  return continueAsNew<typeof reconciliation>({ phase, cursor, tally });

  async function compareBatch(of: typeof phase, from: string | null): Promise<BatchResult | null> {
    let batch: BatchResult | null = null;
    const compare = of === 'payments' ? reconcilePayments : reconcilePayouts;
    await staff.insist('Compare with the provider', async () => {
      batch = await compare({ cursor: from, pages: PAGES });
    });
    return batch;
  }

  async function end(): Promise<ReconciliationTally> {
    const { workflowId, runId } = workflowInfo();
    const { startedAt, payments, payouts, found, mended, opened, left } = tally;
    await staff.insist('Keep the report', () =>
      keepWatchReport({
        ...{ id: `${workflowId}.${runId}`, kind: 'reconciliation', startedAt },
        endedAt: new Date().toISOString(),
        isClean: opened === 0,
        counts: { payments, payouts, found, mended, opened },
        findings: left.map(({ what, id }) => ({ what, ids: [id] })),
      }),
    );
    setCurrentDetails(toldOf(tally));
    await condition(allHandlersFinished);
    return tally;
  }
}

function newTally(): ReconciliationTally {
  return {
    startedAt: new Date().toISOString(),
    ...{ payments: 0, payouts: 0, found: 0, mended: 0, opened: 0 },
    heldMinor: {},
    left: [],
  };
}

function counted(
  tally: ReconciliationTally,
  phase: 'payments' | 'payouts',
  batch: BatchResult,
): ReconciliationTally {
  const heldMinor = { ...tally.heldMinor };
  for (const [currency, minor] of Object.entries(batch.heldMinor))
    heldMinor[currency] = (heldMinor[currency] ?? 0) + minor;
  return {
    ...tally,
    [phase]: tally[phase] + batch.compared,
    found: tally.found + batch.found,
    mended: tally.mended + batch.mended,
    opened: tally.opened + batch.opened,
    heldMinor,
    left: [...tally.left, ...batch.left].slice(0, MOST_LEFT),
  };
}

function toldOf({ payments, payouts, found, mended, opened }: ReconciliationTally): string {
  return `Compared ${payments} payments and ${payouts} payouts: ${found} differed, ${mended} mended, ${opened} left to staff.`;
}
