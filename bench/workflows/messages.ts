import { defineUpdate } from '@temporalio/workflow';

/** Steps that do nothing, so that what is measured is Temporal. */
export interface EmptySteps {
  local(): Promise<void>;
  remote(): Promise<void>;
}

export const placeUpdate = defineUpdate<string, []>('place');
