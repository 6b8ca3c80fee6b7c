'use client';

import { useState } from 'react';
import { percent, pointsIn } from '@/lib/percent';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field } from '@/ui/field';
import { useSend } from '../money/queries';
import { NoteForm } from '../note-dialog';
import type { CommissionView } from './types';

const DAY_MS = 86_400_000;
/** A little more than the notice that sellers get of a higher rate. */
const FIRST_DAYS = 16;

/** Plans a rate of a shop or a category from a day on. */
export function CommissionDialog({
  commission,
  onClose,
}: {
  commission: CommissionView;
  onClose: () => void;
}) {
  const { subject, name, points, version } = commission;
  const sending = useSend();
  const [text, setText] = useState(points === null ? '' : String(points / 100));
  const [own, setOwn] = useState(points !== null || subject.type === 'seller');
  const [day, setDay] = useState(() => dayOf(Date.now() + FIRST_DAYS * DAY_MS));
  const wanted = own ? pointsIn(text) : null;
  const isWrong = own && wanted === null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={name}
      description={`Now ${percent(points)}. A higher rate begins in 15 days at the soonest: sellers have to know of it before.`}
    >
      <NoteForm
        label="Why?"
        hint="Sellers do not read it; it is kept with the rate."
        missing="Say why. Nothing was changed yet."
        confirm="Plan it"
        busy="A moment…"
        done={`${name}: planned.`}
        sending={sending}
        ready={!isWrong && day !== ''}
        request={(note) => ({
          method: 'PUT',
          path: `/commissions/${subject.type}/${subject.id}`,
          body: { points: wanted, from: startOf(day), note },
          ifMatch: `"${version}"`,
        })}
        onClose={onClose}
      >
        {subject.type === 'category' && (
          <Checkbox
            label="A rate of its own"
            checked={own}
            onChange={(event) => setOwn(event.target.checked)}
          />
        )}
        {own && (
          <Field
            label="Percent"
            inputMode="decimal"
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={isWrong ? 'A number from 0 to 100, such as 8.75.' : undefined}
          />
        )}
        <Field
          label="From"
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
          hint="From the beginning of that day, UTC."
        />
      </NoteForm>
    </Dialog>
  );
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function startOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}
