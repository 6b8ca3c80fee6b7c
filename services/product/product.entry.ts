import { createHash } from 'node:crypto';
import type { Seller } from '../seller/seller.schema';
import type { Category, Product, ProductCard, ProductDetail } from './product.schema';

/** A product as the read model keeps it: with its seller and what is left, and ready to be sent. */
export interface CatalogueEntry {
  card: ProductCard;
  cardJson: string;
  detail: ProductDetail;
  /** Made when it is asked for the first time. */
  detailSent: SentJson | undefined;
}

/** A body that is ready to be sent, and the strong entity tag (RFC 9110, 8.8.3) of it. */
export interface SentJson {
  json: string;
  etag: string;
}

/** So few that a card says how many are left. */
const FEW = 5;

export function makeEntry(
  product: Product,
  seller: Seller,
  category: Category,
  availableOf: (sku: string) => number,
): CatalogueEntry {
  const available = Object.fromEntries(product.variants.map(({ sku }) => [sku, availableOf(sku)]));
  const total = Object.values(available).reduce((sum, count) => sum + count, 0);
  const card = cardOf(product, seller, total);
  return {
    card,
    cardJson: JSON.stringify(card),
    detail: detailOf(product, seller, category, available),
    detailSent: undefined,
  };
}

/** What a card says is left: a number only when there are few. */
export const leftOf = (total: number): number | null => (total <= FEW ? total : null);

function cardOf(product: Product, seller: Seller, total: number): ProductCard {
  const [first, second] = product.variants;
  return {
    id: product.id,
    slug: product.slug,
    sellerId: product.sellerId,
    title: product.title,
    categoryId: product.categoryId,
    currency: product.currency,
    priceFromMinor: product.priceFromMinor,
    rating: product.rating,
    sellerName: seller.name,
    sellerSlug: seller.slug,
    picture: product.pictures[0] ?? null,
    left: leftOf(total),
    onlySku: first && !second ? first.sku : null,
  };
}

function detailOf(
  product: Product,
  seller: Seller,
  category: Category,
  available: Record<string, number>,
): ProductDetail {
  const { id, slug, name, tagline, city, country, handlingDays, rating, vacation } = seller;
  return {
    ...product,
    seller: {
      ...{ id, slug, name, tagline, city, country, handlingDays, rating },
      ...(vacation ? { vacation } : {}),
    },
    category: { id: category.id, name: category.name },
    available,
  };
}

/** The body of a product's page, made once for each change of it. */
export function sentDetail(entry: CatalogueEntry): SentJson {
  entry.detailSent ??= withTag(JSON.stringify(entry.detail));
  return entry.detailSent;
}

export function withTag(json: string): SentJson {
  return { json, etag: `"${createHash('sha1').update(json).digest('base64url').slice(0, 20)}"` };
}
