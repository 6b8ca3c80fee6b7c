import type { Connection } from 'mongoose';
import type { ProductCard } from '../product/product.schema';
import type { Cache } from './recommendation.cache';
import { collectionsOf } from './recommendation.collections';
import { createRankingLists } from './recommendation.lists';
import { createRecents, type Recent, STRENGTH } from './recommendation.recents';
import type { Reason, Recommendations } from './recommendation.schema';

/** What is asked of the catalogue. */
export interface Shop {
  /** The first so many of the ids that can be bought at this moment, in their order. */
  offers(ids: readonly string[], most: number): Promise<ProductCard[]>;
  /** Those that can be bought now, the best rated first; of one category, or of all. */
  wellRated(categoryId: string | null): Promise<ProductCard[]>;
  /** What is shown of a product, sold out or not; null when it is not. */
  find(id: string): Promise<Pick<ProductCard, 'id' | 'title' | 'categoryId' | 'priceFromMinor'> | null>;
}

export type RecommendationService = ReturnType<typeof createRecommendationService>;

/** Seeds of one answer: more of the past makes an answer slower and hardly different. */
const MOST_SEEDS = 20;
/** What came before the newest counts less each time. */
const FADING = 0.85;
/** The first of a list counts twice as much as the sixth. */
const HEAD = 5;
/** One shop does not fill a shelf while others have something. */
const MOST_OF_A_SHOP = 3;
/** Enough to fill a shelf with several shops. */
const MOST_LOOKED_AT = 40;
const TOGETHER_SECONDS = 600;
const LEAST_TOGETHER = 2;
/** Baskets that are looked through for one product. */
const MOST_BASKETS = 500;

interface Seed {
  productId: string;
  because: Recent['kind'];
  weight: number;
}

/**
 * What else might be wanted. The lists of the last training and what somebody did a moment ago come together when they
 * ask, and only what can be bought at that moment is shown. Without a training, or without Redis, it is what is like
 * it, and what people rate well.
 */
export function createRecommendationService({
  connection,
  cache,
  catalogue,
  generation,
  nowMs = Date.now,
}: {
  /** The service's own database. */
  connection: Connection;
  cache: Cache;
  catalogue: Shop;
  /** Of what is made of the events. */
  generation: () => Promise<number>;
  nowMs?: () => number;
}) {
  const lists = createRankingLists({ connection, cache, nowMs });
  const recents = createRecents({ connection, cache });

  return {
    /**
     * For somebody, or for nobody in particular.
     * @param request.shoppers ids under which they are known and agreed to be; none for what suits everybody
     * @param request.basket products that are in the basket now
     */
    async forShopper(request: {
      shoppers: readonly string[];
      basket: readonly string[];
      limit: number;
    }): Promise<Recommendations> {
      const seeds = await seedsOf(request);
      const scores = await scoresOf(seeds);
      const known = new Set(seeds.map(({ productId }) => productId));
      const ranked = [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
      const personal = spread(
        await catalogue.offers(
          ranked.filter((id) => !known.has(id)),
          MOST_LOOKED_AT,
        ),
        request.limit,
      );
      const items = await filled(personal, request.limit, known, popular);
      if (items.length === 0) return { items, reason: null };
      return { items, reason: personal.length > 0 ? await reasonOf(seeds) : POPULAR };
    },

    /** What could be taken instead: alike, and for sale. */
    async similar(productId: string, limit: number): Promise<ProductCard[]> {
      const [ids = []] = await lists.of([{ kind: 'similar', productId }]);
      const found = await catalogue.offers(ids, limit);
      return filled(found, limit, new Set([productId]), () => likeIt(productId));
    },

    /** What others bought with it, in one basket; nothing where that says nothing. */
    async boughtTogether(productId: string, limit: number): Promise<ProductCard[]> {
      const [published = []] = await lists.of([{ kind: 'together', productId }]);
      return catalogue.offers(published.length > 0 ? published : await counted(productId), limit);
    },
  };

  async function seedsOf({
    shoppers,
    basket,
  }: {
    shoppers: readonly string[];
    basket: readonly string[];
  }): Promise<Seed[]> {
    const lately = shoppers.length > 0 ? await recents.of(await generation(), shoppers) : [];
    const inBasket = basket.map((productId): Recent => ({ productId, kind: 'basketed' }));
    const seeds = new Map<string, Seed>();
    [...inBasket, ...lately].forEach(({ productId, kind }, place) => {
      if (seeds.size < MOST_SEEDS && !seeds.has(productId))
        seeds.set(productId, { productId, because: kind, weight: STRENGTH[kind] * FADING ** place });
    });
    return [...seeds.values()];
  }

  /** What the seeds lead to; one that the training did not know leads to what is like it. */
  async function scoresOf(seeds: readonly Seed[]): Promise<Map<string, number>> {
    const scores = new Map<string, number>();
    if (seeds.length === 0) return scores;
    const wanted = seeds.flatMap(({ productId }) => [
      { kind: 'next' as const, productId },
      { kind: 'similar' as const, productId },
    ]);
    const found = await lists.of(wanted);
    for (const [at, { productId, weight }] of seeds.entries()) {
      const [next = [], similar = []] = [found[2 * at], found[2 * at + 1]];
      if (next.length > 0) add(scores, next, weight);
      else if (similar.length > 0) add(scores, similar, weight);
      else
        add(
          scores,
          (await likeIt(productId)).map(({ id }) => id),
          weight,
        );
    }
    return scores;
  }

  /** Of its category, the nearest in price first. */
  async function likeIt(productId: string): Promise<ProductCard[]> {
    const product = await catalogue.find(productId);
    if (!product) return [];
    const price = Math.log2(Math.max(1, product.priceFromMinor));
    const far = ({ priceFromMinor }: ProductCard) => Math.abs(Math.log2(Math.max(1, priceFromMinor)) - price);
    return (await catalogue.wellRated(product.categoryId))
      .filter(({ id }) => id !== productId)
      .sort((a, b) => far(a) - far(b));
  }

  async function popular(): Promise<ProductCard[]> {
    const [ids = []] = await lists.of([{ kind: 'popular', productId: '' }]);
    const turnedTo = await catalogue.offers(ids, MOST_LOOKED_AT);
    return [...turnedTo, ...(await catalogue.wellRated(null))];
  }

  /** The rest of a shelf, from what is good for everybody. */
  async function filled(
    first: ProductCard[],
    limit: number,
    known: ReadonlySet<string>,
    rest: () => Promise<ProductCard[]>,
  ): Promise<ProductCard[]> {
    if (first.length >= limit) return first.slice(0, limit);
    const taken = new Set([...known, ...first.map(({ id }) => id)]);
    const more = (await rest()).filter(({ id }) => !taken.has(id) && taken.add(id));
    return [...first, ...spread(more, limit - first.length)];
  }

  async function reasonOf(seeds: readonly Seed[]): Promise<Reason> {
    const strongest = [...seeds].sort((a, b) => b.weight - a.weight);
    for (const { productId, because } of strongest) {
      const product = await catalogue.find(productId);
      if (product) return { because, title: product.title };
    }
    return POPULAR;
  }

  /** Counts baskets now, for a product that the last training found in none. */
  async function counted(productId: string): Promise<string[]> {
    const made = await generation();
    const key = `${made}:together:${productId}`;
    const [kept] = await cache.getMany([key]);
    if (kept) return JSON.parse(kept) as string[];
    const { orders } = collectionsOf(connection, made);
    const own = await orders
      .find(
        { productIds: productId },
        { projection: { basketId: 1 }, sort: { atMs: -1 }, limit: MOST_BASKETS },
      )
      .toArray();
    const baskets = [...new Set(own.map(({ basketId }) => basketId))];
    const all =
      baskets.length < LEAST_TOGETHER ? [] : await orders.find({ basketId: { $in: baskets } }).toArray();
    const counts = new Map<string, number>();
    for (const { productIds } of all)
      for (const id of productIds) if (id !== productId) counts.set(id, (counts.get(id) ?? 0) + 1);
    const ids = [...counts]
      .filter(([, count]) => count >= LEAST_TOGETHER)
      .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
      .map(([id]) => id);
    await cache.put(key, JSON.stringify(ids), TOGETHER_SECONDS);
    return ids;
  }
}

const POPULAR: Reason = { because: 'popular', title: null };

/** Adds a list to the scores: the further down, the less. */
function add(scores: Map<string, number>, ids: readonly string[], weight: number): void {
  ids.forEach((id, place) => scores.set(id, (scores.get(id) ?? 0) + (weight * HEAD) / (HEAD + place)));
}

/** The first so many, without more of one shop than it may have; what is left over fills the end. */
function spread(cards: readonly ProductCard[], limit: number): ProductCard[] {
  const ofShop = new Map<string, number>();
  const [taken, left]: [ProductCard[], ProductCard[]] = [[], []];
  for (const card of cards) {
    const count = ofShop.get(card.sellerId) ?? 0;
    ofShop.set(card.sellerId, count + 1);
    (count < MOST_OF_A_SHOP ? taken : left).push(card);
  }
  return [...taken, ...left].slice(0, limit);
}
