import { percent, pointsIn } from './percent';

test.each([
  ['12', 1200],
  ['8.75', 875],
  ['8,5 %', 850],
  ['0', 0],
  ['100', 10_000],
  ['101', null],
  ['-3', null],
  ['twelve', null],
  ['', null],
])('%j typed as a percentage is %p basis points', (text, points) => {
  expect(pointsIn(text)).toBe(points);
});

test('a rate is written as it is typed', () => {
  expect(percent(875)).toBe('8.75 %');
  expect(pointsIn(percent(875))).toBe(875);
});
