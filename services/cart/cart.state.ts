import type { CartLine } from './cart.schema';

export const MOST_LINES = 100;

export interface BoughtLine {
  sku: string;
  quantity: number;
}

/** The line in place of the one with its SKU, or at the end. */
export function withLine(lines: readonly CartLine[], line: CartLine): CartLine[] {
  if (!lines.some(({ sku }) => sku === line.sku)) return [...lines, line];
  return lines.map((other) => (other.sku === line.sku ? line : other));
}

export function withoutLine(lines: readonly CartLine[], sku: string): CartLine[] {
  return lines.filter((line) => line.sku !== sku);
}

/** Both baskets in one, the larger quantity of each SKU: merging twice is merging once. What has no room is left out. */
export function mergeLines(into: readonly CartLine[], from: readonly CartLine[]): CartLine[] {
  const merged = from.reduce<CartLine[]>(
    (lines, line) => {
      const own = lines.find(({ sku }) => sku === line.sku);
      return own && own.quantity >= line.quantity ? lines : withLine(lines, line);
    },
    [...into],
  );
  return merged.slice(0, MOST_LINES);
}

/** What stays in the basket: whatever was put in beyond what was bought. */
export function withoutBought(lines: readonly CartLine[], bought: readonly BoughtLine[]): CartLine[] {
  return lines.flatMap((line) => {
    const taken = bought
      .filter(({ sku }) => sku === line.sku)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return line.quantity > taken ? [{ ...line, quantity: line.quantity - taken }] : [];
  });
}
