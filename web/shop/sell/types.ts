import type { Application, ApplicationStatus, Step } from '../../../services/onboarding/onboarding.schema';

export type { ApplicationStatus, Step } from '../../../services/onboarding/onboarding.schema';

/** An application as the API shows it. */
export type ApplicationView = Application & {
  steps: { step: Step; done: boolean }[];
  missing: Step[];
  actions: string[];
  links?: { temporal: string };
};

/** What each step is called on the list. */
export const STEP_TITLES: Record<Step, string> = {
  email: 'Confirm your e-mail address',
  business: 'Your business',
  tax: 'Tax number',
  documents: 'Documents',
  payout: 'Bank account',
  deposits: 'Two small amounts',
  profile: 'Your shop',
};

/** Where an application stands, in a word. */
export const STATUS_WORDS: Record<
  ApplicationStatus,
  { label: string; tone: 'plain' | 'amber' | 'oasis' | 'alarm' | 'dusk' }
> = {
  open: { label: 'Being filled in', tone: 'plain' },
  submitted: { label: 'With Caravan', tone: 'dusk' },
  questions: { label: 'Asked back', tone: 'amber' },
  approved: { label: 'Approved', tone: 'oasis' },
  refused: { label: 'Refused', tone: 'alarm' },
  expired: { label: 'Closed for now', tone: 'plain' },
};
