import type { Application, ApplicationStatus, Step } from './onboarding.schema';

/** What an applicant has to do, in the order in which it is shown; any order is taken. */
export const STEPS = ['email', 'business', 'tax', 'documents', 'payout', 'deposits', 'profile'] as const;

/** Nothing more happens by itself; an expired one may be resumed. */
export function applicationIsOver(status: ApplicationStatus): boolean {
  return status === 'approved' || status === 'refused' || status === 'expired';
}

/** Whether the applicant can change it now. */
export function isEditable(status: ApplicationStatus): boolean {
  return status === 'open' || status === 'questions';
}

type Filled = Pick<Application, 'email' | 'business' | 'tax' | 'documents' | 'payout' | 'profile'>;

/** Which steps are done. */
export function doneSteps(application: Filled): Record<Step, boolean> {
  const { email, business, tax, documents, payout, profile } = application;
  return {
    email: email.confirmedAt !== null,
    business: business !== null,
    tax: tax !== null && tax.country === business?.address.country,
    documents: documents.some(({ kind }) => kind === 'identity'),
    payout: payout !== null && payout.problem === null,
    deposits: payout !== null && payout.confirmedAt !== null,
    profile: profile !== null,
  };
}

/** What is still to be done, in its order. */
export function missingSteps(application: Filled): Step[] {
  const done = doneSteps(application);
  return STEPS.filter((step) => !done[step]);
}

/** Where an application stands, as far as its workflow has to know. */
export interface Standing {
  status: ApplicationStatus;
  missing: Step[];
  /** The next reminder, and the end of patience, ISO 8601; null while nobody waits for the applicant. */
  remindAt: string | null;
  expireAt: string | null;
}

/** Days after which an applicant who is silent is reminded, and after which the application expires. */
export interface Patience {
  remindDays: readonly number[];
  expireDays: number;
}

const DAY_MS = 86_400_000;

export function standingOf(
  application: Filled & Pick<Application, 'status' | 'heardAt' | 'reminders'>,
  { remindDays, expireDays }: Patience,
): Standing {
  const { status, heardAt, reminders } = application;
  const missing = missingSteps(application);
  if (!isEditable(status)) return { status, missing, remindAt: null, expireAt: null };
  const after = (days: number) => new Date(Date.parse(heardAt) + days * DAY_MS).toISOString();
  const remind = remindDays[reminders];
  return {
    status,
    missing,
    remindAt: remind === undefined || remind >= expireDays ? null : after(remind),
    expireAt: after(expireDays),
  };
}
