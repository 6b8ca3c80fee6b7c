import { z } from 'zod';
import { skuSchema } from '../product/product.schema';

/** How many: a whole number from 1 to 999. */
export const quantitySchema = z.number().int().min(1).max(999);
export const stockLineSchema = z.object({ sku: skuSchema, quantity: quantitySchema });
export type StockLine = z.infer<typeof stockLineSchema>;
/** Part of a hold: so many units of a SKU in one warehouse. */
export const allocationSchema = stockLineSchema.extend({ warehouseId: z.string() });
export type Allocation = z.infer<typeof allocationSchema>;

/** Stock of one SKU in one warehouse; available + reserved + sold = received. */
export const stockSchema = z.object({
  id: z.string(),
  sku: skuSchema,
  sellerId: z.string(),
  warehouseId: z.string(),
  received: z.number().int().min(0),
  available: z.number().int().min(0),
  reserved: z.number().int().min(0),
  sold: z.number().int().min(0),
  holds: z.array(z.object({ key: z.string(), quantity: z.number().int(), expiresAt: z.string() })),
  version: z.number().int(),
});
export type Stock = z.infer<typeof stockSchema>;
