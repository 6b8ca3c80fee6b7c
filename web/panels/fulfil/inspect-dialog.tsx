'use client';

import { useState, type FormEvent } from 'react';
import { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import type { OrderReturn, OrderView } from '@/lib/types';
import { quantitiesOf, unitsOf, type Quantities } from '@/lib/units';
import { UnitsField } from '@/shop/order/units-field';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Choices } from '../money/choices';
import { usePanelAct } from '../queries';

type Found = 'good' | 'part' | 'none';

interface InspectDialogProps {
  order: OrderView;
  one: OrderReturn;
  onClose: () => void;
}

/** What a seller found in a parcel that came back: all good, a part of it, or nothing. */
export function InspectDialog({ order, one, onClose }: InspectDialogProps) {
  const inspecting = usePanelAct(order.id);
  const [found, setFound] = useState<Found>('good');
  const [units, setUnits] = useState<Quantities>(() => quantitiesOf(one.lines));
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const accepted = found === 'good' ? one.lines : found === 'part' ? unitsOf(units) : [];
  const preview = usePreview(
    `/orders/${order.id}/returns/preview`,
    accepted.length > 0 ? { lines: accepted } : null,
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    const isLacking = found !== 'good' && !text;
    setMissing(isLacking);
    if (isLacking || inspecting.isPending) return;
    inspecting.mutate(
      {
        path: `/returns/${one.id}/inspections`,
        body: { ...(found !== 'good' && { accepted }), ...(text && { note: text }) },
      },
      {
        onSuccess: () => {
          toast(accepted.length > 0 ? 'Done. The money is going back.' : 'Done. The buyer is told why.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="How is it?">
      <form onSubmit={submit} noValidate className="space-y-4">
        <Choices<Found>
          label="What did you find?"
          choices={[
            { value: 'good', label: 'All is good' },
            { value: 'part', label: 'Only a part of it' },
            { value: 'none', label: 'None of it', hint: 'Nothing is given back. The buyer reads why.' },
          ]}
          value={found}
          onChange={setFound}
        />
        {found === 'part' && (
          <UnitsField
            label="What is good?"
            lines={order.lines}
            most={one.lines}
            value={units}
            onChange={setUnits}
            hintOf={(_, most) => `${most} came back`}
          />
        )}
        <TextArea
          label="A word to the buyer"
          optional={found === 'good'}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          error={missing ? 'Say what was wrong with it; the buyer reads it.' : undefined}
        />
        <p aria-live="polite" className="flex items-baseline justify-between rounded-card bg-sunk px-4 py-3">
          <span>Goes back to the buyer</span>
          <Price
            minor={accepted.length > 0 ? (preview.data?.refundMinor ?? 0) : 0}
            currency={order.currency}
            className="font-medium"
          />
        </p>
        {inspecting.error && (
          <Notice tone="bad">
            <p>{messageOf(inspecting.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            look={accepted.length === 0 ? 'alarm' : 'flame'}
            busy={inspecting.isPending}
            busyText="A moment…"
          >
            {accepted.length === 0 ? 'Take nothing back' : 'Give the money back'}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
