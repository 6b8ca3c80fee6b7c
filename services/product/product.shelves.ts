import type { Seller } from '../seller/seller.schema';
import type { Category, Product } from './product.schema';

/** What is kept of every product, whether it is offered or not. */
interface Known {
  version: number;
  /** Ratings change without a version. */
  rating: string;
  slug: string;
  title: string;
  sellerId: string;
  categoryId: string;
  isActive: boolean;
  skus: readonly string[];
}

/** Units of a SKU over all warehouses, and the product it belongs to. */
interface Units {
  productId: string | null;
  available: number;
  sold: number;
}

/** A stock record of one warehouse. */
export interface StockRecord {
  id: string;
  sku: string;
  available: number;
  sold?: number;
}

/** The catalogue without its words and pictures: who sells what, where it is found, and what is left. */
export function createShelves() {
  const products = new Map<string, Known>();
  const sellers = new Map<string, Seller>();
  const categories = new Map<string, Category>();
  const units = new Map<string, Units>();
  const records = new Map<string, { available: number; sold: number }>();
  const bySlug = new Map<string, string>();

  return {
    sellers: sellers as ReadonlyMap<string, Seller>,
    categories: categories as ReadonlyMap<string, Category>,
    /** False when it is not news. */
    putSeller: putIfNew(sellers),
    /** False when it is not news. */
    putCategory: putIfNew(categories),

    /** False when it is not news. */
    putProduct(product: Product): boolean {
      const before = products.get(product.id);
      const rating = ratingOf(product);
      if (before && before.version > product.version) return false;
      if (before?.version === product.version && before.rating === rating) return false;
      for (const sku of before?.skus ?? []) unitsOf(sku).productId = null;
      if (before && bySlug.get(before.slug) === product.id) bySlug.delete(before.slug);
      const { id, version, slug, title, sellerId, categoryId, status, variants } = product;
      const skus = variants.map(({ sku }) => sku);
      for (const sku of skus) unitsOf(sku).productId = id;
      bySlug.set(slug, id);
      products.set(id, {
        ...{ version, rating, slug, title, sellerId, categoryId, skus },
        isActive: status === 'active',
      });
      return true;
    },

    /** The product whose stock it is, when a count has changed. */
    putStock({ id, sku, available, sold = 0 }: StockRecord): string | null {
      const before = records.get(id) ?? { available: 0, sold: 0 };
      if (records.has(id) && before.available === available && before.sold === sold) return null;
      const sum = unitsOf(sku);
      sum.available += available - before.available;
      sum.sold += sold - before.sold;
      records.set(id, { available, sold });
      return sum.productId;
    },

    get: (id: string) => products.get(id),
    /** Whether nothing newer of it is known. */
    isLatest(product: Product): boolean {
      const known = products.get(product.id);
      return known?.version === product.version && known.rating === ratingOf(product);
    },
    idOf: (slugOrId: string): string => bySlug.get(slugOrId) ?? slugOrId,
    productOf: (sku: string): string | null => units.get(sku)?.productId ?? null,
    availableOf: (sku: string): number => units.get(sku)?.available ?? 0,

    /** Units of a product over all variants. */
    stockOf(id: string): { available: number; sold: number } {
      const sum = { available: 0, sold: 0 };
      for (const sku of products.get(id)?.skus ?? []) {
        sum.available += units.get(sku)?.available ?? 0;
        sum.sold += units.get(sku)?.sold ?? 0;
      }
      return sum;
    },

    /** Where a product is offered: null when it is not, or its shop is not open. */
    placeOf(id: string): { seller: Seller; category: Category } | null {
      const product = products.get(id);
      const seller = product && sellers.get(product.sellerId);
      const category = product && categories.get(product.categoryId);
      if (!product?.isActive || seller?.status !== 'active' || !category) return null;
      return { seller, category };
    },

    /** The products of those shops and in those categories. */
    idsOf(sellerIds: ReadonlySet<string>, categoryIds: ReadonlySet<string>): string[] {
      if (sellerIds.size + categoryIds.size === 0) return [];
      return [...products]
        .filter(([, { sellerId, categoryId }]) => sellerIds.has(sellerId) || categoryIds.has(categoryId))
        .map(([id]) => id);
    },
  };

  function unitsOf(sku: string): Units {
    const known = units.get(sku) ?? { productId: null, available: 0, sold: 0 };
    units.set(sku, known);
    return known;
  }
}

export type Shelves = ReturnType<typeof createShelves>;

const ratingOf = ({ rating }: Product) => `${rating.average} ${rating.count}`;

/** Keeps what differs from what is there; says whether it did. */
function putIfNew<Thing extends { id: string }>(known: Map<string, Thing>) {
  return (thing: Thing): boolean => {
    if (JSON.stringify(known.get(thing.id)) === JSON.stringify(thing)) return false;
    known.set(thing.id, thing);
    return true;
  };
}
