'use client';

import { useState, type FormEvent } from 'react';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { CancelReason, OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from './buttons';
import { permits, requestOf, wordsOf, type Act } from './acts';
import { SELLER_CANCEL_REASONS, STAFF_CANCEL_REASONS } from './order-words';
import { WhatIf } from './money/what-if';
import { usePanelAct } from './queries';
import { Settled } from './settled';

interface ActDialogProps {
  order: OrderView;
  /** What is asked; null while nothing is. */
  act: Act | null;
  by: 'seller' | 'staff';
  /** Which packed parcel is shipped. */
  parcelId?: string | undefined;
  onClose: () => void;
}

/** Says what an act will do, asks once, does it, and says what came of it. */
export function ActDialog({ order, act, by, parcelId, onClose }: ActDialogProps) {
  const format = useFormat();
  if (!act) return null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={wordsOf(act, order, by, format).title}>
      <ActForm key={act} {...{ order, act, by, parcelId, onClose }} />
    </Dialog>
  );
}

function ActForm({ order, act, by, parcelId, onClose }: ActDialogProps & { act: Act }) {
  const format = useFormat();
  const words = wordsOf(act, order, by, format);
  const doing = usePanelAct(order.id);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<'reason' | 'note' | null>(null);
  const preview = usePreview(`/orders/${order.id}/cancellation/preview`, act === 'cancel' ? {} : null);
  const isOver = !permits(order, act) && !doing.isPending;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = act === 'cancel' && !reason ? 'reason' : needsNote(act) && !note.trim() ? 'note' : null;
    setMissing(lacking);
    if (lacking || doing.isPending) return;
    doing.mutate(
      requestOf(act, { note, ...(act === 'cancel' && { reason }), ...(parcelId && { parcelId }) }),
      {
        onSuccess: () => {
          toast(words.done);
          onClose();
        },
      },
    );
  };

  if (isOver) return <Settled order={order} onClose={onClose} />;
  return (
    <form onSubmit={submit} noValidate>
      <ul className="list-disc space-y-1 pl-5">
        {words.plan.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {act === 'cancel' && (
        <div className="mt-3">
          <WhatIf preview={preview} by={by} />
        </div>
      )}
      {act === 'cancel' && (
        <Select
          className="mt-4"
          label="Why?"
          value={reason}
          onChange={(event) => setReason(event.target.value as CancelReason)}
          error={missing === 'reason' ? 'Choose a reason; the buyer is told it.' : undefined}
        >
          <option value="">Choose a reason</option>
          {(by === 'seller' ? SELLER_CANCEL_REASONS : STAFF_CANCEL_REASONS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
      {(act === 'cancel' || needsNote(act)) && (
        <TextArea
          className="mt-4"
          label={needsNote(act) ? 'Note for the story' : 'A word to the buyer'}
          optional={!needsNote(act)}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          error={missing === 'note' ? 'Say why; it stays in the story of the order.' : undefined}
        />
      )}
      {doing.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(doing.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button
          type="submit"
          look={act === 'cancel' ? 'alarm' : 'flame'}
          busy={doing.isPending}
          busyText={words.busy}
        >
          {words.confirm}
        </Button>
      </Buttons>
    </form>
  );
}

function needsNote(act: Act): boolean {
  return act === 'retry' || act === 'skip';
}
