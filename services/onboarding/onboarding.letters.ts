import type { Locale } from '../notification/notification.schema';
import type { Seller } from '../seller/seller.schema';
import type { Application, Step } from './onboarding.schema';
import { missingSteps } from './onboarding.state';

/** What applicants and sellers are written about. */
export type OnboardingNews =
  'reminder' | 'questions' | 'approved' | 'refused' | 'expired' | 'suspended' | 'reinstated';

interface Letter {
  subject: string;
  lines: string[];
}

/** What goes into a letter. */
interface Facts {
  /** Of the shop; null while it has none. */
  name: string | null;
  shopUrl: string;
  applyUrl: string;
  sellerUrl: string;
  missing: readonly Step[];
  questions: readonly string[];
  /** What staff wrote with a refusal or a suspension. */
  reason: string;
}

type Words = Record<OnboardingNews, (facts: Facts) => Letter>;

const STEPS_EN: Record<Step, string> = {
  email: 'confirm your e-mail address',
  business: 'tell us about your business',
  tax: 'give your tax number',
  documents: 'hand in your documents',
  payout: 'name the bank account that we pay to',
  deposits: 'name the two small amounts that were sent to it',
  profile: 'describe your shop',
};

const STEPS_DE: Record<Step, string> = {
  email: 'deine E-Mail-Adresse bestätigen',
  business: 'uns von deinem Betrieb erzählen',
  tax: 'deine Steuernummer angeben',
  documents: 'deine Unterlagen einreichen',
  payout: 'das Bankkonto nennen, auf das wir auszahlen',
  deposits: 'die zwei kleinen Beträge nennen, die dort angekommen sind',
  profile: 'deinen Laden beschreiben',
};

const todo = (lead: string, words: Record<Step, string>, missing: readonly Step[]) =>
  missing.length > 0 ? [`${lead} ${missing.map((step) => words[step]).join('; ')}.`] : [];

const EN: Words = {
  reminder: ({ missing, applyUrl }) => ({
    subject: 'Your shop at Caravan is waiting for you',
    lines: [
      'You began to open a shop here. Nothing is lost: what you gave is kept.',
      ...todo('Still to do:', STEPS_EN, missing),
      `Go on where you left: ${applyUrl}`,
    ],
  }),
  questions: ({ questions, applyUrl }) => ({
    subject: 'We have a question about your shop',
    lines: [
      'We have looked at your application, and something is not clear to us yet.',
      ...questions,
      `Answer by changing that step and submitting again: ${applyUrl}`,
    ],
  }),
  approved: ({ name, shopUrl, sellerUrl }) => ({
    subject: `${name ?? 'Your shop'} is open`,
    lines: [
      `Your application was approved, and ${name ?? 'your shop'} is open at ${shopUrl}.`,
      `Sign in anew and add your first product: ${sellerUrl}`,
    ],
  }),
  refused: ({ reason }) => ({
    subject: 'Your application to sell at Caravan',
    lines: [
      'We have looked at your application, and you cannot sell here.',
      `The reason: ${reason}`,
      'Nothing was charged. If you think that we are wrong, answer this letter.',
    ],
  }),
  expired: ({ missing, applyUrl }) => ({
    subject: 'Your application to sell at Caravan is closed for now',
    lines: [
      'We have not heard from you for a while. What you gave is kept.',
      ...todo('Still to do:', STEPS_EN, missing),
      `Go on where you left: ${applyUrl}`,
    ],
  }),
  suspended: ({ name, reason }) => ({
    subject: `${name ?? 'Your shop'} is hidden for now`,
    lines: [
      `Buyers do not see ${name ?? 'your shop'} and its goods any more. Orders that you have go on as before.`,
      `The reason: ${reason}`,
      'Answer this letter to have it shown again.',
    ],
  }),
  reinstated: ({ name }) => ({
    subject: `${name ?? 'Your shop'} is shown again`,
    lines: [`Buyers see ${name ?? 'your shop'} and its goods again. Thank you for your patience.`],
  }),
};

const DE: Words = {
  reminder: ({ missing, applyUrl }) => ({
    subject: 'Dein Laden bei Caravan wartet auf dich',
    lines: [
      'Du hast begonnen, hier einen Laden zu eröffnen. Nichts ist verloren: Deine Angaben sind noch da.',
      ...todo('Noch zu tun:', STEPS_DE, missing),
      `Mach weiter, wo du warst: ${applyUrl}`,
    ],
  }),
  questions: ({ questions, applyUrl }) => ({
    subject: 'Wir haben eine Frage zu deinem Laden',
    lines: [
      'Wir haben uns deine Bewerbung angesehen, und etwas ist uns noch nicht klar.',
      ...questions,
      `Antworte, indem du diesen Schritt änderst und noch einmal einreichst: ${applyUrl}`,
    ],
  }),
  approved: ({ name, shopUrl, sellerUrl }) => ({
    subject: `${name ?? 'Dein Laden'} ist eröffnet`,
    lines: [
      `Deine Bewerbung ist angenommen, und ${name ?? 'dein Laden'} ist eröffnet: ${shopUrl}`,
      `Melde dich neu an und stell deine erste Ware ein: ${sellerUrl}`,
    ],
  }),
  refused: ({ reason }) => ({
    subject: 'Deine Bewerbung als Laden bei Caravan',
    lines: [
      'Wir haben uns deine Bewerbung angesehen, und du kannst hier nicht verkaufen.',
      `Der Grund: ${reason}`,
      'Es wurde nichts berechnet. Wenn du meinst, dass wir uns irren, antworte auf diese Nachricht.',
    ],
  }),
  expired: ({ missing, applyUrl }) => ({
    subject: 'Deine Bewerbung als Laden bei Caravan ruht',
    lines: [
      'Wir haben länger nichts von dir gehört. Deine Angaben sind noch da.',
      ...todo('Noch zu tun:', STEPS_DE, missing),
      `Mach weiter, wo du warst: ${applyUrl}`,
    ],
  }),
  suspended: ({ name, reason }) => ({
    subject: `${name ?? 'Dein Laden'} ist vorerst nicht zu sehen`,
    lines: [
      `${name ?? 'Dein Laden'} und seine Waren werden nicht mehr gezeigt. Bestellungen, die du hast, gehen weiter wie bisher.`,
      `Der Grund: ${reason}`,
      'Antworte auf diese Nachricht, damit wir ihn wieder zeigen.',
    ],
  }),
  reinstated: ({ name }) => ({
    subject: `${name ?? 'Dein Laden'} ist wieder zu sehen`,
    lines: [`${name ?? 'Dein Laden'} und seine Waren werden wieder gezeigt. Danke für deine Geduld.`],
  }),
};

const WORDS: Record<Locale, Words> = { en: EN, de: DE };

/** Subject and sentences of a letter, in the reader's language. */
export function letterOf(
  news: OnboardingNews,
  {
    application,
    shop,
    webUrl,
    locale,
  }: {
    application: Application | null;
    shop: Pick<Seller, 'name' | 'slug' | 'suspension'> | null;
    webUrl: string;
    locale: Locale;
  },
): Letter {
  return WORDS[locale][news]({
    name: shop?.name ?? application?.profile?.name ?? null,
    shopUrl: `${webUrl}/shops/${shop?.slug ?? ''}`,
    applyUrl: `${webUrl}/sell/apply`,
    sellerUrl: `${webUrl}/seller`,
    missing: application ? missingSteps(application) : [],
    questions: (application?.questions ?? []).map(({ text }) => text),
    reason: (news === 'suspended' ? shop?.suspension?.reason : application?.decision?.note) ?? '',
  });
}
