'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newKey } from '@/lib/api';
import { hasPartLeft } from '@/lib/parcel';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import type { CancelReason, OrderView } from '@/lib/types';
import { CANCEL_REASONS } from '@/lib/words';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { WhatHappens } from './what-happens';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';

/** A cancellation needs no more words than that. */
const EMPTY = {};

/** Asks once more before an order is cancelled, and shows first what happens to the money. */
export function CancelDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState<CancelReason>('changed-mind');
  const [key] = useState(newKey);
  const isRest = hasPartLeft(order);
  const preview = usePreview(`/orders/${order.id}/cancellation/preview`, EMPTY);
  const cancel = useMutation({
    mutationFn: () =>
      api<OrderView>(`/orders/${order.id}/cancellations`, {
        method: 'POST',
        body: { reason },
        idempotencyKey: key,
      }),
    onSuccess: (cancelled) => {
      client.setQueryData(keys.order(order.id), cancelled);
      client.invalidateQueries({ queryKey: keys.orders }).catch(() => {});
      toast(isRest ? 'The rest is cancelled.' : 'The order is cancelled.');
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isRest ? 'Cancel the rest' : 'Cancel this order'}
      description={
        isRest
          ? `What is on its way still comes. ${order.sellerName} has not sent the rest yet. This happens when you cancel it:`
          : `${order.sellerName} has not sent it yet. This is what happens when you cancel:`
      }
    >
      <WhatHappens preview={preview} />
      <Select
        className="mt-5"
        label="Why?"
        value={reason}
        onChange={(event) => setReason(event.target.value as CancelReason)}
      >
        {CANCEL_REASONS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      {cancel.isError && (
        <Notice tone="bad" className="mt-4">
          {messageOf(cancel.error)}
        </Notice>
      )}
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="alarm" busy={cancel.isPending} busyText="Cancelling…" onClick={() => cancel.mutate()}>
          {isRest ? 'Cancel the rest' : 'Cancel the order'}
        </Button>
      </div>
    </Dialog>
  );
}
