'use client';

import { inWordsOfUnits } from '@/lib/units';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { unpacked } from '../../../services/order/order.contents';
import { useCouriers } from '../couriers/queries';
import { Part } from '../part';
import { PARCEL_WORDS } from './words';

interface PackingProps {
  order: OrderView;
  onPack: () => void;
  onShip: (parcelId: string) => void;
}

/** Parcels that are packed and have not left, and what is still on the table: once there is a first parcel. */
export function Packing({ order, onPack, onShip }: PackingProps) {
  const parcels = order.parcels ?? [];
  const waiting = parcels.filter(({ status }) => status === 'packed' || status === 'shipping');
  const left = unpacked(order);
  const canPack = order.actions.includes('pack') && left.length > 0;
  const couriers = useCouriers(waiting.some(({ carrier }) => carrier === 'courier')).data ?? [];
  if (parcels.length === 0 || (waiting.length === 0 && !canPack)) return null;
  return (
    <Part title="Parcels to ship">
      <ul className="space-y-3">
        {waiting.map((parcel) => {
          const { label, tone } = PARCEL_WORDS[parcel.status];
          const courier = couriers.find(({ id }) => id === parcel.courierId);
          return (
            <li
              key={parcel.id}
              className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line p-3.5"
            >
              <div className="min-w-0 grow basis-48">
                <p className="font-medium break-words">{inWordsOfUnits(parcel.lines, order.lines)}</p>
                <p className="mt-1 flex flex-wrap items-center gap-2 text-small text-muted">
                  <Chip tone={tone}>{label}</Chip>
                  {parcel.carrier === 'courier' ? `brought by ${courier?.name ?? 'your courier'}` : 'by post'}
                </p>
              </div>
              {parcel.status === 'packed' && order.actions.includes('ship') && (
                <Button look="flame" onClick={() => onShip(parcel.id)}>
                  Ship this parcel
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {canPack && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3 first:mt-0">
          <p className="min-w-0 grow basis-48">
            <span className="text-muted">On the table:</span> {inWordsOfUnits(left, order.lines)}
          </p>
          <Button onClick={onPack}>Pack a parcel…</Button>
        </div>
      )}
    </Part>
  );
}
