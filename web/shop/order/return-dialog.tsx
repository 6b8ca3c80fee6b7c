'use client';

import { useState, type FormEvent } from 'react';
import { useOrderAct } from '@/lib/order-acts';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { OrderView, ReturnReason } from '@/lib/types';
import { quantitiesOf, unitsOf, type Quantities } from '@/lib/units';
import { RETURN_REASONS } from '@/lib/words';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { returnable } from '../../../services/order/order.contents';
import { UnitsField } from './units-field';

/** Asks to send something back: which things, why, and what it brings. */
export function ReturnDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const format = useFormat();
  const most = returnable(order);
  const asking = useOrderAct(order.id);
  // One thing is what is meant; of several the buyer says which.
  const [units, setUnits] = useState<Quantities>(() => (most.length === 1 ? quantitiesOf(most) : {}));
  const [reason, setReason] = useState<ReturnReason>('changed-mind');
  const [note, setNote] = useState('');
  const lines = unitsOf(units);
  const preview = usePreview(`/orders/${order.id}/returns/preview`, lines.length > 0 ? { lines } : null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lines.length === 0 || asking.isPending) return;
    asking.mutate(
      { path: '/returns', body: { lines, reason, ...(note.trim() && { note: note.trim() }) } },
      {
        onSuccess: () => {
          toast(`${order.sellerName} has been asked. You see the answer here.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send something back"
      {...(order.returnUntil && {
        description: `Until ${format.date(order.returnUntil, 'long')}. ${order.sellerName} answers, and you get a label to print.`,
      })}
    >
      <form className="space-y-5" onSubmit={submit}>
        <UnitsField
          label="Which things?"
          lines={order.lines}
          most={most}
          value={units}
          onChange={setUnits}
          hintOf={(line, can) => `${can} of ${line.quantity} can go back`}
        />
        <Select
          label="Why?"
          value={reason}
          onChange={(event) => setReason(event.target.value as ReturnReason)}
        >
          {RETURN_REASONS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <TextArea
          label="Tell them more"
          optional
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <p
          aria-live="polite"
          className="flex items-baseline justify-between rounded-card bg-sunk px-4 py-3 text-large"
        >
          <span>Comes back to your card</span>
          <Price
            minor={lines.length > 0 ? (preview.data?.refundMinor ?? 0) : 0}
            currency={order.currency}
            className="font-semibold"
          />
        </p>
        {lines.length > 0 && preview.error && <Notice tone="warn">{messageOf(preview.error)}</Notice>}
        {asking.error && <Notice tone="bad">{messageOf(asking.error)}</Notice>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>Keep it</Button>
          <Button
            type="submit"
            look="flame"
            disabled={lines.length === 0}
            busy={asking.isPending}
            busyText="Asking…"
          >
            Ask to send it back
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
