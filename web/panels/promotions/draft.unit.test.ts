import { EMPTY_DRAFT, promotionOf } from './draft';

const typed = (over: Partial<typeof EMPTY_DRAFT>) =>
  promotionOf({ ...EMPTY_DRAFT, label: 'Spring', ...over });

test('what is typed becomes the promotion that is sent', () => {
  expect(typed({ percent: '12,5' })).toMatchObject({
    wanted: { label: 'Spring', code: null, benefit: { kind: 'percent', points: 1250 } },
  });
  expect(typed({ kind: 'amount', amount: '5', isCode: true, code: ' ten-off ', total: '10' })).toMatchObject({
    wanted: {
      ...{ code: 'TEN-OFF', benefit: { kind: 'amount', amountMinor: 500, currency: 'EUR' } },
      limits: { total: 10, perBuyer: null },
    },
  });
});

test('limits and first orders are for codes only, and are not sent without one', () => {
  expect(typed({ total: '10', firstOrderOnly: true })).toMatchObject({
    wanted: { limits: { total: null }, conditions: { firstOrderOnly: false } },
  });
});

test('what cannot be is told at its field', () => {
  expect(typed({ percent: '91' })).toHaveProperty('errors.percent');
  expect(typed({ kind: 'amount', amount: 'much' })).toHaveProperty('errors.amount');
  expect(typed({ kind: 'buy-x-get-y', buy: '0' })).toHaveProperty('errors.buy');
  expect(typed({ isCode: true, code: 'A' })).toHaveProperty('errors.code');
  expect(typed({ from: '2030-02-01T10:00', until: '2030-01-01T10:00' })).toHaveProperty('errors.until');
  expect(typed({ label: ' ' })).toHaveProperty('errors.label');
});
