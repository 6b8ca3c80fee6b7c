'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, keysByText } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import { useFormat } from '@/lib/surroundings';
import type { DeliveryView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';

const DAYS_AHEAD = 10;

/** Another day, or a pick-up point, for a parcel that is under way. */
export function MoveDialog({ parcel, onClose }: { parcel: DeliveryView; onClose: () => void }) {
  const format = useFormat();
  const client = useQueryClient();
  const [keyOf] = useState(keysByText);
  const [days] = useState(nextDays);
  const [notBefore, setNotBefore] = useState(days[0] ?? '');
  const [place, setPlace] = useState('door');
  const move = useMutation({
    mutationFn: () => {
      const body = { notBefore, place };
      return api<DeliveryView>(`/deliveries/${parcel.id}/appointments`, {
        method: 'POST',
        idempotencyKey: keyOf(JSON.stringify(body)),
        body,
        timeoutMs: 40_000,
      });
    },
    onSuccess: () => {
      toast('The carrier knows your new time.');
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.deliveries(parcel.orderId) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!move.isPending) move.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Choose another time"
      description="The carrier comes no sooner than the day you choose. Up to three times for one parcel."
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <Select label="Not before" value={notBefore} onChange={(event) => setNotBefore(event.target.value)}>
          {days.map((day) => (
            <option key={day} value={day}>
              {format.date(day, 'weekday')}
            </option>
          ))}
        </Select>
        <Select label="Where" value={place} onChange={(event) => setPlace(event.target.value)}>
          <option value="door">At your door</option>
          <option value="pick-up-point">At the nearest pick-up point</option>
        </Select>
        {move.error && (
          <Notice tone="bad">
            <p>{messageOf(move.error)}</p>
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button type="submit" look="flame" busy={move.isPending} busyText="Asking the carrier…">
            Move it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The mornings of the days to come, in the reader's time zone. */
function nextDays(): string[] {
  return Array.from({ length: DAYS_AHEAD }, (_, index) => {
    const day = new Date();
    day.setDate(day.getDate() + index + 1);
    day.setHours(8, 0, 0, 0);
    return day.toISOString();
  });
}
