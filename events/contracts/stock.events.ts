import { z } from 'zod';
import { defineEvent } from '../contract';

/** A change of one stock record by `quantity`; the counts are not in it because the change does not read them. */
const stock = z.object({
  sku: z.string(),
  warehouseId: z.string(),
  quantity: z.number().int(),
  key: z.string(),
});

export const stockReceived = defineEvent('stock', 'stock.received', 1, stock);
export const stockHeld = defineEvent('stock', 'stock.held', 1, stock);
export const stockReleased = defineEvent('stock', 'stock.released', 1, stock);
export const stockSold = defineEvent('stock', 'stock.sold', 1, stock);
/** Units that were sold and were not there. */
export const stockMissing = defineEvent('stock', 'stock.missing', 1, stock);
export const stockReturned = defineEvent('stock', 'stock.returned', 1, stock);
/** Counted anew by its seller: `quantity` is what was found too many, negative what was missing. */
export const stockCorrected = defineEvent('stock', 'stock.corrected', 1, stock);
/** So few are left that their seller wanted to be told. */
export const stockLow = defineEvent(
  'stock',
  'stock.low',
  1,
  z.object({
    sku: z.string(),
    warehouseId: z.string(),
    sellerId: z.string(),
    available: z.number().int(),
    lowAt: z.number().int(),
  }),
);
