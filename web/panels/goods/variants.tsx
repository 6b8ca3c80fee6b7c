'use client';

import { Button } from '@/ui/button';
import { Field, Select } from '@/ui/field';
import { newVariant, type Draft, type DraftVariant, type Faults } from './draft';

interface VariantsProps {
  draft: Draft;
  faults: Faults;
  onChange: (variants: DraftVariant[]) => void;
}

const MOST = 100;

/** What is bought: each variant with its SKU, price and weight. */
export function Variants({ draft, faults, onChange }: VariantsProps) {
  const { variants } = draft;
  const put = (key: string, change: Partial<DraftVariant>) =>
    onChange(variants.map((variant) => (variant.key === key ? { ...variant, ...change } : variant)));
  const add = () => onChange([...variants, newVariant(crypto.getRandomValues(new Uint32Array(1)).join(''))]);
  return (
    <div>
      <ul className="space-y-5">
        {variants.map((variant, index) => (
          <li key={variant.key} className="rounded-card bg-sunk p-4">
            <VariantFields
              {...{ variant, faults }}
              options={draft.options}
              onChange={(change) => put(variant.key, change)}
            />
            {variants.length > 1 && (
              <Button
                size="small"
                look="quiet"
                className="mt-3"
                onClick={() => onChange(variants.filter(({ key }) => key !== variant.key))}
              >
                Withdraw {variant.sku || `variant ${index + 1}`}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {variants.length < MOST && (
        <Button size="small" icon="plus" className="mt-4" onClick={add}>
          Add a variant
        </Button>
      )}
    </div>
  );
}

function VariantFields({
  variant,
  options,
  faults,
  onChange,
}: {
  variant: DraftVariant;
  options: Draft['options'];
  faults: Faults;
  onChange: (change: Partial<DraftVariant>) => void;
}) {
  const { key, sku, title, choices, price, weight } = variant;
  const named = options.filter(({ name }) => name.trim() !== '');
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Field
        label="SKU"
        hint="Yours for ever."
        value={sku}
        maxLength={40}
        spellCheck={false}
        error={faults[`sku.${key}`]}
        onChange={(event) => onChange({ sku: event.target.value.toUpperCase().trim() })}
      />
      <Field
        label="Called"
        optional
        value={title}
        maxLength={80}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Field
        label="Price in €"
        inputMode="decimal"
        value={price}
        error={faults[`price.${key}`]}
        onChange={(event) => onChange({ price: event.target.value })}
      />
      <Field
        label="Weight in g"
        inputMode="numeric"
        value={weight}
        error={faults[`weight.${key}`]}
        onChange={(event) => onChange({ weight: event.target.value.trim() })}
      />
      {named.map(({ name, values }) => (
        <Select
          key={name}
          label={name}
          value={choices[name.trim()] ?? ''}
          onChange={(event) => onChange({ choices: { ...choices, [name.trim()]: event.target.value } })}
        >
          {values
            .split(',')
            .map((value) => value.trim())
            .filter(Boolean)
            .map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
        </Select>
      ))}
    </div>
  );
}
