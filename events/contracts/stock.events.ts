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
export const stockReturned = defineEvent('stock', 'stock.returned', 1, stock);
