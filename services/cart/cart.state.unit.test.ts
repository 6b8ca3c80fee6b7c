import type { CartLine } from './cart.schema';
import { mergeLines, MOST_LINES, withLine, withoutBought } from './cart.state';

const line = (sku: string, quantity: number): CartLine => ({
  ...{ sku, quantity, productId: 'product', sellerId: 'seller', seenPriceMinor: 100 },
});
const counts = (lines: CartLine[]) => Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]));

test('a quantity that is set replaces the one before and keeps its place', () => {
  const lines = withLine([line('MUG-1', 1), line('MUG-2', 1)], line('MUG-1', 4));
  expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['MUG-1', 4],
    ['MUG-2', 1],
  ]);
});

test('a merge takes the larger quantity, and merging again changes nothing', () => {
  const guest = [line('MUG-1', 3), line('TEA-1', 2)];
  const once = mergeLines([line('MUG-1', 1), line('TEA-1', 5)], guest);
  expect(counts(once)).toEqual({ 'MUG-1': 3, 'TEA-1': 5 });
  expect(mergeLines(once, guest)).toEqual(once);
});

test('a merge never makes a basket larger than a basket may be', () => {
  const full = Array.from({ length: MOST_LINES }, (_, index) => line(`MUG-${index}`, 1));
  expect(mergeLines(full, [line('TEA-1', 1)])).toHaveLength(MOST_LINES);
});

test('what was put in beyond what was bought stays', () => {
  const left = withoutBought(
    [line('MUG-1', 3), line('TEA-1', 2), line('RUG-1', 1)],
    [
      { sku: 'MUG-1', quantity: 1 },
      { sku: 'TEA-1', quantity: 2 },
    ],
  );
  expect(counts(left)).toEqual({ 'MUG-1': 2, 'RUG-1': 1 });
});
