/** How much is measured. Every part has a count and a time limit, so it stops by itself. */
export interface Plan {
  repeats: number;
  /** Purchases of one repeat, by how many buyers buy at once. */
  purchases: readonly { buyers: number; count: number }[];
  /** Longest that one repeat of purchases may take, in ms; it counts what was done by then. */
  repeatMs: number;
  warmUpPurchases: number;
  /** How long one repeat of a read is, in seconds. */
  readSeconds: number;
  readConnections: number;
  hotItem: { stock: number; buyers: number };
  /** Purchases that are shipped and refunded, and of each look at placeOrder beside it. */
  money: { purchases: number; buyers: number };
  /** Purchases of which it is looked when everybody has heard of them. */
  news: number;
  /** Workflows of one repeat of a ceiling, at so many at once. */
  ceiling: { noop: number; placeOnly: number; atOnce: number };
}

const FULL: Plan = {
  repeats: 3,
  purchases: [
    { buyers: 1, count: 40 },
    { buyers: 8, count: 160 },
    { buyers: 32, count: 400 },
  ],
  repeatMs: 60_000,
  warmUpPurchases: 48,
  readSeconds: 6,
  readConnections: 32,
  hotItem: { stock: 50, buyers: 200 },
  money: { purchases: 60, buyers: 4 },
  news: 20,
  ceiling: { noop: 400, placeOnly: 240, atOnce: 32 },
};

const QUICK: Plan = {
  ...FULL,
  repeats: 1,
  purchases: [
    { buyers: 1, count: 10 },
    { buyers: 8, count: 40 },
    { buyers: 32, count: 96 },
  ],
  repeatMs: 30_000,
  warmUpPurchases: 16,
  readSeconds: 3,
  money: { purchases: 16, buyers: 4 },
  news: 5,
  ceiling: { noop: 120, placeOnly: 96, atOnce: 32 },
};

/** The plan of a command line: `--quick` is one short repeat of everything. */
export function planOf(args: readonly string[]): Plan {
  return args.includes('--quick') ? QUICK : FULL;
}

/** How many orders to leave open, or null: `--open-orders` is ten thousand, `--open-orders=n` another number. */
export function openOrdersOf(args: readonly string[]): number | null {
  const given = args.find((arg) => arg === '--open-orders' || arg.startsWith('--open-orders='));
  if (given === undefined) return null;
  const count = Number(given.split('=')[1] ?? 10_000);
  return Number.isInteger(count) && count > 0 ? count : null;
}
