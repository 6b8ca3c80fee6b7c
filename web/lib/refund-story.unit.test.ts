import { refundNews, whatOf } from './refund-story';

const moment = () => '24 Nov, 14:00';
const waiting = {
  status: 'awaiting-approval',
  decideBy: '2026-11-24T13:00:00.000Z',
  settledBy: null,
} as const;

test('a buyer reads who answers, by when, and that silence agrees', () => {
  const approval = { by: 'seller', withinHours: 72, silence: 'consent' } as const;
  expect(refundNews({ ...waiting, approval }, 'Loom & Lantern', moment)).toBe(
    'Loom & Lantern answers by 24 Nov, 14:00. Without an answer you get it by itself.',
  );
});

test('for large amounts silence passes the question on to support', () => {
  const approval = { by: 'seller', withinHours: 72, silence: 'support' } as const;
  expect(refundNews({ ...waiting, approval }, 'Loom & Lantern', moment)).toContain('our support decides');
});

test('what was paid by hand is not said to be on the card', () => {
  const refund = {
    status: 'refunded',
    decideBy: null,
    approval: { by: 'nobody', why: 'small' },
    settledBy: { role: 'support', id: 'x' },
  } as const;
  expect(refundNews(refund, 'Loom & Lantern', moment)).not.toContain('It is on your card');
});

test('things and post are named, an amount for no single thing is said so', () => {
  const order = { lines: [{ id: 'a', title: 'Bowl' }] } as Parameters<typeof whatOf>[1];
  const lines = [{ lineId: 'a', quantity: 2, amountMinor: 900 }];
  expect(whatOf({ lines, shippingMinor: 490 }, order)).toBe('2 × Bowl and the post');
  expect(whatOf({ lines: [], shippingMinor: 0 }, order)).toBe('a part of what you paid');
});
