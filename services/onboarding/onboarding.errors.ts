import { DomainError } from '../platform/errors';
import type { ApplicationStatus, Step } from './onboarding.schema';

const WHY: Record<ApplicationStatus, string> = {
  open: 'This application has not been submitted. Nothing was decided.',
  submitted: 'This application is being looked at. Nothing was changed; we write to you when it is decided.',
  questions: 'This application waits for answers. Nothing was decided.',
  approved: 'This application was approved. Nothing was changed.',
  refused: 'This application was refused. Nothing was changed.',
  expired: 'This application has expired. Open it again to go on.',
};

/** The application is not in a state in which this can be done. */
export class ApplicationStateError extends DomainError {
  constructor(status: ApplicationStatus) {
    super('conflict', 'application-state', WHY[status], { status });
  }
}

/** Submitted before everything was there. */
export class ApplicationIncompleteError extends DomainError {
  constructor(missing: readonly Step[]) {
    super('conflict', 'application-incomplete', 'Some steps are not done yet. Nothing was submitted.', {
      missing,
    });
  }
}

/** What was typed is not what it should be. @param step which step, for the page to point at */
export function stepRefused(step: Step, message: string, details: Record<string, unknown> = {}): DomainError {
  return new DomainError('invalid', `${step}-refused`, message, { step, ...details });
}

/** The draft was used, or its day is over. */
export function draftGone(): DomainError {
  return new DomainError(
    'conflict',
    'draft-gone',
    'What you sent was not kept long enough to be taken. Nothing was changed. Please send it again.',
  );
}
