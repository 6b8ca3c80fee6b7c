import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { commissionOf, commissionPointsFor } from './pricing.commission';

test('a category with a lower rate of the market lowers the commission, one with a higher does not raise it', () => {
  expect(commissionPointsFor(1200, 'books')).toBe(700);
  expect(commissionPointsFor(500, 'books')).toBe(500);
  expect(commissionPointsFor(1200, 'lamps')).toBe(1200);
  expect(commissionPointsFor(1200, undefined)).toBe(1200);
});

test('commission is reckoned on what a line brings in without its tax', () => {
  expect(commissionOf([{ totalMinor: 1190, taxMinor: 190 }], 1000)).toEqual([100]);
  expect(
    commissionOf(
      [
        { totalMinor: 1000, taxMinor: 0, categoryId: 'books' },
        { totalMinor: 1000, taxMinor: 0 },
      ],
      1000,
    ),
  ).toEqual([70, 100]);
});

test('many small lines together pay the rate of their sum, and none more than it brings in', () => {
  const anyLine = fc
    .record({ net: fc.nat({ max: 500 }), taxMinor: fc.nat({ max: 99 }) })
    .map(({ net, taxMinor }) => ({ net, taxMinor, totalMinor: net + taxMinor }));
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 40 }), fc.nat({ max: 10_000 }), (lines, points) => {
      const commissions = commissionOf(lines, points);
      const netMinor = lines.reduce((sum, { net }) => sum + net, 0);
      const sum = commissions.reduce((total, each) => total + each, 0);
      equal(sum, Math.floor((netMinor * points + 5000) / 10_000));
      ok(commissions.every((each, index) => each >= 0 && each <= (lines[index]?.net ?? 0)));
    }),
    { numRuns: 2000 },
  );
});
