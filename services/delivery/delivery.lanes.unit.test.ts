import { rangeOf } from './delivery.lanes';

test('half of the parcels arrive by the first moment, four of five by the second', () => {
  expect(rangeOf([50, 10, 30, 20, 40])).toEqual({ medianMs: 30, mostMs: 40 });
  expect(rangeOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])).toEqual({ medianMs: 5, mostMs: 8 });
});

test('with fewer than five parcels nothing is said', () => {
  expect(rangeOf([1, 2, 3, 4])).toBeUndefined();
});
