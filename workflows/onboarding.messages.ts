import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ApplicationStatus, Question, Step } from '../services/onboarding/onboarding.schema';
import type { ActedBy } from '../services/order/order.schema';

export interface SellerInput {
  sellerId: string;
}
export interface ApplicationAnswer {
  status: ApplicationStatus;
  /** Steps that are still to be done. */
  missing: Step[];
}

/** What was sent waits as a draft, so that nothing personal is in a message. */
export interface StepGiven {
  draftId: string;
}

/** Begins an application or takes one up again. */
export const beginApplicationUpdate = defineUpdate<ApplicationAnswer, []>('begin');

/** The applicant's own acts, one a step. */
export const stepUpdates = {
  email: defineUpdate<ApplicationAnswer, [StepGiven]>('confirmEmail'),
  business: defineUpdate<ApplicationAnswer, [StepGiven]>('giveBusiness'),
  tax: defineUpdate<ApplicationAnswer, [StepGiven]>('giveTaxNumber'),
  documents: defineUpdate<ApplicationAnswer, [StepGiven]>('giveDocuments'),
  payout: defineUpdate<ApplicationAnswer, [StepGiven]>('nameBankAccount'),
  deposits: defineUpdate<ApplicationAnswer, [StepGiven]>('confirmBankAccount'),
  profile: defineUpdate<ApplicationAnswer, [StepGiven]>('describeShop'),
} as const satisfies Record<Step, unknown>;

export const submitApplicationUpdate = defineUpdate<ApplicationAnswer, []>('submit');

/** Staff ask back; the applicant changes steps and submits again. */
export const askBackUpdate = defineUpdate<ApplicationAnswer, [{ questions: Question[]; by: ActedBy }]>(
  'askBack',
);
export const approveApplicationUpdate = defineUpdate<ApplicationAnswer, [{ note: string; by: ActedBy }]>(
  'approve',
);
/** With the reason that the applicant is told. */
export const refuseApplicationUpdate = defineUpdate<ApplicationAnswer, [{ note: string; by: ActedBy }]>(
  'refuse',
);
export const applicationStatusQuery = defineQuery<string>('status');

/** Staff hide a shop, with the reason that its seller is told. */
export const suspendUpdate = defineUpdate<{ status: string }, [{ reason: string; by: ActedBy }]>('suspend');
/** Staff show it again. */
export const reinstateUpdate = defineUpdate<{ status: string }, [{ note: string; by: ActedBy }]>('reinstate');

/** The seller named a domain, dropped it, or says that the record is there: look now. */
export const lookAtDomainSignal = defineSignal('look');
