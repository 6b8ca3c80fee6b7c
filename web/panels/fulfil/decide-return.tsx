'use client';

import { useState, type FormEvent } from 'react';
import { minorOf } from '@/lib/amount';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { OrderReturn, OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Choices, type Choice } from '../money/choices';
import { usePanelAct } from '../queries';

type Decision = 'approve' | 'offer' | 'reject';

const CHOICES: readonly Choice<Decision>[] = [
  {
    value: 'approve',
    label: 'Yes, send it back',
    hint: 'The buyer gets a label. The money goes back once you have looked at it.',
  },
  {
    value: 'offer',
    label: 'Keep it, and get a part back',
    hint: 'If the buyer agrees, nothing is sent. If not, it comes back to you.',
  },
  { value: 'reject', label: 'No', hint: 'Nothing is sent and nothing is given back. Say why.' },
];

const DONE: Record<Decision, string> = {
  approve: 'Agreed. The buyer gets a label.',
  offer: 'Offered. The buyer answers now.',
  reject: 'Declined. The buyer is told why.',
};

interface DecideReturnProps {
  order: OrderView;
  one: OrderReturn;
  onClose: () => void;
}

/** What a seller answers to a buyer who wants to send something back. */
export function DecideReturn({ order, one, onClose }: DecideReturnProps) {
  const format = useFormat();
  const deciding = usePanelAct(order.id);
  const preview = usePreview(`/orders/${order.id}/returns/preview`, { lines: one.lines });
  const [decision, setDecision] = useState<Decision>('approve');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<'amount' | 'note' | null>(null);
  const amountMinor = minorOf(amount, order.currency);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    const lacking =
      decision === 'offer' && !amountMinor ? 'amount' : decision === 'reject' && !text ? 'note' : null;
    setMissing(lacking);
    if (lacking || deciding.isPending) return;
    const body = {
      decision,
      ...(text && { note: text }),
      ...(decision === 'offer' && { amountMinor }),
    };
    deciding.mutate(
      { path: `/returns/${one.id}/decisions`, body },
      {
        onSuccess: () => {
          toast(DONE[decision]);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="The buyer wants to send it back"
      {...(preview.data && {
        description: `All of it is worth ${format.money(preview.data.refundMinor, preview.data.currency)} to the buyer.`,
      })}
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <Choices label="What do you say?" choices={CHOICES} value={decision} onChange={setDecision} />
        {decision === 'offer' && (
          <Field
            label={`How much in ${order.currency}?`}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            error={missing === 'amount' ? 'An amount such as 12.50. Nothing was sent yet.' : undefined}
          />
        )}
        <TextArea
          label="A word to the buyer"
          optional={decision !== 'reject'}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          error={missing === 'note' ? 'Say why; the buyer reads it.' : undefined}
        />
        {deciding.error && (
          <Notice tone="bad">
            <p>{messageOf(deciding.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            look={decision === 'reject' ? 'alarm' : 'flame'}
            busy={deciding.isPending}
            busyText="A moment…"
          >
            {decision === 'approve' ? 'Agree' : decision === 'offer' ? 'Offer it' : 'Decline'}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
