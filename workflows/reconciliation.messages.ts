import { defineQuery } from '@temporalio/workflow';

/** Where a run stands; it is handed on when the workflow goes on in a new run. Empty at the start. */
export interface ReconciliationInput {
  phase?: 'payments' | 'payouts';
  cursor?: string | null;
  tally?: ReconciliationTally;
}

export interface ReconciliationTally {
  /** ISO 8601, UTC. */
  startedAt: string;
  payments: number;
  payouts: number;
  /** Payments and payouts at which something differed, was mended since, or became a case. */
  found: number;
  mended: number;
  opened: number;
  /** What the provider holds of ours, minor units by currency. */
  heldMinor: Record<string, number>;
  /** The first of what is left. */
  left: { what: string; id: string }[];
}

export const reconciliationTallyQuery = defineQuery<ReconciliationTally>('tally');
