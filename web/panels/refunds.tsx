'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Buttons } from './act-dialog';
import { REFUND_REASONS, REFUND_WORDS } from './order-words';
import { OutLink } from './out-link';
import { Part } from './part';
import { useRenewOrder } from './queries';
import { ACTORS, type RefundView } from './types';

type Decision = 'approve' | 'reject';

interface RefundsProps {
  order: OrderView;
  refunds: readonly RefundView[];
}

/** What was asked back, with the decision where one is due. Nothing while nothing was asked. */
export function Refunds({ order, refunds }: RefundsProps) {
  const [asked, setAsked] = useState<{ refund: RefundView; decision: Decision } | null>(null);
  if (refunds.length === 0) return null;
  return (
    <Part title="Money asked back">
      <ul className="-my-3 divide-y divide-line">
        {[...refunds].reverse().map((refund) => (
          <li key={refund.id} className="py-3">
            <OneRefund order={order} refund={refund} />
            {refund.status === 'awaiting-approval' && (
              <div className="mt-3 flex flex-wrap gap-2">
                <Button look="ink" size="small" onClick={() => setAsked({ refund, decision: 'approve' })}>
                  Approve
                </Button>
                <Button size="small" onClick={() => setAsked({ refund, decision: 'reject' })}>
                  Decline
                </Button>
              </div>
            )}
            {refund.links?.temporal && (
              <p className="mt-2">
                <OutLink href={refund.links.temporal}>Workflow of the refund</OutLink>
              </p>
            )}
          </li>
        ))}
      </ul>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </Part>
  );
}

function OneRefund({ order, refund }: { order: OrderView; refund: RefundView }) {
  const { label, tone } = REFUND_WORDS[refund.status];
  return (
    <>
      <p className="flex items-center justify-between gap-3">
        <Price minor={refund.amountMinor} currency={refund.currency} className="font-medium" />
        <Chip tone={tone}>{label}</Chip>
      </p>
      <p className="mt-1">{contentOf(order, refund)}</p>
      <p className="text-small text-muted">
        {REFUND_REASONS[refund.reason]} · {ACTORS[refund.requestedBy.role]}, <Moment at={refund.createdAt} />
      </p>
      {refund.note && (
        <blockquote className="mt-1 border-l-2 border-line pl-3 text-muted">{refund.note}</blockquote>
      )}
      {refund.decisionNote && (
        <p className="mt-1 text-small">
          <span className="text-muted">Answer:</span> {refund.decisionNote}
        </p>
      )}
    </>
  );
}

/** `2 × Flat-woven rug, and the post`. */
function contentOf(order: OrderView, refund: RefundView): string {
  const parts = refund.lines.map(({ lineId, quantity }) => {
    const title = order.lines.find((line) => line.id === lineId)?.title ?? 'a thing';
    return quantity > 1 ? `${quantity} × ${title}` : title;
  });
  if (refund.shippingMinor > 0) parts.push('the post');
  return parts.join(', ');
}

function DecideDialog({
  refund,
  decision,
  onClose,
}: {
  refund: RefundView;
  decision: Decision;
  onClose: () => void;
}) {
  const format = useFormat();
  const renew = useRenewOrder(refund.orderId);
  const [key] = useState(newKey);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const approves = decision === 'approve';
  const amount = format.money(refund.amountMinor, refund.currency);
  const deciding = useMutation({
    mutationFn: (words: { note?: string }) =>
      api(`/refunds/${refund.id}/${approves ? 'approvals' : 'rejections'}`, {
        method: 'POST',
        body: words,
        idempotencyKey: key,
      }),
    onSuccess: () => {
      toast(approves ? `${amount} is going back to the buyer.` : 'Declined. The buyer is told why.');
      onClose();
    },
    onSettled: renew,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    setMissing(!approves && !text);
    if ((!approves && !text) || deciding.isPending) return;
    deciding.mutate(text ? { note: text } : {});
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={approves ? `Give ${amount} back` : 'Decline this request'}
      description={
        approves
          ? `${amount} goes back to the buyer's card, and is taken off what the seller is paid.`
          : 'No money goes back. The buyer reads your note.'
      }
    >
      <form onSubmit={submit} noValidate>
        <TextArea
          label="Note to the buyer"
          optional={approves}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          error={missing ? 'Say why; the buyer reads it.' : undefined}
        />
        {deciding.error && (
          <Notice tone="bad" className="mt-4">
            <p>{messageOf(deciding.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            look={approves ? 'flame' : 'alarm'}
            busy={deciding.isPending}
            busyText="A moment…"
          >
            {approves ? `Give ${amount} back` : 'Decline'}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
