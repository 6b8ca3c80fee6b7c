import { z } from 'zod';
import { quantitySchema } from '../inventory/inventory.schema';
import { promotionCodeSchema } from '../promotion/promotion.schema';
import { skuSchema } from '../product/product.schema';

export const cartLineSchema = z.object({
  sku: skuSchema,
  productId: z.string(),
  sellerId: z.string(),
  quantity: quantitySchema,
  /** The price when it was put in, minor units, so that a change can be shown. */
  seenPriceMinor: z.number().int(),
});
export type CartLine = z.infer<typeof cartLineSchema>;

/**
 * A basket. It belongs to one account or guest. `checkoutId` is the id that its checkout will have, so that two
 * tabs that pay the same basket meet in one workflow; it changes when the basket has been bought.
 */
export const cartSchema = z.object({
  id: z.string(),
  ownerId: z.string(),
  checkoutId: z.string(),
  lines: z.array(cartLineSchema).max(100),
  /** The code that the buyer named, whether it counts or not. */
  coupon: promotionCodeSchema.nullable().optional(),
  version: z.number().int(),
});
export type Cart = z.infer<typeof cartSchema>;
