'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { minorOf } from '@/lib/amount';
import { api, keysByText } from '@/lib/api';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { afterRefunds, isShippingRefunded, refundAmount } from '@/lib/refund-amount';
import { useFormat } from '@/lib/surroundings';
import type { OrderView, RefundReason, RefundRequest } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Buttons } from './buttons';
import { REFUND_REASONS } from './order-words';
import { WhatIf } from './money/what-if';
import { useRenewOrder } from './queries';
import { RefundThings } from './refund-things';
import type { RefundView } from './types';

interface RefundDialogProps {
  order: OrderView;
  refunds: readonly RefundView[];
  by: 'seller' | 'staff';
  onClose: () => void;
}

/** Gives money back for lines and the post, with the amount and what is booked shown before. */
export function RefundDialog({ order, refunds, by, onClose }: RefundDialogProps) {
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
        by={by}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface RefundFormProps {
  /** As it will stand once the refunds under way have gone through. */
  order: OrderView;
  shippingLeft: boolean;
  by: 'seller' | 'staff';
  onClose: () => void;
}

function RefundForm({ order, shippingLeft, by, onClose }: RefundFormProps) {
  const format = useFormat();
  const renew = useRenewOrder(order.id);
  const [wanted, setWanted] = useState<Record<string, number>>({});
  const [shipping, setShipping] = useState(false);
  const [restock, setRestock] = useState(false);
  const [reason, setReason] = useState<RefundReason>('damaged');
  const [note, setNote] = useState('');
  // What is typed as an amount instead of choosing things; null while things are chosen.
  const [plain, setPlain] = useState<string | null>(null);
  const plainMinor = plain === null ? null : minorOf(plain, order.currency);
  const amountMinor = plain === null ? refundAmount(order, wanted, shipping) : (plainMinor ?? 0);
  const amount = format.money(amountMinor, order.currency);
  const lines = Object.entries(wanted).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
  const content =
    plain === null
      ? { lines, shipping }
      : { lines: [], shipping: false, amountMinor, currency: order.currency };
  const asked = amountMinor > 0;
  const preview = usePreview(`/orders/${order.id}/refunds/preview`, asked ? content : null);
  // A key for each amount asked: the same question twice is one refund, another question is another.
  const [keyOf] = useState(keysByText);
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
    if (!asked || preview.isError || giving.isPending) return;
    giving.mutate({ ...content, restock, reason, ...(note.trim() && { note: note.trim() }) });
  };
  return (
    <form onSubmit={submit} noValidate>
      {plain === null ? (
        <RefundThings
          {...{ order, wanted, shipping }}
          offersShipping={shippingLeft && order.shipping.totalMinor > 0}
          onWanted={setWanted}
          onShipping={setShipping}
        />
      ) : (
        <Field
          label={`Amount in ${order.currency}`}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          value={plain}
          onChange={(event) => setPlain(event.target.value)}
          hint={`At most ${format.money(order.capturedMinor - order.refundedMinor, order.currency)} is left.`}
          error={
            plain.trim() && plainMinor === null ? 'An amount such as 12.50, with no other signs.' : undefined
          }
        />
      )}
      <button
        type="button"
        onClick={() => setPlain(plain === null ? '' : null)}
        className="link mt-2 mb-3 inline-flex min-h-9 items-center"
      >
        {plain === null ? 'Give an amount instead' : 'Choose things instead'}
      </button>
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
      {asked && (
        <div className="mt-3">
          <WhatIf preview={preview} by={by} />
        </div>
      )}
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
          disabled={!asked || preview.isError}
          busy={giving.isPending}
          busyText="A moment…"
        >
          {amountMinor > 0 ? `Give ${amount} back` : 'Give back'}
        </Button>
      </Buttons>
    </form>
  );
}
