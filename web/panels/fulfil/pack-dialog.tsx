'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import type { OrderView } from '@/lib/types';
import { piecesIn, quantitiesOf, unitsOf, type Quantities } from '@/lib/units';
import { UnitsField } from '@/shop/order/units-field';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { unpacked } from '../../../services/order/order.contents';
import { Buttons } from '../buttons';
import { useCouriers } from '../couriers/queries';
import { Choices } from '../money/choices';
import { usePanelAct } from '../queries';
import { Settled } from '../settled';

type Carrier = 'carrier' | 'courier';

interface PackDialogProps {
  order: OrderView;
  onClose: () => void;
}

/** Packs one parcel: what is in it, and who brings it. */
export function PackDialog({ order, onClose }: PackDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Pack a parcel"
      description="Say what is in it. What you leave out can go in another one."
    >
      <PackForm order={order} onClose={onClose} />
    </Dialog>
  );
}

function PackForm({ order, onClose }: PackDialogProps) {
  const left = unpacked(order);
  const packing = usePanelAct(order.id);
  const couriers = (useCouriers().data ?? []).filter(({ status }) => status === 'active');
  const [units, setUnits] = useState<Quantities>(() => quantitiesOf(left));
  const [carrier, setCarrier] = useState<Carrier>('carrier');
  const [courierId, setCourierId] = useState('');
  const [missing, setMissing] = useState<'units' | 'courier' | null>(null);
  const lines = unitsOf(units);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = lines.length === 0 ? 'units' : carrier === 'courier' && !courierId ? 'courier' : null;
    setMissing(lacking);
    if (lacking || packing.isPending) return;
    packing.mutate(
      { path: '/parcels', body: { lines, carrier, ...(carrier === 'courier' && { courierId }) } },
      {
        onSuccess: () => {
          toast(
            piecesIn(lines) === piecesIn(left)
              ? 'Packed. Next: ship it.'
              : 'Packed. Pack the rest, or ship this one.',
          );
          onClose();
        },
      },
    );
  };
  if (!order.actions.includes('pack') && !packing.isPending)
    return <Settled order={order} onClose={onClose} />;
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <UnitsField
        label="What is in it?"
        lines={order.lines}
        most={left}
        value={units}
        onChange={setUnits}
        hintOf={(_, most) => (most === 1 ? '1 to pack' : `${most} to pack`)}
      />
      {missing === 'units' && (
        <p className="text-small font-medium text-alarm">Put at least one thing in. Nothing was packed.</p>
      )}
      {couriers.length > 0 && (
        <Choices<Carrier>
          label="Who brings it?"
          choices={[
            { value: 'carrier', label: 'The post', hint: 'Booked and labelled when you ship.' },
            { value: 'courier', label: 'A courier of yours', hint: 'Sees it on their phone when you ship.' },
          ]}
          value={carrier}
          onChange={setCarrier}
        />
      )}
      {carrier === 'courier' && (
        <Select
          label="Which courier?"
          value={courierId}
          onChange={(event) => setCourierId(event.target.value)}
          error={missing === 'courier' ? 'Choose who brings it. Nothing was packed.' : undefined}
        >
          <option value="">Choose a courier</option>
          {couriers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {packing.error && (
        <Notice tone="bad">
          <p>{messageOf(packing.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button type="submit" look="flame" busy={packing.isPending} busyText="Packing…">
          Pack it
        </Button>
      </Buttons>
    </form>
  );
}
