'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Clock } from '@/ui/clock';
import { unpacked } from '../../services/order/order.contents';
import type { Act } from './acts';
import { hrefOfView, type SellerView } from './order-views';

interface NextStepProps {
  order: OrderView;
  onAct: (act: Act) => void;
  /** Opens the question what goes into a parcel. */
  onPack: () => void;
  /** The list in which orders of this kind stand. */
  list: SellerView;
}

/** The one thing to do now, and by when; or what is waited for. */
export function NextStep({ order, onAct, onPack, list }: NextStepProps) {
  const format = useFormat();
  const canPack = order.actions.includes('pack') && unpacked(order).length > 0;
  const { status, acceptBy, shipBy } = order;
  if (status === 'placed') {
    return (
      <Band
        title="Can you send this?"
        action={
          <Button look="flame" size="large" onClick={() => onAct('accept')}>
            Accept
          </Button>
        }
      >
        Say so by {format.date(acceptBy, 'moment')}: <Clock until={acceptBy} className="font-medium" /> left.
        After that the order is cancelled by itself.
      </Band>
    );
  }
  if (status === 'accepted' || status === 'partly-shipped') {
    const isFirst = status === 'accepted';
    const hasParcels = (order.parcels ?? []).some((parcel) => parcel.status === 'packed');
    return (
      <Band
        title={hasParcels ? 'Ship what is packed' : isFirst ? 'Pack it, then ship it' : 'Now the rest'}
        action={
          // Each packed parcel has its own button, right below.
          !hasParcels && (
            <span className="flex flex-col gap-2">
              <Button look="flame" size="large" onClick={() => onAct('ship')}>
                {isFirst ? 'Ship' : 'Ship the rest'}
              </Button>
              {canPack && <Button onClick={onPack}>Pack a parcel…</Button>}
            </span>
          )
        }
      >
        {shipBy && (
          <>
            Hand it over by {format.date(shipBy, 'moment')}: <Clock until={shipBy} className="font-medium" />{' '}
            left.{' '}
          </>
        )}
        {isFirst
          ? 'The buyer is charged when you ship the first parcel.'
          : 'What is not shipped by then is cancelled and given back.'}
      </Band>
    );
  }
  return (
    <Band
      title={WAITING[status]}
      action={
        <Link href={hrefOfView(list.key)} className="link">
          More orders like this
        </Link>
      }
    >
      {status === 'delivered' && order.returnUntil && (
        <>The buyer can send it back until {format.date(order.returnUntil, 'long')}.</>
      )}
    </Band>
  );
}

const WAITING: Record<Exclude<OrderView['status'], 'placed' | 'accepted' | 'partly-shipped'>, string> = {
  shipping: 'The card is being charged and the carrier booked',
  shipped: 'On its way. Nothing to do for you',
  delivered: 'Delivered. Nothing to do for you',
  closed: 'Closed. Nothing to do any more',
  cancelled: 'Cancelled. Do not send it; nothing was charged',
  lost: 'The carrier lost it. The buyer gets the money back',
  returned: 'It came back to you',
  'needs-attention': 'Caravan is looking into this. Please wait with it',
};

function Band({ title, action, children }: { title: string; action: ReactNode; children?: ReactNode }) {
  return (
    <section
      aria-label="Next step"
      className="mb-6 flex flex-col gap-4 rounded-card bg-dusk-soft p-4 sm:flex-row sm:items-center sm:justify-between md:p-6"
    >
      <div className="min-w-0" aria-live="polite">
        <h2 className="text-lead">{title}</h2>
        <p className="mt-0.5">{children}</p>
      </div>
      <div className="shrink-0 max-sm:[&_button]:w-full">{action}</div>
    </section>
  );
}
