import type { ProductDetail, Variant } from './types';

type Options = Pick<ProductDetail, 'options' | 'variants' | 'available'>;

/** What choosing a value of an option comes to. */
export interface OptionChoice {
  value: string;
  /** The variant it leads to; null when there is none with this value. */
  variant: Variant | null;
  soldOut: boolean;
}

/**
 * For each value of an option the variant it leads to: the one that keeps the other options as they are chosen,
 * else one with this value that can be bought.
 */
export function choicesOf(
  { options, variants, available }: Options,
  name: string,
  chosen: Variant,
): OptionChoice[] {
  const values = options.find((option) => option.name === name)?.values ?? [];
  return values.map((value) => {
    const withValue = variants.filter((variant) => variant.options[name] === value);
    const sameElse = withValue.find((variant) => differOnlyIn(name, variant, chosen));
    const isThere = (variant: Variant) => (available[variant.sku] ?? 0) > 0;
    const variant = sameElse ?? withValue.find(isThere) ?? withValue[0] ?? null;
    return { value, variant, soldOut: variant !== null && !isThere(variant) };
  });
}

function differOnlyIn(name: string, one: Variant, other: Variant): boolean {
  return Object.keys(other.options).every(
    (option) => option === name || one.options[option] === other.options[option],
  );
}
