'use client';

import { useState } from 'react';
import { Field } from '@/ui/field';
import { ChangeForm, useChangeShop } from './change-form';
import type { ShopPartProps } from './types';
import { WEEKDAYS } from '@/lib/weekdays';

/** When somebody is in. A day without times is a day off. */
export function HoursPart({ shop }: ShopPartProps) {
  const changing = useChangeShop(shop);
  const [days, setDays] = useState(() =>
    WEEKDAYS.map((_, index) => {
      const found = shop.hours?.days.find(({ day }) => day === index + 1);
      return { from: found?.from ?? '', to: found?.to ?? '' };
    }),
  );
  const set = (at: number, name: 'from' | 'to', value: string) =>
    setDays((all) => all.map((day, index) => (index === at ? { ...day, [name]: value } : day)));
  const save = () => {
    const open = days.flatMap(({ from, to }, index) => (from && to ? [{ day: index + 1, from, to }] : []));
    const timeZone = shop.hours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    changing.send({ hours: open.length === 0 ? null : { timeZone, days: open } });
  };
  return (
    <ChangeForm title="Opening hours" changing={changing} onSave={save}>
      <p className="text-muted">When buyers reach you. Leave a day empty when you are off.</p>
      <div className="space-y-2">
        {WEEKDAYS.map((name, index) => (
          <fieldset key={name} className="grid grid-cols-2 items-end gap-3">
            <legend className="text-small font-medium">{name}</legend>
            {(['from', 'to'] as const).map((end) => (
              <Field
                key={end}
                label={end === 'from' ? 'From' : 'To'}
                type="time"
                value={days[index]?.[end] ?? ''}
                onChange={({ target }) => set(index, end, target.value)}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </ChangeForm>
  );
}
