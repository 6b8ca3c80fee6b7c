import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ActedBy } from '../services/order/order.schema';
import type { RankingName } from '../services/recommendation/recommendation.schema';

export interface RetrainingInput {
  /** What there has to be, where it is not the usual: tests have small shops. */
  atLeast?: { shoppers: number; heldOut: number };
}

export interface RetrainingResult {
  outcome: 'published' | 'not-better' | 'too-little' | 'given-up';
  ranking: RankingName | null;
  /** In a sentence, for staff. */
  reason: string;
}

export const retrainingStatusQuery = defineQuery<string>('status');

/** Staff go back to the ranking before the one that is live. */
export const rollBackUpdate = defineUpdate<{ versionId: string }, [{ by: ActedBy; note: string }]>(
  'rollBack',
);
