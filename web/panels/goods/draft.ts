import { minorOf } from '../../lib/amount';
import type { Picture } from '@/lib/types';
import type { Product, ProductContent } from './types';

/** A product as it is typed. */
export interface Draft {
  title: string;
  description: string;
  categoryId: string;
  /** Comma-separated. */
  tags: string;
  taxCategory: Product['taxCategory'];
  /** Values are comma-separated. */
  options: { name: string; values: string }[];
  variants: DraftVariant[];
  pictures: Picture[];
  status: Product['status'];
}

export interface DraftVariant {
  /** Tells rows apart while they are typed. */
  key: string;
  sku: string;
  title: string;
  choices: Record<string, string>;
  price: string;
  weight: string;
}

/** What is wrong, by field; variants by `sku.2`, `price.2` and so on. */
export type Faults = Record<string, string>;

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export const textOfMinor = (minor: number) => (minor / 100).toFixed(2);

export function newVariant(key: string): DraftVariant {
  return { key, sku: '', title: '', choices: {}, price: '', weight: '0' };
}

export const EMPTY_DRAFT: Draft = {
  ...{ title: '', description: '', categoryId: '', tags: '', taxCategory: 'standard', status: 'draft' },
  ...{ options: [], variants: [newVariant('1')], pictures: [] },
};

/** A product in the fields of the form. */
export function draftOf(product: Product): Draft {
  const { title, description, categoryId, taxCategory, pictures, status } = product;
  return {
    ...{ title, description, categoryId, taxCategory, pictures, status },
    tags: product.tags.join(', '),
    options: product.options.map(({ name, values }) => ({ name, values: values.join(', ') })),
    variants: product.variants.map(({ sku, title: name, options, priceMinor, weightGrams }) => ({
      ...{ key: sku, sku, title: name, choices: options },
      price: textOfMinor(priceMinor),
      weight: String(weightGrams),
    })),
  };
}

/** What the form says, or what is wrong with it. */
export function contentOf(
  draft: Draft,
  currency: string,
): { content: ProductContent; faults: null } | { content: null; faults: Faults } {
  const faults: Faults = {};
  if (!draft.title.trim()) faults.title = 'Give it a name.';
  if (!draft.categoryId) faults.categoryId = 'Choose where buyers look for it.';
  const options = draft.options
    .filter(({ name, values }) => name.trim() || values.trim())
    .map(({ name, values }) => ({ name: name.trim(), values: [...new Set(list(values))] }));
  if (options.some(({ name, values }) => !name || values.length === 0))
    faults.options = 'Each option needs a name and at least one value.';
  const variants = draft.variants.map((variant) => {
    const { key, sku, title, choices, price, weight } = variant;
    const priceMinor = minorOf(price, currency);
    const chosen = options.map(({ name, values }) => [name, choices[name] ?? values[0] ?? ''] as const);
    if (!/^[A-Z0-9][A-Z0-9-]{2,39}$/.test(sku))
      faults[`sku.${key}`] = '3 to 40 capital letters, digits, dashes.';
    if (!priceMinor) faults[`price.${key}`] = 'A price above zero, like 12.50.';
    if (!/^\d{1,7}$/.test(weight)) faults[`weight.${key}`] = 'Whole grams.';
    return {
      ...{
        sku,
        priceMinor: priceMinor ?? 0,
        weightGrams: Number(weight),
        options: Object.fromEntries(chosen),
      },
      title: title.trim() || chosen.map(([, value]) => value).join(', ') || 'One size',
    };
  });
  if (Object.keys(faults).length > 0) return { content: null, faults };
  const { title, description, categoryId, taxCategory, status } = draft;
  const words = { title: title.trim(), description: description.trim(), tags: list(draft.tags) };
  const pictures = draft.pictures.map(({ id, alt }) => ({ id, alt }));
  return {
    content: { ...words, categoryId, taxCategory, status, options, variants, pictures },
    faults: null,
  };
}

/** Only what differs from what was there. */
export function changesOf(content: ProductContent, base: Product): Partial<ProductContent> {
  const was = contentOf(draftOf(base), base.currency).content;
  const changed = Object.entries(content).filter(
    ([field, value]) => !was || !isSame(value, was[field as keyof ProductContent]),
  );
  return Object.fromEntries(changed);
}

/** What somebody typed over a version that is old by now, on top of the new one: what they left alone is the new one's. */
export function rebased(draft: Draft, base: Product, current: Product): Draft {
  const was = draftOf(base);
  const is = draftOf(current);
  const mine = Object.entries(draft).filter(([field, value]) => !isSame(value, was[field as keyof Draft]));
  return { ...is, ...Object.fromEntries(mine) };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A field of a product in a few words, to be compared by a person. */
export function shownField(draft: Draft, field: keyof Draft): string {
  switch (field) {
    case 'options':
      return draft.options.map(({ name, values }) => `${name}: ${values}`).join('; ') || 'none';
    case 'variants':
      return draft.variants.map(({ sku, price, weight }) => `${sku} at ${price}, ${weight} g`).join('; ');
    case 'pictures':
      return draft.pictures.map(({ alt }, index) => alt || `picture ${index + 1}`).join(', ') || 'none';
    default:
      return draft[field] || 'nothing';
  }
}
