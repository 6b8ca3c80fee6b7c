'use client';

import { choicesOf } from '@/lib/variants';
import type { ProductDetail, Variant } from '@/lib/types';
import { classes } from '@/ui/classes';

interface OptionChipsProps {
  product: ProductDetail;
  chosen: Variant;
  onChoose: (variant: Variant) => void;
}

/** Each option as a row of chips. What is sold out is struck through, and can still be looked at. */
export function OptionChips({ product, chosen, onChoose }: OptionChipsProps) {
  return product.options.map((option) => (
    <fieldset key={option.name} className="mt-5">
      <legend className="mb-2">
        <span className="text-muted">{option.name}: </span>
        <span className="font-medium">{chosen.options[option.name]}</span>
      </legend>
      <div className="flex flex-wrap gap-2">
        {choicesOf(product, option.name, chosen).map(({ value, variant, soldOut }) => (
          <label
            key={value}
            className={classes(
              'relative inline-flex min-h-11 items-center rounded-chip border px-4 transition-colors duration-150',
              'has-checked:border-flame has-checked:bg-flame-soft has-checked:font-medium',
              'has-focus-visible:outline-[2.5px] has-focus-visible:outline-offset-2 has-focus-visible:outline-oasis',
              variant
                ? 'cursor-pointer border-edge hover:border-ink'
                : 'cursor-not-allowed border-line text-muted',
              soldOut && 'border-dashed text-muted line-through',
            )}
          >
            <input
              type="radio"
              name={option.name}
              value={value}
              checked={chosen.options[option.name] === value}
              disabled={!variant}
              onChange={() => variant && onChoose(variant)}
              className="absolute inset-0 cursor-[inherit] opacity-0"
            />
            {value}
            {soldOut && <span className="sr-only"> (sold out)</span>}
          </label>
        ))}
      </div>
    </fieldset>
  ));
}
