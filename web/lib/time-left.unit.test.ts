import { inWordsOfTime } from './time-left';

const HOUR_MS = 3_600_000;

test.each([
  [6 * 24 * HOUR_MS + 4 * HOUR_MS + 59_000, '6 days and 4 hours'],
  [24 * HOUR_MS, '1 day'],
  [HOUR_MS + 60_000, '1 hour and 1 minute'],
  [2 * HOUR_MS - 1, '1 hour and 59 minutes'],
  [59_999, 'less than a minute'],
])('%d ms are said as "%s"', (ms, words) => {
  expect(inWordsOfTime(ms)).toBe(words);
});
