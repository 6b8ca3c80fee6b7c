import { defineUpdate } from '@temporalio/workflow';
import type { ActedBy } from '../services/order/order.schema';

export interface Resolution {
  by: ActedBy;
  /** `retry` runs the step again; `skip` goes on as if it were done, because staff did it by hand. */
  action: 'retry' | 'skip';
  note: string;
}

/** Staff decide about a step that keeps failing. Every workflow that can get stuck takes it. */
export const resolveUpdate = defineUpdate<{ status: string }, [Resolution]>('resolve');
