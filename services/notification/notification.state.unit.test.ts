import { afterQuiet, GIVE_UP_MS, nextAtHour, pauseAfter } from './notification.state';

const NIGHT = { from: '22:00', until: '07:00' };
const at = (iso: string) => Date.parse(iso);
const shown = (ms: number) => new Date(ms).toISOString();

test.each([
  [
    'in the evening it waits for the morning',
    '2026-01-10T22:30:00Z',
    'Europe/Berlin',
    '2026-01-11T06:00:00.000Z',
  ],
  [
    'after midnight it waits for the same morning',
    '2026-01-11T02:00:00Z',
    'Europe/Berlin',
    '2026-01-11T06:00:00.000Z',
  ],
  ['in the day it goes at once', '2026-01-11T12:00:00Z', 'Europe/Berlin', '2026-01-11T12:00:00.000Z'],
  ['when quiet ends it goes at once', '2026-01-11T06:00:00Z', 'Europe/Berlin', '2026-01-11T06:00:00.000Z'],
  ['elsewhere it is another hour', '2026-01-11T06:30:00Z', 'America/New_York', '2026-01-11T12:00:00.000Z'],
  ['half-hour zones count', '2026-01-10T17:00:00Z', 'Asia/Kolkata', '2026-01-11T01:30:00.000Z'],
  [
    'the night in which clocks go forward is short',
    '2026-03-28T22:00:00Z',
    'Europe/Berlin',
    '2026-03-29T05:00:00.000Z',
  ],
  [
    'the night in which clocks go back is long',
    '2026-10-24T21:00:00Z',
    'Europe/Berlin',
    '2026-10-25T06:00:00.000Z',
  ],
])('quiet hours: %s', (_, now, zone, expected) => {
  expect(shown(afterQuiet(at(now), NIGHT, zone))).toBe(expected);
});

test('quiet that ends at an hour which comes twice is not broken by the first', () => {
  const quiet = { from: '22:00', until: '02:30' };
  expect(shown(afterQuiet(at('2026-10-24T21:00:00Z'), quiet, 'Europe/Berlin'))).toBe(
    '2026-10-25T01:30:00.000Z',
  );
});

test('quiet that ends at an hour which never comes ends after it', () => {
  const quiet = { from: '22:00', until: '02:30' };
  const end = afterQuiet(at('2026-03-28T22:00:00Z'), quiet, 'Europe/Berlin');
  expect(end).toBeGreaterThanOrEqual(at('2026-03-29T01:00:00Z'));
  expect(end).toBeLessThanOrEqual(at('2026-03-29T01:30:00Z'));
});

test('without quiet hours nothing waits', () => {
  expect(afterQuiet(5, null, 'UTC')).toBe(5);
});

test('quiet hours within one day end on that day', () => {
  const noon = { from: '12:00', until: '14:00' };
  expect(shown(afterQuiet(at('2026-07-01T12:15:00Z'), noon, 'UTC'))).toBe('2026-07-01T14:00:00.000Z');
});

test.each([
  ['later today', '2026-07-01T03:00:00Z', '2026-07-01T06:00:00.000Z'],
  ['tomorrow, when it is past', '2026-07-01T06:00:00Z', '2026-07-02T06:00:00.000Z'],
  ['a day of 23 hours on', '2026-03-28T07:30:00Z', '2026-03-29T06:00:00.000Z'],
])('the daily e-mail goes out %s', (_, now, expected) => {
  expect(shown(nextAtHour(at(now), 8, 'Europe/Berlin'))).toBe(expected);
});

test('pauses double from a second to half an hour, and days of them fit before it is given up', () => {
  expect([1, 2, 3, 30].map(pauseAfter)).toEqual([1000, 2000, 4000, 1_800_000]);
  expect(GIVE_UP_MS).toBeGreaterThanOrEqual(3 * 24 * 3_600_000);
});
