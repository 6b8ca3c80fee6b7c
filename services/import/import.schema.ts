import { z } from 'zod';
import { actedBySchema } from '../order/order.schema';

export const importStatusSchema = z.enum(['waiting', 'reading', 'done', 'failed', 'cancelled']);
export type ImportStatus = z.infer<typeof importStatusSchema>;

/** How far an import is, and what came of its rows. */
export const importCountsSchema = z.object({
  done: z.number().int(),
  applied: z.number().int(),
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** A file of goods that a seller gave, and what became of it. */
export const importSchema = importCountsSchema.extend({
  id: z.string(),
  sellerId: z.string(),
  by: actedBySchema,
  name: z.string(),
  sizeBytes: z.number().int(),
  status: importStatusSchema,
  /** How many rows it has; null until it was read once. */
  rows: z.number().int().nullable(),
  /** Columns that mean nothing here, and were left out. */
  ignored: z.array(z.string()),
  /** Why it was not read at all, in a sentence. */
  problem: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type CatalogueImport = z.infer<typeof importSchema>;

/** What came of one row; no problem means that it was applied. */
export const rowReportSchema = z.object({
  line: z.number().int(),
  sku: z.string(),
  problem: z.string().nullable(),
});
export type RowReport = z.infer<typeof rowReportSchema>;

/** Where reading goes on: the byte and the line at which the next row begins. */
export interface ImportCursor {
  offset: number;
  line: number;
}

/** The table's columns, in the order in which they are exported. `available` is told and never read. */
export const COLUMNS = [
  ...['handle', 'title', 'description', 'category', 'tags', 'tax_category', 'status'],
  ...['option1_name', 'option1_value', 'option2_name', 'option2_value', 'option3_name', 'option3_value'],
  ...['sku', 'variant_title', 'price', 'weight_grams', 'receive', 'available'],
] as const;
