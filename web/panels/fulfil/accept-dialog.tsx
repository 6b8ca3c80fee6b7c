'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useIsPresent } from '@/lib/queries';
import { useFormat } from '@/lib/surroundings';
import type { DeclineReason, OrderView } from '@/lib/types';
import { piecesIn, quantitiesOf, type Quantities } from '@/lib/units';
import { UnitsField } from '@/shop/order/units-field';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { permits, wordsOf } from '../acts';
import { Fact, Facts } from '../part';
import { usePanelAct } from '../queries';
import { Settled } from '../settled';
import { DECLINE_REASONS } from './words';

interface AcceptDialogProps {
  order: OrderView;
  by: 'seller' | 'staff';
  onClose: () => void;
}

/** Says yes to an order, or to a part of it; what is taken off is shown before. */
export function AcceptDialog({ order, by, onClose }: AcceptDialogProps) {
  const words = wordsOf('accept', order, by, useFormat());
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.title}>
      <AcceptForm order={order} by={by} onClose={onClose} />
    </Dialog>
  );
}

function AcceptForm({ order, by, onClose }: AcceptDialogProps) {
  const words = wordsOf('accept', order, by, useFormat());
  const all = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
  const accepting = usePanelAct(order.id);
  const [inPart, setInPart] = useState(false);
  const [sent, setSent] = useState<Quantities>(() => quantitiesOf(all));
  const [reasons, setReasons] = useState<Record<string, DeclineReason>>({});
  const declined = inPart
    ? order.lines.flatMap(({ id, quantity }) => {
        const missing = quantity - (sent[id] ?? 0);
        return missing > 0
          ? [{ lineId: id, quantity: missing, reason: reasons[id] ?? ('out-of-stock' as const) }]
          : [];
      })
    : [];
  const isNothing = piecesIn(declined) === piecesIn(all);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isNothing || accepting.isPending) return;
    accepting.mutate(
      { path: '/acceptances', body: declined.length > 0 ? { declined } : {} },
      {
        onSuccess: () => {
          toast(words.done);
          onClose();
        },
      },
    );
  };
  if (!permits(order, 'accept') && !accepting.isPending) return <Settled order={order} onClose={onClose} />;
  return (
    <form onSubmit={submit} noValidate>
      <ul className="list-disc space-y-1 pl-5">
        {words.plan.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {inPart ? (
        <div className="mt-4 space-y-4">
          <UnitsField
            label="How many can you send?"
            lines={order.lines}
            most={all}
            value={sent}
            onChange={setSent}
            hintOf={(line) => `${line.quantity} ordered`}
          />
          {declined.map(({ lineId, quantity }) => (
            <Select
              key={lineId}
              label={`Why not ${quantity} × ${titleOf(order, lineId)}?`}
              value={reasons[lineId] ?? 'out-of-stock'}
              onChange={(event) => setReasons({ ...reasons, [lineId]: event.target.value as DeclineReason })}
            >
              {Object.entries(DECLINE_REASONS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          ))}
          {isNothing ? (
            <Notice tone="warn">
              <p>That is nothing at all. Cancel the order instead, so that the buyer is told why.</p>
            </Notice>
          ) : (
            declined.length > 0 && <TakenOff order={order} declined={declined} />
          )}
        </div>
      ) : (
        <button
          type="button"
          onClick={() => setInPart(true)}
          className="link mt-3 inline-flex min-h-9 items-center"
        >
          I cannot send all of it
        </button>
      )}
      {accepting.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(accepting.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button
          type="submit"
          look="flame"
          disabled={isNothing}
          busy={accepting.isPending}
          busyText={words.busy}
        >
          {declined.length > 0 ? 'Accept the rest' : words.confirm}
        </Button>
      </Buttons>
    </form>
  );
}

interface DeclinePreview {
  currency: string;
  declinedMinor: number;
  chargedMinor: number;
}

/** What the shop's own planner takes off, before it is done. */
function TakenOff({ order, declined }: { order: OrderView; declined: readonly unknown[] }) {
  const format = useFormat();
  const path = `/orders/${order.id}/acceptance/preview`;
  const { data, error } = useQuery({
    queryKey: ['preview', path, declined],
    queryFn: ({ signal }) => api<DeclinePreview>(path, { method: 'POST', body: { declined }, signal }),
    enabled: useIsPresent(),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  if (error)
    return (
      <Notice tone="warn">
        <p>{messageOf(error)}</p>
      </Notice>
    );
  return (
    <div aria-live="polite" className="min-h-20 rounded-card bg-sunk p-4">
      {data && (
        <Facts>
          <Fact term="Taken off for the buyer">{format.money(data.declinedMinor, data.currency)}</Fact>
          <Fact term="Charged when you ship" strong>
            {format.money(data.chargedMinor, data.currency)}
          </Fact>
        </Facts>
      )}
    </div>
  );
}

function titleOf(order: OrderView, lineId: string): string {
  return order.lines.find(({ id }) => id === lineId)?.title ?? 'this';
}
