'use client';

import { useState } from 'react';
import { contentsOf, expectedOf, nameOf, PARCEL_WORDS } from '@/lib/parcel';
import type { DeliveryView, OrderView } from '@/lib/types';
import { LabelButton } from '@/shop/order/parcels';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Days, Moment, useNow } from '@/ui/clock';
import { Notice } from '@/ui/notice';
import { OutLink } from './out-link';
import { Part } from './part';
import { SettleDialog } from './settle-dialog';

interface ParcelsProps {
  order: OrderView;
  deliveries: readonly DeliveryView[];
  /** For staff: where the workflow of a parcel is seen. */
  workflowOf?: (delivery: DeliveryView) => string | undefined;
}

/** The parcels of an order with where they are. Nothing while there are none. */
export function Parcels({ order, deliveries, workflowOf }: ParcelsProps) {
  const [settling, setSettling] = useState<DeliveryView | null>(null);
  return (
    <>
      {deliveries.map((delivery) => {
        const { label, tone } = PARCEL_WORDS[delivery.status];
        const workflow = workflowOf?.(delivery);
        return (
          <Part
            key={delivery.id}
            title={nameOf(delivery, deliveries)}
            aside={<Chip tone={tone}>{label}</Chip>}
          >
            <p className="mb-2 text-small text-muted">{contentsOf(delivery, order).join(', ')}</p>
            <Whereabouts delivery={delivery} />
            {delivery.contradictions && <Contradictions delivery={delivery} />}
            <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
              {delivery.actions.includes('print-label') && <LabelButton parcel={delivery} />}
              {delivery.actions.includes('settle') && (
                <Button size="small" onClick={() => setSettling(delivery)}>
                  Say how it ended…
                </Button>
              )}
              {workflow && <OutLink href={workflow}>Workflow of the parcel</OutLink>}
            </div>
          </Part>
        );
      })}
      {settling && <SettleDialog delivery={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

function Whereabouts({ delivery }: { delivery: DeliveryView }) {
  const now = useNow(60_000);
  const expected = now === null ? null : expectedOf(delivery, now);
  const last = delivery.tracking.at(-1);
  return (
    <>
      {delivery.carrier === 'courier' && <p className="text-muted">By your own courier</p>}
      {delivery.trackingId && (
        <p>
          <span className="text-muted">Tracking</span>{' '}
          <span className="figures break-all">{delivery.trackingId}</span>
        </p>
      )}
      {last && (
        <p>
          {last.text}{' '}
          <span className="text-small text-muted">
            <Moment at={last.at} />
          </span>
        </p>
      )}
      {delivery.status === 'held' && delivery.heldUntil && (
        <p className="text-small text-muted">
          It waits{delivery.pickUpPoint && ` at ${delivery.pickUpPoint}`} until{' '}
          <Moment at={delivery.heldUntil} />.
        </p>
      )}
      {expected && (
        <p className="text-small text-muted">
          Expected <Days {...expected} />.
        </p>
      )}
    </>
  );
}

function Contradictions({ delivery }: { delivery: DeliveryView }) {
  const last = delivery.contradictions?.at(-1);
  if (!last) return null;
  return (
    <Notice tone="warn" className="mt-3" title="The reports contradict each other">
      <p>
        {`It was reported “${PARCEL_WORDS[last.reported].label.toLowerCase()}” when it stood at “${PARCEL_WORDS[last.after].label.toLowerCase()}”. The report was kept and does not count.`}
      </p>
    </Notice>
  );
}
