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
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};
