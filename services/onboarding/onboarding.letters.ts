import type { Seller } from '../seller/seller.schema';
import type { Application, Step } from './onboarding.schema';
import { missingSteps } from './onboarding.state';

/** What applicants and sellers are written about. */
export type OnboardingNews =
  'reminder' | 'questions' | 'approved' | 'refused' | 'expired' | 'suspended' | 'reinstated';

/** What each step is called to people. */
export const STEP_WORDS: Record<Step, string> = {
  email: 'confirm your e-mail address',
  business: 'tell us about your business',
  tax: 'give your tax number',
  documents: 'hand in your documents',
  payout: 'name the bank account that we pay to',
  deposits: 'name the two small amounts that were sent to it',
  profile: 'describe your shop',
};

/** Subject and sentences of a letter. */
export function letterOf(
  news: OnboardingNews,
  {
    application,
    shop,
    webUrl,
  }: {
    application: Application | null;
    shop: Pick<Seller, 'name' | 'slug' | 'suspension'> | null;
    webUrl: string;
  },
): { subject: string; lines: string[] } {
  const goOn = `Go on where you left: ${webUrl}/sell/apply`;
  const missing = application ? missingSteps(application).map((step) => STEP_WORDS[step]) : [];
  const toDo = missing.length > 0 ? [`Still to do: ${missing.join('; ')}.`] : [];
  const name = shop?.name ?? application?.profile?.name ?? 'your shop';
  switch (news) {
    case 'reminder':
      return {
        subject: 'Your shop at Caravan is waiting for you',
        lines: ['You began to open a shop here. Nothing is lost: what you gave is kept.', ...toDo, goOn],
      };
    case 'questions':
      return {
        subject: 'We have a question about your shop',
        lines: [
          'We have looked at your application, and something is not clear to us yet.',
          ...(application?.questions ?? []).map(({ text }) => text),
          `Answer by changing that step and submitting again: ${webUrl}/sell/apply`,
        ],
      };
    case 'approved':
      return {
        subject: `${name} is open`,
        lines: [
          `Your application was approved, and ${name} is open at ${webUrl}/shops/${shop?.slug ?? ''}.`,
          `Sign in anew and add your first product: ${webUrl}/seller`,
        ],
      };
    case 'refused':
      return {
        subject: 'Your application to sell at Caravan',
        lines: [
          'We have looked at your application, and you cannot sell here.',
          `The reason: ${application?.decision?.note ?? ''}`,
          'Nothing was charged. If you think that we are wrong, answer this letter.',
        ],
      };
    case 'expired':
      return {
        subject: 'Your application to sell at Caravan is closed for now',
        lines: ['We have not heard from you for a while. What you gave is kept.', ...toDo, goOn],
      };
    case 'suspended':
      return {
        subject: `${name} is hidden for now`,
        lines: [
          `Buyers do not see ${name} and its goods any more. Orders that you have go on as before.`,
          `The reason: ${shop?.suspension?.reason ?? ''}`,
          'Answer this letter to have it shown again.',
        ],
      };
    case 'reinstated':
      return {
        subject: `${name} is shown again`,
        lines: [`Buyers see ${name} and its goods again. Thank you for your patience.`],
      };
  }
}
