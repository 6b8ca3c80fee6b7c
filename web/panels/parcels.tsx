'use client';

import type { Delivery } from '@/lib/types';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { DELIVERY_WORDS } from './order-words';
import { OutLink } from './out-link';
import { Part } from './part';

interface ParcelsProps {
  deliveries: readonly Delivery[];
  /** For staff: where the workflow of a parcel is seen. */
  workflowOf?: (delivery: Delivery) => string | undefined;
}

/** The parcels of an order with where they are. Nothing while there are none. */
export function Parcels({ deliveries, workflowOf }: ParcelsProps) {
  return deliveries.map((delivery) => {
    const { label, tone } = DELIVERY_WORDS[delivery.status];
    const workflow = workflowOf?.(delivery);
    const last = delivery.tracking.at(-1);
    return (
      <Part key={delivery.id} title="Parcel" aside={<Chip tone={tone}>{label}</Chip>}>
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
        {delivery.status !== 'delivered' && delivery.estimatedAt && (
          <p className="text-small text-muted">
            The carrier expects <Moment at={delivery.estimatedAt} style="weekday" />.
          </p>
        )}
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {delivery.labelUrl && <OutLink href={delivery.labelUrl}>Label</OutLink>}
          {workflow && <OutLink href={workflow}>Workflow of the parcel</OutLink>}
        </p>
      </Part>
    );
  });
}
