'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { Dialog } from '@/ui/dialog';
import { Field, Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { useSend, useThing } from '../money/queries';
import { ACTORS } from '../types';
import type { Movement, MovementKind } from './types';
import { MOVEMENT_WORDS } from './words';

interface MovementDialogProps {
  sku: string;
  title: string;
  warehouseId?: string;
  onClose: () => void;
}

/** Goods come and go: how many and why, once a press; below it what came and went before. */
export function MovementDialog({ sku, title, warehouseId, onClose }: MovementDialogProps) {
  const sending = useSend<Movement>();
  const [askedAt] = useState(() => Date.now());
  const [kind, setKind] = useState<MovementKind>('receive');
  const [count, setCount] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ count?: string; reason?: string }>({});
  const needsReason = kind === 'correct' || kind === 'return';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const pattern = kind === 'correct' ? /^[-+−]?[1-9]\d{0,5}$/ : /^[1-9]\d{0,5}$/;
    const found = {
      ...(pattern.test(count.trim()) ? {} : { count: COUNT_FAULTS[kind] }),
      ...(needsReason && !reason.trim() ? { reason: 'Say why, in a few words.' } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0 || sending.isPending) return;
    const amount = Number(count.trim().replace('−', '-'));
    const movement = { kind, reason, ...(kind === 'replenish' ? { upTo: amount } : { quantity: amount }) };
    sending.mutate(
      { path: `/stock/${sku}/movements`, askedAt, body: { movement, ...(warehouseId && { warehouseId }) } },
      {
        onSuccess: () => {
          toast('Counted.');
          onClose();
        },
      },
    );
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Stock of ${sku}`} description={title}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <Select
          label="What happened?"
          value={kind}
          hint={MOVEMENT_WORDS[kind].hint}
          onChange={(event) => setKind(event.target.value as MovementKind)}
        >
          {Object.entries(MOVEMENT_WORDS).map(([key, { label }]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
        <Field
          label={COUNT_LABELS[kind]}
          inputMode={kind === 'correct' ? 'text' : 'numeric'}
          value={count}
          error={faults.count}
          onChange={(event) => setCount(event.target.value)}
        />
        <Field
          label="Why?"
          optional={!needsReason}
          value={reason}
          maxLength={300}
          error={faults.reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Counting…">
            Count it
          </Button>
        </Buttons>
      </form>
      <Before sku={sku} />
    </Dialog>
  );
}

const COUNT_LABELS: Record<MovementKind, string> = {
  receive: 'How many came?',
  return: 'How many came back?',
  correct: 'How many more, or fewer with a minus?',
  replenish: 'Up to how many available?',
};
const WHOLE = 'A whole number above zero.';
const COUNT_FAULTS: Record<MovementKind, string> = {
  ...{ receive: WHOLE, return: WHOLE, replenish: WHOLE },
  correct: 'A whole number, with a minus for fewer, and not zero.',
};

function Before({ sku }: { sku: string }) {
  const format = useFormat();
  const items = useThing<{ items: Movement[] }>(`/stock/${sku}/movements?limit=10`, false).data?.items;
  if (!items || items.length === 0) return null;
  return (
    <section aria-label="What came and went before" className="mt-6 border-t border-line pt-4">
      <h3 className="font-medium">Before</h3>
      <ul className="mt-2 space-y-2 text-small">
        {items.map(({ id, kind, quantity, reason, by, at }) => (
          <li key={id} className="flex justify-between gap-4">
            <span className="min-w-0">
              {MOVEMENT_WORDS[kind].label}
              {reason && <span className="text-muted">: {reason}</span>}
              <span className="block text-muted">
                <Moment at={at} />, by {ACTORS[by.role]}
              </span>
            </span>
            <span className="figures font-medium">
              {quantity > 0 ? '+' : ''}
              {format.count(quantity)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
