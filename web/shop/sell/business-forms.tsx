'use client';

import { useState } from 'react';
import { countryOf } from '@/lib/promise';
import { useFormat, useLocale } from '@/lib/surroundings';
import { Field, Select } from '@/ui/field';
import { PlaceFields } from '../address-fields';
import { SendForm, type FormProps } from './send-form';

const FORMS = [
  ['sole-trader', 'I am alone'],
  ['partnership', 'A partnership'],
  ['company', 'A company'],
  ['association', 'An association'],
] as const;

/** Who stands behind the shop. Buyers see name and address: the law wants it. */
export function BusinessForm({ application: { business }, onDone }: FormProps) {
  const locale = useLocale();
  const [values, setValues] = useState({
    legalName: business?.legalName ?? '',
    form: business?.form ?? 'sole-trader',
    registration: business?.registration ?? '',
    line1: business?.address.line1 ?? '',
    postcode: business?.address.postcode ?? '',
    city: business?.address.city ?? '',
    region: business?.address.region ?? '',
    country: business?.address.country ?? countryOf(locale) ?? 'DE',
  });
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const body = () => {
    const { legalName, form, registration, region, ...address } = values;
    if ([legalName, address.line1, address.postcode, address.city].some((text) => text.trim() === ''))
      return null;
    return {
      ...{ legalName, form },
      ...(registration.trim() && { registration }),
      address: { ...address, ...(region.trim() && { region }) },
    };
  };
  return (
    <SendForm
      path="business"
      body={body}
      missing="The name and the whole address are needed."
      onDone={onDone}
    >
      {(faults) => (
        <div className="grid grid-cols-6 gap-x-4 gap-y-5">
          <Field
            label="Legal name"
            hint="Yours, or that of the company. Buyers see it."
            autoComplete="organization"
            maxLength={160}
            className="col-span-6"
            error={faults.legalName}
            {...field('legalName')}
          />
          <Select label="What it is" className="col-span-6 sm:col-span-3" {...field('form')}>
            {FORMS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
          <Field
            label="Number in a register"
            optional
            maxLength={80}
            className="col-span-6 sm:col-span-3"
            {...field('registration')}
          />
          <PlaceFields country={values.country} field={(name) => ({ ...field(name), error: faults[name] })} />
        </div>
      )}
    </SendForm>
  );
}

/** The tax number of the business, checked as far as its digits tell. */
export function TaxForm({ application: { tax, business }, onDone }: FormProps) {
  const format = useFormat();
  const [number, setNumber] = useState(tax?.number ?? '');
  const [kind, setKind] = useState<string>(tax?.kind ?? 'vat');
  if (!business) return <p>Name your business first: the number is that of its country.</p>;
  const { country } = business.address;
  return (
    <SendForm
      path="tax-number"
      missing="The number is missing."
      body={() => (number.trim().length < 4 ? null : { country, kind, number })}
      onDone={onDone}
    >
      {(faults) => (
        <>
          <Select label="Which number" value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="vat">VAT number of {format.country(country)}</option>
            <option value="national">Tax number, because there is no VAT number</option>
          </Select>
          <Field
            label="Number"
            hint="As it stands on your invoices."
            maxLength={24}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            error={faults.number}
          />
        </>
      )}
    </SendForm>
  );
}
