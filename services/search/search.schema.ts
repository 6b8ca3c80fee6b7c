import { z } from 'zod';

const countSchema = z.number().int();

/** What a list can be narrowed by, with how many products each choice would show. */
export const facetsSchema = z.object({
  total: countSchema,
  categories: z.array(z.object({ id: z.string(), name: z.string(), count: countSchema })),
  sellers: z.array(z.object({ slug: z.string(), name: z.string(), count: countSchema })),
  /** `toMinor` belongs to the next band; null is without end. */
  prices: z.array(
    z.object({ fromMinor: z.number().int(), toMinor: z.number().int().nullable(), count: countSchema }),
  ),
  ratings: z.array(z.object({ min: z.number(), count: countSchema })),
  inStock: countSchema,
  options: z.array(
    z.object({ name: z.string(), values: z.array(z.object({ value: z.string(), count: countSchema })) }),
  ),
  /** Words that were perhaps meant, when those asked for are not there. */
  didYouMean: z.string().nullable(),
});
export type Facets = z.infer<typeof facetsSchema>;

/** Something to go to while one types: a product, a category or a shop. */
export const suggestionSchema = z.object({
  kind: z.enum(['product', 'category', 'shop']),
  /** Of a category, its id. */
  slug: z.string(),
  title: z.string(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;
