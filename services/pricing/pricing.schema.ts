import { z } from 'zod';
import { quantitySchema } from '../inventory/inventory.schema';
import { amountMinorSchema, currencySchema } from '../platform/money';
import { couponReasonSchema, promotionCodeSchema } from '../promotion/promotion.schema';
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

/** What one promotion takes off what a buyer pays to one seller. */
export const discountSchema = z.object({
  promotionId: z.string(),
  /** Absent where it counts by itself. */
  code: promotionCodeSchema.optional(),
  label: z.string(),
  /** Before tax where tax comes on top. */
  amountMinor: amountMinorSchema,
  fundedBy: z.enum(['seller', 'platform']),
});
export type Discount = z.infer<typeof discountSchema>;

/** What promotions do to a line or to the shipping; absent is none. */
const discountedSchema = z.object({
  /** Taken off by promotions of the seller and of the platform. */
  discountMinor: amountMinorSchema.optional(),
  /** What the platform adds, net of tax, so that nobody has less for its own promotions. */
  subsidyMinor: amountMinorSchema.optional(),
});

export const quoteLineSchema = pricedItemSchema.extend(discountedSchema.shape).extend({
  /** unit price x quantity, before discounts. */
  subtotalMinor: amountMinorSchema,
  /** Tax of what is paid: contained in it where prices include tax, else on top. */
  taxMinor: amountMinorSchema,
  /** What the buyer pays for the line: after discounts, tax included. */
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

/** Shipping with what is paid for it: `totalMinor` is after discounts, tax included. */
export const paidShippingSchema = shippingOptionSchema
  .extend(discountedSchema.shape)
  .extend({ taxMinor: amountMinorSchema, totalMinor: amountMinorSchema });

export const sellerQuoteSchema = z.object({
  sellerId: z.string(),
  sellerName: z.string(),
  lines: z.array(quoteLineSchema),
  shippingOptions: z.array(shippingOptionSchema),
  /** The option chosen, or the cheapest. */
  shipping: paidShippingSchema,
  /** What promotions take off, together with whom they are of; absent is none. */
  discounts: z.array(discountSchema).optional(),
  /** Before discounts. */
  itemsMinor: amountMinorSchema,
  /** Tax of lines and shipping. */
  taxMinor: amountMinorSchema,
  /** What the buyer pays to this seller: lines and shipping with tax. */
  totalMinor: amountMinorSchema,
});
export type SellerQuote = z.infer<typeof sellerQuoteSchema>;

/** What a code does for a basket, or why it does nothing. */
const quotedCouponSchema = z.object({
  code: promotionCodeSchema,
  applied: z.boolean(),
  reason: couponReasonSchema.optional(),
  /** In plain words; where it is not applied. */
  message: z.string().optional(),
  /** What its goods have to cost, where they cost less. */
  minimumMinor: amountMinorSchema.optional(),
});
export type QuotedCoupon = z.infer<typeof quotedCouponSchema>;

/**
 * What a basket costs. `totalMinor` is the sum of the sellers' totals: items and shipping, less discounts, and the tax
 * where it comes on top.
 */
export const quoteSchema = z.object({
  currency: currencySchema,
  taxIncluded: z.boolean(),
  sellers: z.array(sellerQuoteSchema),
  itemsMinor: amountMinorSchema,
  shippingMinor: amountMinorSchema,
  /** All that promotions take off; absent is nothing. */
  discountMinor: amountMinorSchema.optional(),
  taxMinor: amountMinorSchema,
  totalMinor: amountMinorSchema,
  /** Where the buyer named a code. */
  coupon: quotedCouponSchema.optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** Seller id to shipping option id. */
export const shippingChoicesSchema = z.record(z.string(), z.string().max(60));
export type ShippingChoices = z.infer<typeof shippingChoicesSchema>;
