import { z } from 'zod';
import { DomainError } from '../platform/errors';
import {
  priceMinorSchema,
  productStatusSchema,
  skuSchema,
  taxCategorySchema,
  type Product,
} from './product.schema';

/** What a seller writes about a product. */
export const productContentSchema = z.strictObject({
  title: z.string().trim().min(1).max(120),
  description: z.string().trim().max(5000),
  categoryId: z.string().min(1).max(60),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  taxCategory: taxCategorySchema,
  options: z
    .array(
      z.strictObject({
        // Names are keys of documents.
        name: z
          .string()
          .trim()
          .min(1)
          .max(40)
          .regex(/^[^.$]+$/, 'A name has no dots and no dollar signs.'),
        values: z.array(z.string().trim().min(1).max(60)).min(1).max(50),
      }),
    )
    .max(3),
  variants: z
    .array(
      z.strictObject({
        sku: skuSchema,
        title: z.string().trim().min(1).max(80),
        options: z.record(z.string().max(40), z.string().max(60)),
        priceMinor: priceMinorSchema,
        weightGrams: z.number().int().min(0).max(1_000_000),
      }),
    )
    .min(1)
    .max(100),
  pictures: z.array(z.strictObject({ id: z.string().min(1).max(80), alt: z.string().max(200) })).max(12),
  status: productStatusSchema,
});
export type ProductContent = z.infer<typeof productContentSchema>;

/** A new product; what is not said is empty, and it stays a draft. */
export const newProductSchema = productContentSchema.extend({
  description: productContentSchema.shape.description.default(''),
  tags: productContentSchema.shape.tags.default([]),
  taxCategory: taxCategorySchema.default('standard'),
  options: productContentSchema.shape.options.default([]),
  pictures: productContentSchema.shape.pictures.default([]),
  status: productStatusSchema.default('draft'),
});
export type NewProductContent = z.infer<typeof newProductSchema>;

/** An edit: what is not named stays. */
export const productChangesSchema = productContentSchema.partial();
export type ProductChanges = z.infer<typeof productChangesSchema>;

export type ContentField = keyof ProductContent;
export const CONTENT_FIELDS = Object.keys(productContentSchema.shape) as ContentField[];

/** What is wrong in a product: RFC 6901 pointer as a URI fragment, and a sentence. */
interface Fault {
  pointer: string;
  detail: string;
}

/** The parts do not fit each other; `details.errors` says where. */
export class ProductInvalidError extends DomainError {
  constructor(errors: Fault[]) {
    super('invalid', 'product-invalid', `${errors[0]?.detail ?? 'It does not fit.'} Nothing was saved.`, {
      errors,
    });
  }
}

/** @throws ProductInvalidError when SKUs repeat or variants do not fit the options */
export function requireFitting({ variants, options }: Pick<ProductContent, 'variants' | 'options'>): void {
  const faults: Fault[] = [];
  const values = new Map(options.map(({ name, values: of }) => [name, new Set(of)]));
  if (values.size < options.length)
    faults.push({ pointer: '#/options', detail: 'Two options have one name.' });
  const skus = new Set<string>();
  const choices = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    const pointer = `#/variants/${index}`;
    if (skus.has(variant.sku))
      faults.push({ pointer: `${pointer}/sku`, detail: `${variant.sku} stands here twice.` });
    skus.add(variant.sku);
    const choice = options.map(({ name }) => variant.options[name]);
    const isChoice = options.every(({ name }) => values.get(name)?.has(variant.options[name] ?? ''));
    if (!isChoice || Object.keys(variant.options).length !== options.length)
      faults.push({
        pointer: `${pointer}/options`,
        detail: `${variant.sku} needs one value of each option.`,
      });
    else if (choices.has(JSON.stringify(choice)))
      faults.push({
        pointer: `${pointer}/options`,
        detail: `${variant.sku} repeats another variant's choice.`,
      });
    choices.add(JSON.stringify(choice));
  }
  if (faults.length > 0) throw new ProductInvalidError(faults);
}

/** A product's content as a seller writes it, without what the shop adds. */
export function contentOf(product: Product): ProductContent {
  const { title, description, categoryId, tags, taxCategory, options, status } = product;
  return {
    ...{ title, description, categoryId, tags, taxCategory, options, status },
    variants: product.variants.map(({ sku, title: name, options: choice, priceMinor, weightGrams }) => ({
      ...{ sku, title: name, options: choice, priceMinor, weightGrams },
    })),
    pictures: product.pictures.map(({ id, alt }) => ({ id, alt })),
  };
}

/** The fields in which what somebody wants differs from what is there. */
export function differingFields(wanted: ProductChanges, current: Product): ContentField[] {
  const is = contentOf(current);
  return CONTENT_FIELDS.filter(
    (field) => wanted[field] !== undefined && canonical(wanted[field]) !== canonical(is[field]),
  );
}

/** JSON in which the order of keys does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
