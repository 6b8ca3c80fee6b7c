import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * Steps inside the house: quick, repeated at once. They give up after ten minutes, so that a workflow that cannot
 * go on is parked for staff instead of trying in the dark.
 */
export const INSIDE: LocalActivityOptions = {
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '10 minutes',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};

/**
 * Steps that ask a third party. A time-out says nothing about the effect, so they repeat under the same key; the
 * hour is far below the 24 h after which a provider forgets its keys.
 */
export const OUTSIDE: ActivityOptions = {
  startToCloseTimeout: '12 seconds',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/**
 * Steps that wait for another workflow, which asks a third party itself. They tell every two seconds that they live,
 * so a worker that was killed is noticed long before their time is over.
 */
export const ASKING: ActivityOptions = {
  ...OUTSIDE,
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '6 seconds',
};

/**
 * Steps that read all there is. They may take long on a large shop, tell every two seconds that they live, and go on
 * where they were when their worker dies.
 */
export const WATCHING: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  scheduleToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};
