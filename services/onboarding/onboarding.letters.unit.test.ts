import { letterOf, type OnboardingNews } from './onboarding.letters';
import type { Application } from './onboarding.schema';

const application = {
  ...{ status: 'draft', business: null, tax: null, documents: [], payout: null, profile: null },
  email: { address: 'ada@people.example', confirmedAt: '2030-01-01T00:00:00.000Z' },
  questions: [{ step: 'documents', text: 'Which of the two is you?' }],
  decision: { note: 'The documents are not yours.' },
} as unknown as Application;
const shop = { name: 'Oleiro', slug: 'oleiro', suspension: { reason: 'Parcels do not arrive.' } };
const letter = (
  news: OnboardingNews,
  locale: 'en' | 'de',
  of: Partial<Parameters<typeof letterOf>[1]> = {},
) => {
  const { subject, lines } = letterOf(news, {
    ...{ application, shop: shop as never, webUrl: 'https://caravan.example', locale },
    ...of,
  });
  return [subject, ...lines].join('\n');
};

const NEWS: readonly OnboardingNews[] = [
  ...(['reminder', 'questions', 'approved', 'refused', 'expired', 'suspended', 'reinstated'] as const),
];

test.each(NEWS)('the letter "%s" is written in both languages, with nothing left open', (news) => {
  const [en, de] = [letter(news, 'en'), letter(news, 'de')];
  expect(en).not.toBe(de);
  for (const text of [en, de]) {
    expect(text.split('\n').length).toBeGreaterThan(1);
    expect(text).not.toMatch(/undefined|null|\[object/);
  }
});

test.each(['en', 'de'] as const)('what staff wrote, and where to go on, is in it (%s)', (locale) => {
  expect(letter('questions', locale)).toContain('Which of the two is you?');
  expect(letter('refused', locale)).toContain('The documents are not yours.');
  expect(letter('suspended', locale)).toContain('Parcels do not arrive.');
  expect(letter('approved', locale)).toContain('https://caravan.example/shops/oleiro');
  expect(letter('reminder', locale)).toContain('https://caravan.example/sell/apply');
});

test('a reminder names the steps that are missing, as the reader calls them', () => {
  expect(letter('reminder', 'en')).toContain('hand in your documents');
  expect(letter('reminder', 'de')).toContain('deine Unterlagen einreichen');
});

test('a shop without a name yet is called what it is', () => {
  expect(letter('suspended', 'en', { shop: null })).toContain('Your shop is hidden');
  expect(letter('suspended', 'de', { shop: null })).toContain('Dein Laden ist vorerst');
});
