'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newKey } from '@/lib/api';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { keys } from '@/lib/queries';
import {
  afterRefunds,
  isShippingRefunded,
  refundable,
  refundAmount,
  type RefundQuantities,
} from '@/lib/refund-amount';
import { useFormat } from '@/lib/surroundings';
import type { OrderView, Refund, RefundReason, RefundRequest } from '@/lib/types';
import { unitsOf } from '@/lib/units';
import { REFUND_REASONS } from '@/lib/words';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { UnitsField } from './units-field';

interface RefundDialogProps {
  order: OrderView;
  refunds: Refund[];
  onClose: () => void;
  onCancel: () => void;
}

/** 'Something is wrong': which things, how many, why; and what comes back. */
export function RefundDialog({ order: asItStands, refunds, onClose, onCancel }: RefundDialogProps) {
  const order = afterRefunds(asItStands, refunds);
  const canRefund = order.actions.includes('request-refund') && order.capturedMinor > order.refundedMinor;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={canRefund ? 'Ask for money back' : 'Something is wrong'}
      description={canRefund ? 'Say what, and you see what comes back before you ask.' : undefined}
    >
      {canRefund ? (
        <RefundForm order={order} shippingDone={isShippingRefunded(refunds)} onDone={onClose} />
      ) : (
        <NothingToRefund order={order} onClose={onClose} onCancel={onCancel} />
      )}
    </Dialog>
  );
}

function NothingToRefund({ order, onClose, onCancel }: Omit<RefundDialogProps, 'refunds'>) {
  const canCancel = order.actions.includes('cancel');
  return (
    <>
      <p className="text-large">
        {canCancel
          ? 'Nothing has been charged yet, so there is nothing to give back. You can still cancel.'
          : whyNothing(order)}
      </p>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>Close</Button>
        {canCancel && (
          <Button look="alarm" onClick={onCancel}>
            Cancel the order
          </Button>
        )}
      </div>
    </>
  );
}

function whyNothing(order: OrderView): string {
  if (order.capturedMinor > 0)
    return 'All the money of this order has been given back, or is on its way back.';
  if (order.status === 'cancelled')
    return 'The order is cancelled and nothing was charged, so there is nothing to give back.';
  return 'Nothing has been charged yet. As soon as the parcel has left, you can ask for money back here.';
}

function RefundForm({
  order,
  shippingDone,
  onDone,
}: {
  order: OrderView;
  shippingDone: boolean;
  onDone: () => void;
}) {
  const client = useQueryClient();
  const format = useFormat();
  const [quantities, setQuantities] = useState<RefundQuantities>({});
  const [shipping, setShipping] = useState(false);
  const [reason, setReason] = useState<RefundReason>('damaged');
  const [note, setNote] = useState('');
  const [sent, setSent] = useState({ text: '', key: '' });
  const amountMinor = refundAmount(order, quantities, shipping);
  const asked = { lines: unitsOf(quantities), shipping };
  const preview = usePreview(`/orders/${order.id}/refunds/preview`, amountMinor > 0 ? asked : null);
  // While the next answer is on its way, the last one is about other things.
  const planned = preview.isPlaceholderData ? undefined : preview.data?.refundMinor;
  const comesMinor = amountMinor > 0 ? (planned ?? amountMinor) : 0;
  const ask = useMutation({
    mutationFn: () => {
      const body: RefundRequest = {
        ...asked,
        reason,
        restock: false,
        ...(note.trim() && { note: note.trim() }),
      };
      const text = JSON.stringify(body);
      // Asked again after silence it must be the same request, not a second one.
      const key = sent.text === text ? sent.key : newKey();
      setSent({ text, key });
      return api<Refund>(`/orders/${order.id}/refunds`, { method: 'POST', body, idempotencyKey: key });
    },
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.refunds(order.id) }).catch(() => {});
      client.invalidateQueries({ queryKey: keys.order(order.id) }).catch(() => {});
      toast('We have it. You see on this page how it goes on.');
      onDone();
    },
  });

  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (amountMinor > 0 && !ask.isPending) ask.mutate();
      }}
    >
      <Select
        label="What is it?"
        value={reason}
        onChange={(event) => setReason(event.target.value as RefundReason)}
      >
        {REFUND_REASONS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <UnitsField
        label="Which things?"
        lines={order.lines}
        most={order.lines.map((line) => ({ lineId: line.id, quantity: refundable(line) }))}
        value={quantities}
        onChange={setQuantities}
        hintOf={(line, most) =>
          most === 0 ? 'given back already' : `${most} of ${line.quantity} can be given back`
        }
        showAll
      />
      {order.shipping.totalMinor > 0 && !shippingDone && (
        <Checkbox
          label={
            <>
              And the post, <Price minor={order.shipping.totalMinor} currency={order.currency} />
            </>
          }
          checked={shipping}
          onChange={(event) => setShipping(event.target.checked)}
        />
      )}
      <TextArea
        label="Tell us more"
        optional
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <ComesBack minor={comesMinor} currency={order.currency} settling={preview.isFetching} />
      {amountMinor > 0 && preview.error && <Notice tone="warn">{messageOf(preview.error)}</Notice>}
      {ask.isError && <Notice tone="bad">{messageOf(ask.error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onDone}>Not now</Button>
        <Button
          type="submit"
          look="flame"
          disabled={amountMinor <= 0 || preview.isError}
          busy={ask.isPending}
          busyText="Sending…"
        >
          {amountMinor > 0 ? `Ask for ${format.money(comesMinor, order.currency)}` : 'Ask for money back'}
        </Button>
      </div>
    </form>
  );
}

/** What the shop's own planner says would be given back. */
function ComesBack({ minor, currency, settling }: { minor: number; currency: string; settling: boolean }) {
  return (
    <p
      className="flex items-baseline justify-between rounded-card bg-sunk px-4 py-3 text-large"
      aria-live="polite"
      aria-busy={settling}
    >
      <span>Comes back to your card</span>
      <Price minor={minor} currency={currency} className="font-semibold" />
    </p>
  );
}
