'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from './act-dialog';
import { useSend } from './money/queries';
import { useRenewOrder } from './queries';
import type { RefundView } from './types';

export type Decision = 'approve' | 'reject';

/** Agreeing to a refund, or declining it with the reason. */
export function DecideDialog({
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
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const approves = decision === 'approve';
  const amount = format.money(refund.amountMinor, refund.currency);
  const deciding = useSend();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    setMissing(!approves && !text);
    if ((!approves && !text) || deciding.isPending) return;
    deciding.mutate(
      {
        path: `/refunds/${refund.id}/${approves ? 'approvals' : 'rejections'}`,
        body: text ? { note: text } : {},
      },
      {
        onSuccess: () => {
          toast(approves ? `${amount} is going back to the buyer.` : 'Declined. The buyer is told why.');
          onClose();
        },
        onSettled: renew,
      },
    );
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
