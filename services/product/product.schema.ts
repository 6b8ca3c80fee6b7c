import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { cleanText } from '../search/search.words';

/** SKU: what stock, carts and orders count. Upper case letters, digits and dashes. */
export const skuSchema = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/);
/** A price on sale: nothing is given away by a forgotten number. */
export const priceMinorSchema = amountMinorSchema.min(1);
export const taxCategorySchema = z.enum(['standard', 'reduced', 'books', 'food']);
export type TaxCategory = z.infer<typeof taxCategorySchema>;

export const categorySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  description: z.string(),
  position: z.number().int(),
  /** Offered to nobody any more; what is in it stays for sale. */
  archived: z.boolean().optional(),
});
export type Category = z.infer<typeof categorySchema>;

/** A category as admins keep it. */
export const categoryRecordSchema = categorySchema.extend({
  archived: z.boolean(),
  version: z.number().int(),
});
export type CategoryRecord = z.infer<typeof categoryRecordSchema>;
const categoryNameSchema = z.string().trim().min(1).max(60);
const categoryDescriptionSchema = z.string().trim().max(300);
export const newCategorySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/),
  name: categoryNameSchema,
  description: categoryDescriptionSchema,
});
export type NewCategory = z.infer<typeof newCategorySchema>;
export const categoryChangesSchema = z.strictObject({
  name: categoryNameSchema.optional(),
  description: categoryDescriptionSchema.optional(),
  archived: z.boolean().optional(),
});
export type CategoryChanges = z.infer<typeof categoryChangesSchema>;

/**
 * A picture, rendered at the widths given; shown in the aspect 4:5. `url` is WebP, or what the browser reads best;
 * `avifUrl` is the same, smaller, where there is one. URLs are relative to the API's `/media` or absolute.
 */
export const pictureSchema = z.object({
  id: z.string(),
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sizes: z.array(z.object({ width: z.number().int(), url: z.string(), avifUrl: z.string().optional() })),
});
export type Picture = z.infer<typeof pictureSchema>;

export const variantSchema = z.object({
  sku: skuSchema,
  title: z.string(),
  options: z.record(z.string(), z.string()),
  priceMinor: amountMinorSchema,
  weightGrams: z.number().int().min(0),
  /** Set when the price was lowered: the lowest price of the 30 days before (Directive 98/6/EC, art. 6a), and when. */
  reduced: z.object({ fromMinor: amountMinorSchema, at: z.string() }).optional(),
});
export type Variant = z.infer<typeof variantSchema>;

export const productStatusSchema = z.enum(['draft', 'active', 'archived']);
export type ProductStatus = z.infer<typeof productStatusSchema>;

export const productSchema = z.object({
  id: z.string(),
  slug: z.string(),
  sellerId: z.string(),
  title: z.string(),
  description: z.string(),
  categoryId: z.string(),
  tags: z.array(z.string()),
  taxCategory: taxCategorySchema,
  currency: currencySchema,
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variantSchema).min(1),
  pictures: z.array(pictureSchema),
  /** Lowest price of the variants, minor units. */
  priceFromMinor: amountMinorSchema,
  rating: z.object({ average: z.number(), count: z.number().int() }),
  /** Only what is active is shown and sold. */
  status: productStatusSchema,
  createdAt: z.string(),
  version: z.number().int(),
});
export type Product = z.infer<typeof productSchema>;

/** What a card in a list shows. */
export const productCardSchema = productSchema
  .pick({
    id: true,
    slug: true,
    sellerId: true,
    title: true,
    categoryId: true,
    currency: true,
    priceFromMinor: true,
    rating: true,
  })
  .extend({
    sellerName: z.string(),
    sellerSlug: z.string(),
    picture: pictureSchema.nullable(),
    /** Units left over all variants when there are few (at most 5), else null; 0 is sold out. */
    left: z.number().int().nullable(),
    /** Set when a card can be put in the basket without choosing: the only variant's SKU. */
    onlySku: skuSchema.nullable(),
  });
export type ProductCard = z.infer<typeof productCardSchema>;

/** A product as its page shows it: with its seller and what is available of each SKU. */
export const productDetailSchema = productSchema.extend({
  seller: z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    tagline: z.string(),
    city: z.string(),
    country: z.string(),
    handlingDays: z.number().int(),
    rating: z.object({ average: z.number(), count: z.number().int() }),
    /** While it lasts the shop sells nothing. */
    vacation: z.object({ from: z.string(), until: z.string(), note: z.string().optional() }).optional(),
  }),
  category: categorySchema.pick({ id: true, name: true }),
  available: z.record(z.string(), z.number().int()),
});
export type ProductDetail = z.infer<typeof productDetailSchema>;

export const productSortSchema = z.enum(['relevance', 'newest', 'price-up', 'price-down', 'rating']);
/** Filters of a product list; `cursor` is opaque. */
export const productQuerySchema = z.strictObject({
  query: z.string().overwrite(cleanText).optional().describe('Words to look for; what is too long is cut'),
  category: z.string().max(600).optional().describe('Ids, separated by commas'),
  seller: z.string().max(600).optional().describe('Addresses or ids of shops, separated by commas'),
  minPriceMinor: z.coerce.number().int().min(0).optional(),
  maxPriceMinor: z.coerce.number().int().min(0).optional(),
  minRating: z.coerce.number().min(1).max(5).optional(),
  inStock: z.enum(['true', 'false']).optional(),
  options: z
    .string()
    .max(1000)
    .optional()
    .describe('Options as name:value, separated by commas; each name and value percent-encoded on its own'),
  sort: productSortSchema.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
});
export type ProductQuery = z.infer<typeof productQuerySchema>;
/** What the choices beside a list are counted for. */
export const facetQuerySchema = productQuerySchema.omit({ sort: true, cursor: true, limit: true });
export type FacetQuery = z.infer<typeof facetQuerySchema>;
