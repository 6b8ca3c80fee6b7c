import type { Product, Variant } from './product.schema';

/** What pricing needs of a SKU. */
export interface SkuFacts {
  sku: string;
  productId: string;
  sellerId: string;
  title: string;
  variantTitle: string;
  pictureUrl: string | null;
  unitPriceMinor: number;
  weightGrams: number;
  taxCategory: Product['taxCategory'];
  categoryId: string;
}

/** What pricing needs of one variant of a product. */
export function factsOf(product: Product, variant: Variant): SkuFacts {
  return {
    sku: variant.sku,
    productId: product.id,
    sellerId: product.sellerId,
    title: product.title,
    variantTitle: variant.title,
    pictureUrl: product.pictures[0]?.sizes[0]?.url ?? null,
    unitPriceMinor: variant.priceMinor,
    weightGrams: variant.weightGrams,
    taxCategory: product.taxCategory,
    categoryId: product.categoryId,
  };
}
