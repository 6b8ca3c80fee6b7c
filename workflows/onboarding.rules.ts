import type { Standing } from '../services/onboarding/onboarding.state';
import { isEditable } from '../services/onboarding/onboarding.state';
import { refusal } from './attention';

const WHY_NOT = {
  open: 'This application has not been submitted. Nothing was decided.',
  submitted: 'This application is being looked at. Nothing was changed; we write to you when it is decided.',
  questions: 'This application waits for answers. Nothing was decided.',
  approved: 'This application was approved. Nothing was changed.',
  refused: 'This application was refused. Nothing was changed.',
  expired: 'This application has expired. Open it again to go on.',
} as const;

/** @throws the refusal, by name, when it is not the applicant's turn */
export function mustBeEditable({ status }: Standing): void {
  if (!isEditable(status)) throw refusal('application-state', WHY_NOT[status], { status });
}

/** @throws the refusal, by name, when it cannot be handed to staff */
export function mustBeComplete(now: Standing): void {
  mustBeEditable(now);
  if (now.missing.length > 0)
    throw refusal('application-incomplete', 'Some steps are not done yet. Nothing was submitted.', {
      missing: now.missing,
    });
}

/** @throws the refusal, by name, when staff have nothing to decide */
export function mustBeWithStaff({ status }: Standing): void {
  if (status !== 'submitted') throw refusal('application-state', WHY_NOT[status], { status });
}

export function mustHaveWords(texts: readonly string[]): void {
  if (texts.length === 0 || texts.some((text) => text.trim() === ''))
    throw refusal('note-missing', 'Say it in a sentence that the applicant can read. Nothing was changed.');
}

/** For Temporal UI: where it stands and what it waits for. */
export function waitsFor({ status, missing, remindAt, expireAt }: Standing): string {
  switch (status) {
    case 'open':
    case 'questions': {
      const what =
        status === 'open'
          ? `Waits for the applicant: ${missing.join(', ') || 'to submit'}.`
          : 'Waits for answers.';
      const next = remindAt === null ? '' : ` Reminds at ${remindAt}.`;
      return `${what}${next} Closes by itself at ${expireAt ?? 'no time'}.`;
    }
    case 'submitted':
      return 'With staff: ask back, approve or refuse.';
    case 'approved':
      return 'Approved. The shop is open.';
    case 'refused':
      return 'Refused, with reasons.';
    case 'expired':
      return 'Closed for now: nothing was heard. Any step opens it again.';
  }
}
