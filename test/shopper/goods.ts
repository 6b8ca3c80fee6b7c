import type { ProductDetail } from '../../services/product/product.schema';
import type { Shop } from './shopper';

/** A product of which the first variant is there in plenty. */
export type Plenty = Pick<ProductDetail, 'slug' | 'title' | 'sellerId' | 'currency'> & {
  sku: string;
  priceMinor: number;
  available: number;
};

const PAGE = '100';
const MOST_PAGES = 10;
/** Looked at together: more only wait for each other. */
const AT_ONCE = 16;

/** Every product that can be found, as cards: the whole catalogue, at most a thousand. */
export async function allCards(shop: Shop) {
  const cards: Awaited<ReturnType<Shop['products']>>['items'] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found: Awaited<ReturnType<Shop['products']>> = await shop.products({
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    cards.push(...found.items);
    cursor = found.nextCursor;
    if (cursor === null) break;
  }
  return cards;
}

/** Products with at least so many units of their first variant, in the order of the catalogue. */
export async function plentifulProducts(shop: Shop, atLeast: number): Promise<Plenty[]> {
  const candidates = (await allCards(shop)).filter(({ left }) => left === null);
  const plenty: Plenty[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const details = await Promise.all(
      candidates.slice(from, from + AT_ONCE).map(({ slug }) => shop.product(slug)),
    );
    for (const { slug, title, sellerId, currency, variants, available } of details) {
      const [first] = variants;
      const units = first ? (available[first.sku] ?? 0) : 0;
      if (first && units >= atLeast)
        plenty.push({
          ...{ slug, title, sellerId, currency },
          ...{ sku: first.sku, priceMinor: first.priceMinor, available: units },
        });
    }
  }
  return plenty;
}

/** Products by seller; only sellers with at least `each` of them. */
export function bySeller(products: readonly Plenty[], each = 1): Map<string, Plenty[]> {
  const groups = new Map<string, Plenty[]>();
  for (const product of products)
    groups.set(product.sellerId, [...(groups.get(product.sellerId) ?? []), product]);
  return new Map([...groups].filter(([, group]) => group.length >= each));
}
