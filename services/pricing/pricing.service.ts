import { priceBasket, type PricedBasket, type PricedSeller } from './pricing.basket';
import type { Destination, PricedItem, ShippingChoices } from './pricing.schema';

interface PricingDeps {
  products: {
    /** What the catalogue says now of those SKUs that are for sale. */
    itemsForSkus(skus: readonly string[]): Promise<Omit<PricedItem, 'quantity'>[]>;
  };
  sellers: { getMany(ids: readonly string[]): Promise<(PricedSeller & { status: string })[]> };
}

interface BasketRequest {
  lines: readonly { sku: string; quantity: number }[];
  destination: Destination;
  choices: ShippingChoices;
}

export type PricingService = ReturnType<typeof createPricingService>;

/** Prices, tax and shipping: always of what the catalogue says at this moment, never of what a client sends. */
export function createPricingService({ products, sellers }: PricingDeps) {
  return {
    /** The quote, or why there is none: `basket-empty`, `not-for-sale` (names the SKUs), `no-shipping` (names the sellers). */
    async quoteBasket({ lines, destination, choices }: BasketRequest): Promise<PricedBasket> {
      const skus = [...new Set(lines.map(({ sku }) => sku))];
      const facts = new Map((await products.itemsForSkus(skus)).map((fact) => [fact.sku, fact]));
      const gone = skus.filter((sku) => !facts.has(sku));
      if (gone.length > 0) return { ok: false, refusal: { reason: 'not-for-sale', skus: gone.sort() } };
      const items = lines.flatMap(({ sku, quantity }): PricedItem[] => {
        const fact = facts.get(sku);
        return fact ? [{ ...fact, quantity }] : [];
      });
      const open = (await sellers.getMany([...new Set(items.map(({ sellerId }) => sellerId))])).filter(
        ({ status }) => status === 'active',
      );
      return priceBasket({ items, destination, choices, sellers: open });
    },
  };
}
