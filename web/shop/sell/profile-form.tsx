'use client';

import { useState } from 'react';
import { Field, Select, TextArea } from '@/ui/field';
import { SendForm, type FormProps } from './send-form';

/** `Lind & Lera` becomes `lind-lera`. */
export function slugFrom(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

/** What buyers read about the shop. */
export function ProfileForm({ application: { profile }, onDone }: FormProps) {
  const [name, setName] = useState(profile?.name ?? '');
  const [slug, setSlug] = useState<string | null>(profile?.slug ?? null);
  const [tagline, setTagline] = useState(profile?.tagline ?? '');
  const [story, setStory] = useState(profile?.story ?? '');
  const [shipsTo, setShipsTo] = useState<string>(profile?.shipsTo ?? 'europe');
  const [handlingDays, setHandlingDays] = useState(String(profile?.handlingDays ?? 2));
  const address = slug ?? slugFrom(name);
  const body = () => {
    if ([name, address, tagline, story].some((text) => text.trim() === '')) return null;
    return { name, slug: address, tagline, story, shipsTo, handlingDays: Number(handlingDays) || 0 };
  };
  return (
    <SendForm path="profile" body={body} missing="Name, address, line and story are needed." onDone={onDone}>
      {(faults) => (
        <>
          <Field
            label="Name of the shop"
            maxLength={60}
            value={name}
            onChange={({ target }) => setName(target.value)}
            error={faults.name}
          />
          <Field
            label="Address in the market"
            hint={
              address
                ? `Your shop is at /shops/${address}. It stays so.`
                : 'It stays as it is once you have it.'
            }
            maxLength={40}
            value={address}
            onChange={({ target }) => setSlug(target.value.toLowerCase())}
            error={faults.slug}
          />
          <Field
            label="One line about it"
            maxLength={120}
            value={tagline}
            onChange={({ target }) => setTagline(target.value)}
            error={faults.tagline}
          />
          <TextArea
            label="Its story"
            hint="Who makes the things, how, and why."
            rows={5}
            maxLength={2000}
            value={story}
            onChange={({ target }) => setStory(target.value)}
            error={faults.story}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Select label="Sends to" value={shipsTo} onChange={({ target }) => setShipsTo(target.value)}>
              <option value="domestic">Its own country</option>
              <option value="europe">Europe</option>
              <option value="world">The world</option>
            </Select>
            <Field
              label="Days until it sends"
              inputMode="numeric"
              value={handlingDays}
              onChange={({ target }) => setHandlingDays(target.value.replace(/\D/g, '').slice(0, 2))}
              error={faults.handlingDays}
            />
          </div>
        </>
      )}
    </SendForm>
  );
}
