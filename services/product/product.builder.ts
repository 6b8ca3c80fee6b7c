import type { Seller } from '../seller/seller.schema';
import type { Category, Product } from './product.schema';

export const aCategory = (over: Partial<Category> = {}): Category => ({
  ...{ id: 'lamps', name: 'Lamps', description: 'Light.', position: 1 },
  ...over,
});

export const aSeller = (over: Partial<Seller> = {}): Seller => ({
  ...{
    id: 'shop',
    slug: 'shop',
    name: 'The Shop',
    tagline: 'Things.',
    story: 'Long.',
    city: 'Porto',
    country: 'PT',
  },
  ...{
    status: 'active',
    commissionPoints: 1200,
    handlingDays: 2,
    rating: { average: 4.5, count: 10 },
    version: 1,
  },
  ...over,
});

/** A product with one variant, whose SKU is the id in capitals. */
export function aProduct(id: string, over: Partial<Product> = {}): Product {
  const priceMinor = over.priceFromMinor ?? 1000;
  return {
    ...{
      id,
      slug: id,
      sellerId: 'shop',
      title: 'Brass lamp',
      description: 'A lamp.',
      categoryId: 'lamps',
      tags: [],
    },
    ...{ taxCategory: 'standard', currency: 'EUR', options: [], pictures: [], priceFromMinor: priceMinor },
    variants: [{ sku: id.toUpperCase(), title: 'One size', options: {}, priceMinor, weightGrams: 100 }],
    ...{
      rating: { average: 4, count: 3 },
      status: 'active',
      createdAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    },
    ...over,
  };
}
