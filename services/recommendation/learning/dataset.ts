/** What is known of a product before anybody looked at it. */
export interface ProductFacts {
  id: string;
  categoryId: string;
  sellerId: string;
  priceMinor: number;
}

/** Somebody looked at or bought a product. */
export interface Interaction {
  shopper: string;
  productId: string;
  /** Epoch ms. */
  atMs: number;
}

/** Interactions by number instead of by name: what a training can be done with. */
export interface Dataset {
  products: readonly ProductFacts[];
  /** For each product the rows of its features in the tables of a model: itself, category, seller, price band. */
  features: Int32Array;
  /** Rows of these tables. */
  rows: number;
  /** The products of each shopper, each once, the newest last. */
  histories: readonly Int32Array[];
}

/** The features of one product. */
export const FEATURES = 4;
/** More of one shopper, who may be a machine, tells no more. */
const LONGEST_HISTORY = 100;

/** What was known before a moment, and what the same shoppers turned to after it. */
export interface Split {
  train: Dataset;
  /** Shoppers with a past who found something new. */
  heldOut: readonly { history: Int32Array; targets: ReadonlySet<number> }[];
}

/**
 * Splits at a moment. Who has no past cannot be judged by it, and what somebody knew before is not found by being
 * recommended, so neither is held out.
 */
export function splitAt(
  products: readonly ProductFacts[],
  interactions: readonly Interaction[],
  atMs: number,
): Split {
  const index = new Map(products.map(({ id }, number) => [id, number]));
  const before = new Map<string, Map<number, number>>();
  const after = new Map<string, Set<number>>();
  for (const { shopper, productId, atMs: when } of interactions) {
    const item = index.get(productId);
    if (item === undefined) continue;
    if (when < atMs) {
      const seen = before.get(shopper) ?? new Map<number, number>();
      seen.set(item, Math.max(seen.get(item) ?? 0, when));
      before.set(shopper, seen);
    } else after.set(shopper, (after.get(shopper) ?? new Set()).add(item));
  }
  const heldOut: Split['heldOut'][number][] = [];
  const histories: Int32Array[] = [];
  for (const [shopper, seen] of before) {
    const history = newestOf(seen);
    histories.push(history);
    const targets = new Set([...(after.get(shopper) ?? [])].filter((item) => !seen.has(item)));
    if (targets.size > 0) heldOut.push({ history, targets });
  }
  return { train: { products, ...featuresOf(products), histories }, heldOut };
}

/** When the last tenth of the interactions begins, epoch ms. */
export function moment(interactions: readonly Interaction[], share = 0.9): number {
  const times = interactions.map(({ atMs }) => atMs).sort((a, b) => a - b);
  return times[Math.floor(times.length * share)] ?? 0;
}

function newestOf(seen: ReadonlyMap<number, number>): Int32Array {
  const ordered = [...seen].sort(([a, atA], [b, atB]) => atA - atB || a - b).slice(-LONGEST_HISTORY);
  return Int32Array.from(ordered, ([item]) => item);
}

function featuresOf(products: readonly ProductFacts[]): { features: Int32Array; rows: number } {
  let rows = products.length;
  const named = new Map<string, number>();
  const rowOf = (name: string) => {
    const known = named.get(name) ?? rows++;
    named.set(name, known);
    return known;
  };
  const features = new Int32Array(products.length * FEATURES);
  products.forEach(({ categoryId, sellerId, priceMinor }, item) => {
    const own = [
      item,
      rowOf(`c ${categoryId}`),
      rowOf(`s ${sellerId}`),
      rowOf(`p ${priceBandOf(priceMinor)}`),
    ];
    features.set(own, item * FEATURES);
  });
  return { features, rows };
}

/** Twice the price is two bands up. */
export function priceBandOf(priceMinor: number): number {
  return Math.round(2 * Math.log2(Math.max(1, priceMinor)));
}
