import { periodOf } from './period';

test('the last day is part of the period', () => {
  const { from, to } = periodOf('2026-11-01', '2026-11-01');
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000);
  expect(new Date(from ?? '').getDate()).toBe(1);
});

test('the last day of a month is followed by the first of the next', () => {
  expect(new Date(periodOf(null, '2026-12-31').to ?? '').getFullYear()).toBe(2027);
});

test('what is not chosen has no bound', () => {
  expect(periodOf(null, null)).toEqual({});
});
