'use client';

import { useState } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { contentsOf, expectedOf, nameOf, PARCEL_WORDS } from '@/lib/parcel';
import type { DeliveryView, OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { classes } from '@/ui/classes';
import { Days, Moment, useNow } from '@/ui/clock';
import { Picture } from '@/ui/picture';
import { Timeline } from '@/ui/timeline';
import { toast } from '@/ui/toast';
import { MoveDialog } from './move-dialog';

interface BuyerParcelsProps {
  order: OrderView;
  deliveries: readonly DeliveryView[];
}

/** Each parcel of an order, for who waits for it: what is in it, where it is, when it comes. */
export function BuyerParcels({ order, deliveries }: BuyerParcelsProps) {
  const [moving, setMoving] = useState<DeliveryView | null>(null);
  if (deliveries.length === 0) return null;
  return (
    <section
      aria-label="Parcels"
      className={classes('mt-8 grid gap-4', deliveries.length > 1 && 'md:grid-cols-2')}
    >
      {deliveries.map((parcel) => (
        <Parcel
          key={parcel.id}
          parcel={parcel}
          name={nameOf(parcel, deliveries)}
          contents={contentsOf(parcel, order)}
          onMove={() => setMoving(parcel)}
        />
      ))}
      {moving && <MoveDialog parcel={moving} onClose={() => setMoving(null)} />}
    </section>
  );
}

interface ParcelProps {
  parcel: DeliveryView;
  name: string;
  contents: string[];
  onMove: () => void;
}

function Parcel({ parcel, name, contents, onMove }: ParcelProps) {
  const { label, tone } = PARCEL_WORDS[parcel.status];
  const reports = parcel.tracking
    .map(({ id, at, text }) => ({ key: id, at, text }))
    .sort((a, b) => b.at.localeCompare(a.at));
  return (
    <article className="rounded-card border border-line bg-surface p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-large font-[560]">{name}</h2>
        <span aria-live="polite">
          <Chip tone={tone}>{label}</Chip>
        </span>
      </div>
      <p className="mt-1 text-small text-muted">{contents.join(', ')}</p>
      <Whereabouts parcel={parcel} />
      {parcel.proof?.picture && (
        <div className="mt-3 w-24 overflow-hidden rounded-card">
          <Picture picture={parcel.proof.picture} sizes="96px" alt="Where the parcel was left" />
        </div>
      )}
      {parcel.actions.length > 0 && (
        <div className="mt-4 flex flex-wrap gap-2">
          {parcel.actions.includes('reschedule') && (
            <Button size="small" icon="clock" onClick={onMove}>
              Choose another time…
            </Button>
          )}
          {parcel.actions.includes('print-label') && <LabelButton parcel={parcel} />}
        </div>
      )}
      {reports.length > 0 && (
        <details className="mt-4">
          <summary className="min-h-9 cursor-pointer py-1.5 font-medium">How it travelled</summary>
          <div className="pt-3 pl-1">
            <Timeline label={`How ${name} travelled`} items={reports} />
          </div>
        </details>
      )}
    </article>
  );
}

function Whereabouts({ parcel }: { parcel: DeliveryView }) {
  const now = useNow(60_000);
  const expected = now === null ? null : expectedOf(parcel, now);
  if (parcel.status === 'held' && parcel.heldUntil) {
    return (
      <p className="mt-3">
        Fetch it{parcel.pickUpPoint && ` at ${parcel.pickUpPoint},`} by <Moment at={parcel.heldUntil} />.
        After that it goes back to the shop.
      </p>
    );
  }
  const last = parcel.tracking.at(-1);
  return (
    <>
      {expected && (
        <p className="mt-3">
          Expected{' '}
          <span className="font-medium">
            <Days {...expected} />
          </span>
        </p>
      )}
      {last && <p className="mt-1 text-muted">{last.text}</p>}
    </>
  );
}

/** Gives the label of a parcel to the browser. */
export function LabelButton({ parcel }: { parcel: Pick<DeliveryView, 'id'> }) {
  const [busy, setBusy] = useState(false);
  const print = async () => {
    setBusy(true);
    try {
      await download(`/deliveries/${parcel.id}/label`, `label-${parcel.id}.pdf`);
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" busy={busy} busyText="Fetching…" onClick={() => void print()}>
      Label (PDF)
    </Button>
  );
}
