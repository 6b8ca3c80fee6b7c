import fc from 'fast-check';
import { percentile, percentilesOf, spreadOf } from './statistics';

test('the middle of three repeats is the median', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 });
});

test('a percentile is a value that was measured: the smallest that so many do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99 });
  expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
});

test('at least so many percent of the values are not above the percentile', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
      const limit = percentile(values, percent);
      return values.filter((value) => value <= limit).length >= (values.length * percent) / 100;
    }),
  );
});

test('of nothing there is nothing', () => {
  expect(spreadOf([])).toEqual({ min: 0, median: 0, max: 0 });
});
