import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';
import { skuSchema } from '../product/product.schema';
import { stockSchema } from './inventory.schema';

/** How many of one SKU move at once. */
export const movedQuantitySchema = z.number().int().min(1).max(1_000_000);
export const movementKindSchema = z.enum(['receive', 'correct', 'return', 'replenish']);
export type MovementKind = z.infer<typeof movementKindSchema>;

/** One change of what there is of a SKU, other than by orders. */
export const movementSchema = z.object({
  id: z.string(),
  /** The stock record: SKU and warehouse. */
  stockId: z.string(),
  sku: skuSchema,
  warehouseId: z.string(),
  sellerId: z.string(),
  kind: movementKindSchema,
  /** Units that came; negative for units that turned out to be missing. */
  quantity: z.number().int(),
  reason: z.string(),
  by: actedBySchema,
  at: z.string(),
});
export type Movement = z.infer<typeof movementSchema>;

const reasonSchema = z.string().trim().max(300);

/**
 * What a seller does with stock. `receive`: new goods came; `return`: goods came back outside an order; `correct`: they
 * were counted, and so many were found too many or too few; `replenish`: filled up to so many available.
 */
export const movementRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('receive'),
    quantity: movedQuantitySchema,
    reason: reasonSchema.default(''),
  }),
  z.strictObject({ kind: z.literal('return'), quantity: movedQuantitySchema, reason: reasonSchema.min(1) }),
  z.strictObject({
    kind: z.literal('correct'),
    quantity: z
      .number()
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((by) => by !== 0, 'Zero corrects nothing.'),
    reason: reasonSchema.min(1),
  }),
  z.strictObject({
    kind: z.literal('replenish'),
    upTo: movedQuantitySchema,
    reason: reasonSchema.default(''),
  }),
]);
export type MovementRequest = z.infer<typeof movementRequestSchema>;

/** Stock as its seller sees it. */
export const stockLevelSchema = stockSchema
  .pick({ id: true, sku: true, sellerId: true, warehouseId: true, received: true, available: true })
  .extend(stockSchema.pick({ reserved: true, sold: true }).shape)
  .extend({ lowAt: z.number().int().nullable(), isLow: z.boolean() });
export type StockLevel = z.infer<typeof stockLevelSchema>;
