'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { afterRefunds, isShippingRefunded, refundable, refundAmount } from '@/lib/refund-amount';
import { useFormat } from '@/lib/surroundings';
import type { OrderView, RefundReason, RefundRequest } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Buttons } from './act-dialog';
import { REFUND_REASONS } from './order-words';
import { useRenewOrder } from './queries';
import type { RefundView } from './types';

interface RefundDialogProps {
  order: OrderView;
  refunds: readonly RefundView[];
  onClose: () => void;
}

/** Gives money back for lines and the post, with the amount shown before. */
export function RefundDialog({ order, refunds, onClose }: RefundDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Give money back"
      description="It goes to the buyer's card at once; nobody has to agree first."
    >
      <RefundForm
        order={afterRefunds(order, [...refunds])}
        shippingLeft={!isShippingRefunded([...refunds])}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface RefundFormProps {
  /** As it will stand once the refunds under way have gone through. */
  order: OrderView;
  shippingLeft: boolean;
  onClose: () => void;
}

function RefundForm({ order, shippingLeft, onClose }: RefundFormProps) {
  const format = useFormat();
  const renew = useRenewOrder(order.id);
  const [wanted, setWanted] = useState<Record<string, number>>({});
  const [shipping, setShipping] = useState(false);
  const [restock, setRestock] = useState(false);
  const [reason, setReason] = useState<RefundReason>('damaged');
  const [note, setNote] = useState('');
  const amountMinor = refundAmount(order, wanted, shipping);
  const amount = format.money(amountMinor, order.currency);
  // A key for each amount asked: the same question twice is one refund, another question is another.
  const [keyOf] = useState(() => keysByText());
  const giving = useMutation({
    mutationFn: (body: RefundRequest) =>
      api<RefundView>(`/orders/${order.id}/refunds`, {
        method: 'POST',
        body,
        idempotencyKey: keyOf(JSON.stringify(body)),
      }),
    onSuccess: () => {
      toast(`${amount} is going back to the buyer.`);
      onClose();
    },
    onSettled: renew,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amountMinor === 0 || giving.isPending) return;
    const lines = Object.entries(wanted).flatMap(([lineId, quantity]) =>
      quantity > 0 ? [{ lineId, quantity }] : [],
    );
    giving.mutate({ lines, shipping, restock, reason, ...(note.trim() && { note: note.trim() }) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.id} className="flex items-center gap-3 py-2">
            <label htmlFor={`refund-${line.id}`} className="min-w-0 grow">
              <span className="block">{line.title}</span>
              <span className="text-small text-muted">
                <Price minor={line.unitPriceMinor} currency={order.currency} /> each
                {line.refundedQuantity > 0 && (
                  <>
                    , {refundable(line)} of {line.quantity} left
                  </>
                )}
              </span>
            </label>
            <select
              id={`refund-${line.id}`}
              disabled={refundable(line) === 0}
              value={wanted[line.id] ?? 0}
              onChange={(event) => setWanted({ ...wanted, [line.id]: Number(event.target.value) })}
              className="figures min-h-11 rounded-card border border-edge bg-surface px-3 disabled:bg-sunk disabled:text-muted"
            >
              {Array.from({ length: refundable(line) + 1 }, (_, quantity) => (
                <option key={quantity} value={quantity}>
                  {quantity === 0 ? 'none' : quantity}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {shippingLeft && order.shipping.totalMinor > 0 && (
        <Checkbox
          checked={shipping}
          onChange={(event) => setShipping(event.target.checked)}
          label={
            <>
              The post, <Price minor={order.shipping.totalMinor} currency={order.currency} />
            </>
          }
        />
      )}
      <Checkbox
        checked={restock}
        onChange={(event) => setRestock(event.target.checked)}
        label="The goods come back and go on sale again"
      />
      <Select
        className="mt-3"
        label="Why?"
        value={reason}
        onChange={(event) => setReason(event.target.value as RefundReason)}
      >
        {Object.entries(REFUND_REASONS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <TextArea
        className="mt-3"
        label="A word to the buyer"
        optional
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p
        aria-live="polite"
        className="mt-4 flex items-baseline justify-between border-t border-line pt-3 text-large font-medium"
      >
        <span>Goes back</span>
        <Price minor={amountMinor} currency={order.currency} />
      </p>
      {giving.error && (
        <Notice tone="bad" className="mt-3">
          <p>{messageOf(giving.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button
          type="submit"
          look="flame"
          disabled={amountMinor === 0}
          busy={giving.isPending}
          busyText="A moment…"
        >
          {amountMinor > 0 ? `Give ${amount} back` : 'Give back'}
        </Button>
      </Buttons>
    </form>
  );
}

function keysByText(): (text: string) => string {
  const keys = new Map<string, string>();
  return (text) => {
    const known = keys.get(text) ?? newKey();
    keys.set(text, known);
    return known;
  };
}
