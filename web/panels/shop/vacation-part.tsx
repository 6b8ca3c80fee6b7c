'use client';

import { useState } from 'react';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { Field, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { ChangeForm, useChangeShop } from './change-form';
import type { ShopPartProps } from './types';

/** While a shop is away its things are to be seen, and cannot be bought. */
export function VacationPart({ shop }: ShopPartProps) {
  const changing = useChangeShop(shop);
  const { vacation } = shop;
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [note, setNote] = useState(vacation?.note ?? '');
  const [lacks, setLacks] = useState(false);
  const save = () => {
    const isWhole = from !== '' && until !== '' && from < until;
    setLacks(!isWhole);
    if (!isWhole) return;
    const at = (local: string) => new Date(`${local}T00:00`).toISOString();
    changing.send({ vacation: { from: at(from), until: at(until), ...(note.trim() && { note }) } });
  };
  return (
    <ChangeForm
      title="Vacation"
      changing={changing}
      onSave={save}
      more={vacation && <Button onClick={() => changing.send({ vacation: null })}>I am back</Button>}
    >
      {vacation && (
        <Notice tone="warn" title="Planned">
          <p>
            From <Moment at={vacation.from} /> until <Moment at={vacation.until} /> nothing can be bought
            here.
          </p>
        </Notice>
      )}
      <p className="text-muted">
        Your things stay visible, with your note, and cannot be bought. Open orders go on.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="First day away"
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <Field
          label="First day back"
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
          error={lacks ? 'Say from when and until when.' : undefined}
        />
      </div>
      <TextArea
        label="Note for buyers"
        optional
        rows={2}
        maxLength={300}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </ChangeForm>
  );
}
