'use client';

import type { ChangeEvent, ReactNode } from 'react';
import {
  useFormState,
  type Control,
  type FieldValues,
  type Path,
  type UseFormRegister,
  useWatch,
} from 'react-hook-form';
import { countriesByName, hasRegions } from '@/lib/countries';
import { useFormat } from '@/lib/surroundings';
import { Field, Select } from '@/ui/field';

type PlaceField = 'line1' | 'postcode' | 'city' | 'country' | 'region';

const MISSING: Partial<Record<PlaceField, string>> = {
  line1: 'The street is missing.',
  postcode: 'The postcode is missing.',
  city: 'The town is missing.',
  region: 'The state is missing.',
};

interface AddressFieldsProps<Values extends FieldValues> {
  register: UseFormRegister<Values>;
  control: Control<Values>;
  /** Where in the form's values the address is, with its dot: `address.`; empty at the top. */
  prefix?: string;
  disabled?: boolean;
}

/** The fields of a postal address, in the order in which one says them. */
export function AddressFields<Values extends FieldValues>({
  register,
  control,
  prefix = '',
  disabled,
}: AddressFieldsProps<Values>) {
  const at = (name: string) => `${prefix}${name}` as Path<Values>;
  const { errors } = useFormState({ control });
  const country = useWatch({ control, name: at('country') }) as string;
  const errorOf = (name: string) => messageAt(errors, `${prefix}${name}`);
  const field = (name: string, required?: string) => ({
    ...register(
      at(name),
      required ? { required, validate: (value: string) => value.trim() !== '' || required } : {},
    ),
    error: errorOf(name),
    disabled,
  });
  return (
    <div className="grid grid-cols-6 gap-x-4 gap-y-5">
      <Field
        label="Name"
        autoComplete="name"
        maxLength={120}
        className="col-span-6"
        {...field('name', 'Whose name is on the bell?')}
      />
      <PlaceFields country={country} field={(name) => field(name, MISSING[name])}>
        <Field
          label="Floor, c/o, company"
          optional
          autoComplete="address-line2"
          maxLength={200}
          className="col-span-6"
          {...field('line2')}
        />
      </PlaceFields>
      <Field
        label="Telephone"
        optional
        hint="Only for the carrier"
        type="tel"
        autoComplete="tel"
        maxLength={40}
        className="col-span-6"
        {...field('phone')}
      />
    </div>
  );
}

/** What binds a control to a value of its form. */
interface Bound {
  value?: string;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => unknown;
  error?: string | undefined;
}

interface PlaceFieldsProps {
  country: string;
  field: (name: PlaceField) => Bound;
  /** What is asked after the street. */
  children?: ReactNode;
}

/** Where a place is, in a grid of six columns. */
export function PlaceFields({ country, field, children }: PlaceFieldsProps) {
  const format = useFormat();
  return (
    <>
      <Field
        label="Street and number"
        autoComplete="address-line1"
        maxLength={200}
        className="col-span-6"
        {...field('line1')}
      />
      {children}
      <Field
        label="Postcode"
        autoComplete="postal-code"
        maxLength={16}
        className="col-span-3 sm:col-span-2"
        {...field('postcode')}
      />
      <Field
        label="Town"
        autoComplete="address-level2"
        maxLength={120}
        className="col-span-3 sm:col-span-4"
        {...field('city')}
      />
      <Select
        label="Country"
        autoComplete="country"
        className="col-span-6 sm:col-span-4"
        {...field('country')}
      >
        {countriesByName(format.country).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {hasRegions(country) && (
        <Field
          label="State"
          hint={country === 'US' ? 'Two letters, such as CA' : undefined}
          autoComplete="address-level1"
          maxLength={country === 'US' ? 2 : 120}
          className="col-span-6 sm:col-span-2"
          {...field('region')}
        />
      )}
    </>
  );
}

function messageAt(errors: unknown, path: string): string | undefined {
  let at: unknown = errors;
  for (const part of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  const message = typeof at === 'object' && at !== null ? (at as { message?: unknown }).message : undefined;
  return typeof message === 'string' && message !== '' ? message : undefined;
}
