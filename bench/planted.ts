import type { Interaction, ProductFacts } from '../services/recommendation/learning/dataset';
import { createRandom } from '../stack/seed/random';

/** Products, and what shoppers did with them. */
export interface Market {
  name: string;
  products: ProductFacts[];
  interactions: Interaction[];
  /** Epoch ms: what comes after is held out. */
  splitMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * A market with planted structure: every shopper has two tastes out of twelve, a taste is a mixture of categories,
 * sellers and a price, and products have their own popularity (Zipf). A fifth of all looks are by chance.
 */
export function plantedMarket({ shoppers = 3000, products = 1500, seed = 'planted' } = {}): Market {
  const random = createRandom(seed);
  const tastes = Array.from({ length: 12 }, () => ({
    categories: [random.whole(0, 29), random.whole(0, 29), random.whole(0, 29)],
    sellers: Array.from({ length: 8 }, () => random.whole(0, 119)),
    band: random.whole(8, 13),
  }));
  const goods = Array.from({ length: products }, (_, at) => ({
    id: `p${at}`,
    categoryId: `c${random.whole(0, 29)}`,
    sellerId: `s${random.whole(0, 119)}`,
    priceMinor: Math.round(2 ** (8 + random.next() * 6)),
  }));
  const popularity = goods.map(() => 1 / (1 + random.next() * 50));
  const liked = tastes.map(({ categories, sellers, band }) =>
    drawer(
      goods.map(({ categoryId, sellerId, priceMinor }, at) => {
        const fits =
          (categories.includes(Number(categoryId.slice(1))) ? 6 : 0.05) *
          (sellers.includes(Number(sellerId.slice(1))) ? 4 : 1) *
          (Math.abs(Math.log2(priceMinor) - band) < 1 ? 3 : 1);
        return fits * (popularity[at] ?? 0);
      }),
    ),
  );
  const anything = drawer(popularity);
  const interactions: Interaction[] = [];
  for (let who = 0; who < shoppers; who += 1) {
    const own = [random.whole(0, 11), random.whole(0, 11)];
    const looks = random.whole(6, 40);
    for (let look = 0; look < looks; look += 1) {
      const draw = random.next() < 0.2 ? anything : (liked[random.pick(own)] ?? anything);
      const product = goods[draw(random.next())];
      const atMs = random.whole(0, 2000) * HOUR_MS;
      if (product) interactions.push({ shopper: `v${who}`, productId: product.id, atMs });
    }
  }
  return { name: 'generated, planted structure', products: goods, interactions, splitMs: 1600 * HOUR_MS };
}

/** Draws places by weight. */
function drawer(weights: readonly number[]): (chance: number) => number {
  const sums: number[] = [];
  let sum = 0;
  for (const weight of weights) sums.push((sum += weight));
  return (chance) => {
    const wanted = chance * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
