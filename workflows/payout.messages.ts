import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { PayoutName, PayoutStatus } from '../services/payout/payout.schema';

export type PayoutInput = PayoutName & {
  /** Staff asked for it, so that the smallest amount does not count. */
  byStaff?: boolean;
};

export interface PayoutRunInput {
  /** The seller up to whom an earlier part of this run came; null at the beginning. */
  after?: string | null;
  /** How many payouts earlier parts of this run started. */
  started?: number;
}

/** `planned`: not known yet whether there is anything to pay; `nothing`: there was not. */
export type PayoutProgress = PayoutStatus | 'planned' | 'nothing';

/** The provider reported something: the workflow asks the provider itself what is true. */
export const payoutReportedSignal = defineSignal<[{ eventId: string }]>('providerReported');
export const payoutStatusQuery = defineQuery<PayoutProgress>('status');
