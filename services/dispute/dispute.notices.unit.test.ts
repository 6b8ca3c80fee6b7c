import type { Dispute } from './dispute.schema';
import { createDisputeNotices, type DisputeNews } from './dispute.notices';

const dispute = {
  id: 'c1-c0123',
  amountMinor: 3000,
  currency: 'EUR',
  reason: 'It did not arrive.',
  evidenceDueAt: '2030-01-08T00:00:00.000Z',
  submitAt: '2030-01-07T18:00:00.000Z',
  parts: [
    { orderId: 'c1-1', sellerId: 's1', sellerName: 'One', amountMinor: 1000, facts: [], statements: [] },
    { orderId: 'c1-2', sellerId: 's2', sellerName: 'Two', amountMinor: 2000, facts: [], statements: [] },
  ],
} as unknown as Dispute;

async function mailsAbout(news: DisputeNews) {
  const mails: { to: string; text: string }[] = [];
  const notices = createDisputeNotices({
    disputes: { get: () => Promise.resolve(dispute) },
    mailer: {
      sendNotice: ({ to, subject, lines }) => {
        mails.push({ to, text: [subject, ...lines].join('\n') });
        return Promise.resolve();
      },
    },
    supportEmail: 'support@caravan.example',
  });
  await notices.tell({ disputeId: dispute.id, news });
  return new Map(mails.map(({ to, text }) => [to, text]));
}

test('staff hear of all of it, with its dates', async () => {
  const mails = await mailsAbout('opened');
  expect([...mails.keys()]).toEqual(['support@caravan.example']);
  const staff = mails.get('support@caravan.example') ?? '';
  for (const text of ['30.00 EUR', 'c1-1', 'c1-2', dispute.evidenceDueAt, dispute.submitAt])
    expect(staff).toContain(text);
});

test.each(['opened', 'reminder', 'submitted', 'won', 'lost'] as const)(
  'the news "%s" is a mail with a subject and a sentence',
  async (news) => {
    for (const text of (await mailsAbout(news)).values()) {
      expect(text.split('\n').length).toBeGreaterThan(1);
      expect(text).not.toMatch(/undefined|!/);
    }
  },
);
