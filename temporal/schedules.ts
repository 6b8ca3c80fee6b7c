import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleDescription,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Config } from '../services/platform/config';
import { TASK_QUEUES } from './ids';

/** How long a run that was missed while Temporal was away is still made up for. */
const CATCH_UP = '10 minutes';

/** Work that nobody asks for: it is done again and again. */
export interface StandingWork {
  /** Id of its schedule; the workflows it starts are called the same, with the time of the run behind. */
  id: string;
  /** Seconds between two runs; 0 makes it rest, until a run is triggered by hand or the setting changes. */
  everySeconds: (config: Config) => number;
  /** What staff read in Temporal UI. */
  summary: string;
  workflow: string;
  taskQueue: string;
  args: unknown[];
}

/** Every schedule there is. A new one is one entry here, once its workflow is in `workflows/index.ts`. */
export const STANDING_WORK: readonly StandingWork[] = [
  {
    id: 'reconciliation',
    everySeconds: (config) => config.RECONCILE_EVERY_SECONDS,
    summary: "Compares the provider's list of payments and payouts with our books",
    workflow: 'reconciliation',
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  },
  {
    id: 'audit',
    everySeconds: (config) => config.AUDIT_EVERY_SECONDS,
    summary: 'Checks every invariant over all records',
    workflow: 'audit',
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  },
  {
    id: 'payout-run',
    everySeconds: (config) => config.PAYOUT_EVERY_SECONDS,
    summary: 'Starts a payout for every seller who is owed enough',
    workflow: 'payoutRun',
    taskQueue: TASK_QUEUES.checkout,
    args: [{}],
  },
  {
    id: 'payment-guardian',
    everySeconds: (config) => config.GUARD_EVERY_SECONDS,
    summary: 'Looks after money that banks will not hold much longer',
    workflow: 'paymentGuardian',
    taskQueue: TASK_QUEUES.checkout,
    args: [],
  },
  {
    id: 'refund-sweeper',
    everySeconds: (config) => config.REFUND_SWEEP_SECONDS,
    summary: 'Starts refunds that could not be started when they were asked for',
    workflow: 'refundSweeper',
    taskQueue: TASK_QUEUES.checkout,
    args: [],
  },
  {
    id: 'retraining',
    everySeconds: (config) => config.RETRAIN_EVERY_SECONDS,
    summary: 'Learns from shoppers what to recommend',
    workflow: 'retraining',
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  },
];

/**
 * Creates the schedules that are missing and changes those whose interval or workflow changed. A schedule that staff
 * have paused stays paused. Harmless to repeat, and for several workers to do at once.
 */
export async function ensureSchedules(
  client: Client,
  config: Config,
  works: readonly StandingWork[] = STANDING_WORK,
): Promise<void> {
  for (const work of works) await ensure(client, work, work.everySeconds(config));
}

async function ensure(client: Client, work: StandingWork, everySeconds: number): Promise<void> {
  try {
    await client.schedule.create(optionsOf(work, everySeconds));
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(work.id);
    const known = await handle.describe();
    if (isAsWanted(known, work, everySeconds)) return;
    const { scheduleId: _id, state, ...wanted } = optionsOf(work, everySeconds);
    await handle.update((current) => ({
      ...wanted,
      // Only who rests by setting is woken by setting; what staff paused waits for them.
      state: isResting(current) || everySeconds === 0 ? state : current.state,
    }));
  }
}

function optionsOf(work: StandingWork, everySeconds: number) {
  return {
    scheduleId: work.id,
    spec: { intervals: [{ every: (everySeconds || RESTING_SECONDS) * 1000 }] },
    action: {
      type: 'startWorkflow',
      workflowType: work.workflow,
      workflowId: work.id,
      taskQueue: work.taskQueue,
      args: work.args,
      staticSummary: work.summary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP, pauseOnFailure: false },
    state: everySeconds === 0 ? { paused: true, note: RESTS } : { paused: false },
  } satisfies ScheduleOptions;
}

const RESTS = 'Rests by setting. Trigger it to have it run once.';
/** A schedule needs an interval even while it is paused. */
const RESTING_SECONDS = 24 * 3600;

function isResting({ state }: ScheduleDescription): boolean {
  return state.paused && state.note === RESTS;
}

function isAsWanted(known: ScheduleDescription, work: StandingWork, everySeconds: number): boolean {
  const { spec, action } = known;
  return (
    spec.intervals?.length === 1 &&
    spec.intervals[0]?.every === (everySeconds || RESTING_SECONDS) * 1000 &&
    action.workflowType === work.workflow &&
    action.taskQueue === work.taskQueue &&
    isResting(known) === (everySeconds === 0)
  );
}
