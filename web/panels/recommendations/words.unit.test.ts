import { canGoBack, standingOf } from './words';

const published = { id: 'new', status: 'published' as const };
const before = { id: 'old', status: 'published' as const };

test('of what was published only the live one is shown now', () => {
  expect(standingOf(published, 'new').text).toBe('Shown now');
  expect(standingOf(before, 'new').text).toBe('Was shown');
});

test.each([
  ['the only one that was ever shown', [published], false],
  ['one that was shown before', [published, before], true],
  ['one that was taken back already', [published, { id: 'old', status: 'rolled-back' as const }], false],
  ['one that was never taken', [published, { id: 'old', status: 'dropped' as const }], false],
])('there is a way back to %s: %#', (_, items, expected) => expect(canGoBack(items, 'new')).toBe(expected));
