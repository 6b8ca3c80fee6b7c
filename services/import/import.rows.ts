import { z } from 'zod';
import { movedQuantitySchema } from '../inventory/movement.schema';
import { productContentSchema } from '../product/product.content';
import type { ProductRow } from '../product/product.importing';
import {
  priceMinorSchema,
  productStatusSchema,
  skuSchema,
  taxCategorySchema,
} from '../product/product.schema';

/** A row that can be applied: what it says of a product, and how many units came with it. */
export interface ImportRow {
  product: ProductRow;
  receive: number;
}

const { title, description, categoryId, tags } = productContentSchema.shape;
const wholeNumber = /^\d{1,9}$/;

/** A price with a dot and at most two digits after it, in minor units. */
const priceSchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'price: write it like 12.50, without a currency.')
  .transform((text) => {
    const [whole = '0', rest = ''] = text.split('.');
    return Number(whole) * 100 + Number(rest.padEnd(2, '0'));
  })
  .pipe(priceMinorSchema);

/** An empty cell says nothing; a product keeps what it has. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((cell) => (cell === '' ? undefined : cell), schema.optional());

const rowSchema = z.object({
  handle: given(z.string().max(120)),
  title: given(title),
  description: given(description),
  category: given(categoryId),
  tags: given(
    z
      .string()
      .transform((text) =>
        text
          .split('|')
          .map((tag) => tag.trim())
          .filter(Boolean),
      )
      .pipe(tags),
  ),
  tax_category: given(taxCategorySchema),
  status: given(productStatusSchema),
  sku: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(skuSchema),
  variant_title: given(z.string().trim().max(80)),
  price: given(priceSchema),
  weight_grams: given(
    z.string().regex(wholeNumber, 'weight_grams: a whole number of grams.').transform(Number),
  ),
  receive: given(
    z
      .string()
      .regex(wholeNumber, 'receive: a whole number of units.')
      .transform(Number)
      .pipe(z.literal(0).or(movedQuantitySchema)),
  ),
});

/** What a row says, or why it cannot be used, in a sentence. */
export function parseRow(
  header: readonly string[],
  cells: readonly string[],
): { row: ImportRow; problem: null } | { row: null; problem: string } {
  if (cells.length !== header.length)
    return { row: null, problem: `It has ${cells.length} columns instead of ${header.length}.` };
  const named = Object.fromEntries(header.map((name, index) => [name, plain(cells[index] ?? '')]));
  const choices = choicesOf(named);
  if (!choices) return { row: null, problem: 'An option needs both its name and its value.' };
  const parsed = rowSchema.safeParse(EMPTY_ROW(named));
  if (!parsed.success) return { row: null, problem: told(parsed.error) };
  const { handle, category, tax_category, variant_title, price, weight_grams, receive, sku, ...rest } =
    parsed.data;
  return {
    problem: null,
    row: {
      receive: receive ?? 0,
      product: {
        ...rest,
        ...{ handle, sku, choices, categoryId: category, taxCategory: tax_category },
        ...{ variantTitle: variant_title, priceMinor: price, weightGrams: weight_grams },
      },
    },
  };
}

const EMPTY_ROW = (named: Record<string, string>) =>
  Object.fromEntries(Object.keys(rowSchema.shape).map((name) => [name, named[name] ?? '']));

/** A text that an export led by an apostrophe, so that no spreadsheet runs it as a formula, is itself again. */
const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '').trim();

/** Options by name; null when one has a name without a value, or a value without a name. */
function choicesOf(named: Record<string, string>): { name: string; value: string }[] | null {
  const pairs = [1, 2, 3].map((n) => ({
    name: named[`option${n}_name`] ?? '',
    value: named[`option${n}_value`] ?? '',
  }));
  if (pairs.some(({ name, value }) => (name === '') !== (value === ''))) return null;
  return pairs.filter(({ name }) => name !== '');
}

function told(error: z.ZodError): string {
  const [issue] = error.issues;
  const column = String(issue?.path[0] ?? '');
  const message = issue?.message ?? 'This cannot be used.';
  if (column === 'sku') return 'sku: 3 to 40 capital letters, digits and dashes.';
  return message.startsWith(`${column}:`) ? message : `${column}: ${message}`;
}
