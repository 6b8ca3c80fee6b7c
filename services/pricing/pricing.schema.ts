import { z } from 'zod';
import { quantitySchema } from '../inventory/inventory.schema';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { skuSchema, taxCategorySchema } from '../product/product.schema';
import { addressSchema } from '../user/user.schema';

export const destinationSchema = addressSchema.pick({ country: true, region: true, postcode: true });
export type Destination = z.infer<typeof destinationSchema>;

/** One thing to price: what the catalogue says, never what a client says. */
export const pricedItemSchema = z.object({
  sku: skuSchema,
  productId: z.string(),
  sellerId: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  pictureUrl: z.string().nullable(),
  unitPriceMinor: amountMinorSchema,
  quantity: quantitySchema,
  weightGrams: z.number().int().min(0),
  taxCategory: taxCategorySchema,
  /** Decides the commission; quotes made before it was kept have none. */
  categoryId: z.string().optional(),
});
export type PricedItem = z.infer<typeof pricedItemSchema>;

export const quoteLineSchema = pricedItemSchema.extend({
  /** unit price x quantity. */
  subtotalMinor: amountMinorSchema,
  /** Tax of the line: contained in the subtotal where prices include tax, else on top. */
  taxMinor: amountMinorSchema,
  /** What the buyer pays for the line, tax included. */
  totalMinor: amountMinorSchema,
});
export type QuoteLine = z.infer<typeof quoteLineSchema>;

export const shippingOptionSchema = z.object({
  id: z.string(),
  label: z.string(),
  priceMinor: amountMinorSchema,
  minDays: z.number().int(),
  maxDays: z.number().int(),
});
export type ShippingOption = z.infer<typeof shippingOptionSchema>;

export const sellerQuoteSchema = z.object({
  sellerId: z.string(),
  sellerName: z.string(),
  lines: z.array(quoteLineSchema),
  shippingOptions: z.array(shippingOptionSchema),
  /** The option chosen, or the cheapest. */
  shipping: shippingOptionSchema.extend({ taxMinor: amountMinorSchema, totalMinor: amountMinorSchema }),
  itemsMinor: amountMinorSchema,
  /** Tax of lines and shipping. */
  taxMinor: amountMinorSchema,
  /** What the buyer pays to this seller: lines and shipping with tax. */
  totalMinor: amountMinorSchema,
});
export type SellerQuote = z.infer<typeof sellerQuoteSchema>;

/** What a basket costs. `totalMinor` is the sum of the sellers' totals; `fingerprint` names this very offer. */
export const quoteSchema = z.object({
  currency: currencySchema,
  taxIncluded: z.boolean(),
  sellers: z.array(sellerQuoteSchema),
  itemsMinor: amountMinorSchema,
  shippingMinor: amountMinorSchema,
  taxMinor: amountMinorSchema,
  totalMinor: amountMinorSchema,
});
export type Quote = z.infer<typeof quoteSchema>;

/** Seller id to shipping option id. */
export const shippingChoicesSchema = z.record(z.string(), z.string().max(60));
export type ShippingChoices = z.infer<typeof shippingChoicesSchema>;
