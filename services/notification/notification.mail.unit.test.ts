import type { News } from './notification.facts';
import type { NoticeDocument } from './notification.model';
import { mailOf } from './notification.mail';
import { DIGEST, messageOf, wordedFor, WORDS } from './notification.wording';
import { localeSchema, noticeKindSchema } from './notification.schema';

const EVIL =
  '<script>alert(1)</script>"\' www.evil.example http://evil.example/x a@evil.example \u202Egpj\r\nBcc: all@people.example';
const at = '2026-05-01T22:30:00Z';

/** Facts that fit every kind: every text in them is hostile. */
const hostile = {
  ...{
    orderIds: ['o1'],
    orderId: 'o1',
    sellerName: EVIL,
    from: at,
    until: at,
    declined: [EVIL],
    items: [EVIL],
  },
  ...{
    trackingId: EVIL,
    place: EVIL,
    by: 'courier',
    canMove: true,
    money: 'due',
    as: 'lost',
    side: 'seller',
    reason: EVIL,
    wasTaken: true,
    partly: true,
    agreed: false,
  },
  ...{
    note: EVIL,
    status: 'offered',
    dueBy: at,
    offer: { amountMinor: 5, currency: 'EUR' },
    productTitle: EVIL,
  },
  ...{
    conversationId: 'c1',
    sequence: 1,
    subject: EVIL,
    acceptBy: at,
    what: 'accept',
    decideBy: at,
    evidenceDueAt: at,
  },
  ...{
    disputeId: 'd1',
    won: true,
    payoutId: 'p1',
    sku: 'k',
    title: EVIL,
    available: 2,
    reviewId: 'v1',
    stars: 4,
    host: EVIL,
  },
  ...{
    deliveryId: 'o1-d1',
    city: EVIL,
    caseId: 'k1',
    text: EVIL,
    suggestion: EVIL,
    severity: 'high',
    problem: EVIL,
  },
  ...{ amountMinor: 123456, totalMinor: 123456, currency: 'EUR', discountMinor: 100 },
  lines: [{ title: EVIL, quantity: 2, amountMinor: 4000 }],
  sellers: [
    {
      name: EVIL,
      lines: [{ title: EVIL, quantity: 1, amountMinor: 1 }],
      shippingMinor: 1,
      from: at,
      until: at,
    },
  ],
};
const EVERY = localeSchema.options.flatMap((locale) =>
  noticeKindSchema.options.map((kind) => [kind, locale] as const),
);

const notice = (kind: string, facts: object, more: object = {}) =>
  ({
    _id: 'n1',
    kind,
    facts,
    at,
    personId: 'p1',
    email: 'mia@people.example',
    audience: 'buyer',
    ...more,
  }) as unknown as NoticeDocument;
const mail = (kind: string, locale: 'en' | 'de', facts: object = hostile, more: object = {}) =>
  mailOf(
    messageOf({ locale, timeZone: 'Europe/Berlin' }, [notice(kind, facts, more)]),
    'https://caravan.example',
  );

test.each(EVERY)(
  '%s in %s carries hostile names as text: no markup, no link of theirs, no header',
  (kind, locale) => {
    const { subject, text, html } = mail(kind, locale);
    expect(html).not.toContain('<script');
    expect(html.match(/href="([^"]*)"/g)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^href="https:\/\/caravan\.example\//)]),
    );
    for (const [, link] of html.matchAll(/href="([^"]*)"/g))
      expect(link).toMatch(/^https:\/\/caravan\.example\//);
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/evil\.example|:\/\/evil|@evil/);
      expect(part).not.toContain('\u202E');
    }
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThan(220);
    expect(text).not.toMatch(/undefined|\[object/);
  },
);

test('a confirmation has lines, delivery and total, written as its reader writes', () => {
  const lines = [{ title: 'Lamp, Brass', quantity: 2, amountMinor: 123450 }];
  const facts = {
    ...{ orderIds: ['o1'], discountMinor: 0, totalMinor: 123950, currency: 'EUR' },
    sellers: [{ name: 'Lind', lines, shippingMinor: 500, from: '2026-05-04', until: '2026-05-06' }],
  };
  const en = mail('order-placed', 'en', facts);
  expect(en.text).toContain('2 × Lamp, Brass: €1,234.50');
  expect(en.text).toContain('Delivery, Lind: €5.00');
  expect(en.text).toContain('Total: €1,239.50');
  expect(en.text).toContain('Wednesday 6 May');
  expect(en.text).toContain('https://caravan.example/orders/o1');
  const de = mail('order-placed', 'de', facts);
  expect(de.text.replaceAll('\u00A0', ' ')).toContain('Summe: 1.239,50 €');
  expect(de.text).toContain('Mittwoch, 6. Mai');
  expect(de.html).toContain('<html lang="de">');
});

test('times are those of the reader', () => {
  const word = (timeZone: string | null) =>
    wordedFor(
      { locale: 'en', timeZone },
      { kind: 'order-due', facts: { orderId: 'o', what: 'ship', dueBy: at } },
    );
  expect(word('Europe/Berlin').lines[0]).toContain('2 May at 00:30');
  expect(word('America/New_York').lines[0]).toContain('1 May at 18:30');
  expect(word(null).lines[0]).toContain('CEST');
});

test('who has no account is offered nothing to choose', () => {
  expect(mail('order-placed', 'en').text).toContain('/account/notifications');
  expect(mail('order-placed', 'en', hostile, { personId: null }).text).not.toContain(
    '/account/notifications',
  );
});

test('the mail of the day has everything in it, oldest first, with one way on', () => {
  const of = (id: string, title: string, when: string) =>
    notice('stock-low', { title, available: 2 }, { _id: id, at: when, group: DIGEST, audience: 'seller' });
  const both = [of('n2', 'Rug', '2026-05-01T12:00:00Z'), of('n1', 'Lamp', '2026-05-01T11:00:00Z')] as const;
  const { subject, text } = mailOf(
    messageOf({ locale: 'en', timeZone: null }, both),
    'https://caravan.example',
  );
  expect(subject).toBe('2 things from your day at Caravan');
  expect(text.indexOf('Lamp')).toBeLessThan(text.indexOf('Rug'));
  expect(text).toContain('https://caravan.example/seller/notifications');
});

test('what is written one after the other in a conversation goes out as one, with the last of it', () => {
  const said = (sequence: number, when: string) =>
    notice(
      'message-received',
      { conversationId: 'c1', sequence, from: `Mia ${sequence}`, subject: 'Lamp', side: 'seller' },
      { group: 'talk-c1', at: when },
    );
  const message = messageOf({ locale: null, timeZone: null }, [
    said(1, '2026-05-01T11:00:00Z'),
    said(3, '2026-05-01T11:02:00Z'),
  ]);
  expect(message.title).toBe('Mia 3 wrote to you');
});

test('every kind is named in every language', () => {
  for (const [kind, locale] of EVERY) expect(WORDS[locale].names[kind].length).toBeGreaterThan(3);
  const news: News = { kind: 'payout-paid', facts: { payoutId: 'p', amountMinor: 5, currency: 'JPY' } };
  expect(wordedFor({ locale: 'en', timeZone: null }, news).title).toContain('JP¥5');
});
