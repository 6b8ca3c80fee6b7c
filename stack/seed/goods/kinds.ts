import type { TaxCategory } from '../../../services/product/product.schema';

/** The colours of a thing in its picture: body, second colour, accent. */
export type Palette = readonly [main: string, second: string, accent: string];

/** What a thing is made in: a glaze, a wool, a wood. `words` end the title; `text` is a sentence or two about it. */
export interface Finish {
  words: string;
  text: string;
  palette: Palette;
}

/** How a thing differs among its variants: what is added to the price (minor units) and to the weight (grams). */
export interface Choice {
  name: string;
  values: readonly (readonly [label: string, addMinor: number, addGrams: number])[];
}

/** A kind of thing, made in some finishes. `title` has `{}` where the finish's words go. */
export interface Form {
  title: string;
  /** What the picture shows: the name of a subject in drawing/. */
  subject: string;
  priceMinor: number;
  weightGrams: number;
  text: string;
  finishes: readonly string[];
  choice?: Choice;
  tags?: readonly string[];
}

/** A shelf of the market: one seller's forms in one category. */
export interface Shelf {
  /** First part of the SKUs. */
  code: string;
  categoryId: string;
  sellerId: string;
  taxCategory: TaxCategory;
  tags: readonly string[];
  finishes: Record<string, Finish>;
  forms: readonly Form[];
  /** The last sentence of a description; each product takes one. */
  care: readonly string[];
}

export const choice = (name: string, ...values: Choice['values'][number][]): Choice => ({ name, values });
