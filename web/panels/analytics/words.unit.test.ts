import { bucketsOf, bucketWords, changeWords, dayWords, periodIn, shareWords, spanWords } from './words';

test('a figure is set against the period before in plain words', () => {
  const words = (now: number, before: number) => changeWords({ now, before }, 30);
  expect(words(150, 100)).toBe('50 % more than in the 30 days before');
  expect(words(50, 100)).toBe('50 % less than in the 30 days before');
  expect(words(0, 100)).toBe('100 % less than in the 30 days before');
  expect(words(5, 0)).toBe('nothing in the 30 days before');
  expect(words(0, 0)).toBe('as in the 30 days before');
  expect(words(10_001, 10_000)).toBe('nearly as in the 30 days before');
  // More was given back than taken: a percentage of that would mean nothing.
  expect(words(5, -10)).toBe('it was below zero in the 30 days before');
});

test('spans are told in their largest unit, and what is not known is not zero', () => {
  expect([spanWords(20_000), spanWords(90 * 60_000), spanWords(2.5 * 86_400_000)]).toEqual([
    '1 min',
    '2 h',
    '2.5 days',
  ]);
  expect([spanWords(null), shareWords(0, 0), shareWords(1, 3)]).toEqual(['–', '–', '33.3\u00a0%']);
});

test('days are days of UTC, and an address without a period means thirty days', () => {
  expect(dayWords('en-GB', '2026-11-01')).toBe('1 Nov');
  expect([periodIn('7'), periodIn('8'), periodIn(null)]).toEqual([7, 30, 30]);
});

test('many days are drawn by seven, and nothing of them is lost', () => {
  const days = Array.from({ length: 90 }, (_, at) => ({
    day: new Date(Date.UTC(2026, 7, 24) + at * 86_400_000).toISOString().slice(0, 10),
    ...{ visits: 1, orders: 1, cancelled: 0, capturedMinor: at, refundedMinor: 2 },
    chargedBackMinor: 3,
  }));
  const weeks = bucketsOf(days);
  expect([weeks.length, weeks[0]?.length, weeks.at(-1)?.length]).toEqual([13, 6, 7]);
  expect(weeks.reduce((sum, { capturedMinor }) => sum + capturedMinor, 0)).toBe((89 * 90) / 2);
  expect(weeks.reduce((sum, { chargedBackMinor }) => sum + chargedBackMinor, 0)).toBe(90 * 3);
  expect(bucketWords('en-GB', weeks[0] ?? { day: '', length: 0 })).toBe('6 days from 24 Aug');
  expect(bucketsOf(days.slice(0, 30)).map(({ day }) => day)).toEqual(days.slice(0, 30).map(({ day }) => day));
});
