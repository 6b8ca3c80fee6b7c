'use client';

import { useState } from 'react';
import { Field, Select, TextArea } from '@/ui/field';
import { ChangeForm, useChangeShop } from './change-form';
import type { ShopPartProps, ShopView } from './types';

/** Name, story and how the shop sends. */
export function ProfilePart({ shop }: ShopPartProps) {
  const changing = useChangeShop(shop);
  const [values, setValues] = useState(() => profileOf(shop));
  const field = (name: keyof typeof values) => ({
    value: values[name],
    error: changing.faults[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const save = () =>
    changing.send({
      ...{ name: values.name, tagline: values.tagline, story: values.story, city: values.city },
      shipsTo: values.shipsTo as 'domestic' | 'europe' | 'world',
      handlingDays: Number(values.handlingDays) || 0,
    });
  return (
    <ChangeForm title="What buyers read" changing={changing} onSave={save}>
      <Field label="Name of the shop" maxLength={60} {...field('name')} />
      <Field label="One line about it" maxLength={120} {...field('tagline')} />
      <TextArea label="Its story" rows={7} maxLength={2000} {...field('story')} />
      <Field label="Town" maxLength={120} {...field('city')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select label="Sends to" {...field('shipsTo')}>
          <option value="domestic">Its own country</option>
          <option value="europe">Europe</option>
          <option value="world">The world</option>
        </Select>
        <Field label="Days until it sends" inputMode="numeric" maxLength={2} {...field('handlingDays')} />
      </div>
    </ChangeForm>
  );
}

const profileOf = ({ name, tagline, story, city, shipsTo = 'world', handlingDays }: ShopView) => ({
  ...{ name, tagline, story, city },
  shipsTo: shipsTo as string,
  handlingDays: String(handlingDays),
});

/** What the shop promises beyond what the market promises for all. */
export function PoliciesPart({ shop }: ShopPartProps) {
  const changing = useChangeShop(shop);
  const [policies, setPolicies] = useState({
    returns: shop.policies?.returns ?? '',
    shipping: shop.policies?.shipping ?? '',
    privacy: shop.policies?.privacy ?? '',
  });
  const field = (name: keyof typeof policies) => ({
    value: policies[name],
    error: changing.faults[name],
    optional: true,
    rows: 4,
    maxLength: 3000,
    onChange: (event: { target: { value: string } }) =>
      setPolicies({ ...policies, [name]: event.target.value }),
  });
  const save = () => changing.send({ policies });
  return (
    <ChangeForm title="Policies" changing={changing} onSave={save}>
      <TextArea
        label="Returns"
        hint="What you take back beyond what Caravan promises."
        {...field('returns')}
      />
      <TextArea label="Shipping" {...field('shipping')} />
      <TextArea label="Privacy" {...field('privacy')} />
    </ChangeForm>
  );
}
