'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PARCEL_WORDS } from '@/lib/parcel';
import { keys } from '@/lib/queries';
import type { DeliveryView } from '@/lib/types';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { useSend } from './money/queries';
import { NoteForm } from './note-dialog';

const ENDS = ['delivered', 'lost', 'damaged', 'returned'] as const;

/** Staff say how a parcel ended whose reports contradict each other, or stay away. */
export function SettleDialog({ delivery, onClose }: { delivery: DeliveryView; onClose: () => void }) {
  const client = useQueryClient();
  const sending = useSend();
  const [status, setStatus] = useState<string>('delivered');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Say how this parcel ended"
      description="The order goes on from there: what does not arrive is refunded. This cannot be undone."
    >
      <NoteForm
        label="How do you know?"
        missing="Say how you know it; the note stays with the parcel. Nothing was changed."
        confirm="That is how it ended"
        busy="Writing it down…"
        done="Written down. The order goes on."
        sending={sending}
        request={(note) => ({ path: `/deliveries/${delivery.id}/outcomes`, body: { status, note } })}
        onClose={onClose}
        onSettled={() => void client.invalidateQueries({ queryKey: keys.deliveries(delivery.orderId) })}
      >
        <Select label="It is" value={status} onChange={(event) => setStatus(event.target.value)}>
          {ENDS.map((end) => (
            <option key={end} value={end}>
              {PARCEL_WORDS[end].label}
            </option>
          ))}
        </Select>
      </NoteForm>
    </Dialog>
  );
}
