'use client';

import type { OrderView } from '@/lib/types';
import { Price } from '@/ui/price';
import { DECLINE_REASONS } from './fulfil/words';
import { Part } from './part';
import { Thumbnail } from './thumbnail';

/** What was ordered: picture, name, SKU, quantity, amount. */
export function OrderThings({ order }: { order: OrderView }) {
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Part
      title="Things"
      aside={
        <span className="figures text-small text-muted">{units === 1 ? '1 piece' : `${units} pieces`}</span>
      }
    >
      <ul className="-my-3 divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.id} className="flex gap-4 py-3">
            <Thumbnail url={line.pictureUrl} className="w-14" />
            <div className="min-w-0 grow">
              <p className="font-medium">{line.title}</p>
              <p className="text-small text-muted">
                {line.variantTitle !== 'One size' && <>{line.variantTitle} · </>}
                <span className="break-all">{line.sku}</span>
              </p>
              {(line.declinedQuantity ?? 0) > 0 && (
                <p className="text-small text-alarm">
                  {line.declinedQuantity} of them declined
                  {line.declineReason && `: ${DECLINE_REASONS[line.declineReason].toLowerCase()}`}
                </p>
              )}
              {(line.cancelledQuantity ?? 0) > 0 && (
                <p className="text-small text-amber">{line.cancelledQuantity} of them cancelled</p>
              )}
              {line.refundedQuantity > 0 && (
                <p className="text-small text-amber">{line.refundedQuantity} of them refunded</p>
              )}
            </div>
            <p className="shrink-0 text-right">
              <span className="figures block font-medium">
                {line.quantity} <span aria-hidden="true">×</span>
                <span className="sr-only">pieces at</span>{' '}
                <Price minor={line.unitPriceMinor} currency={order.currency} />
              </span>
              {(line.quantity > 1 || line.discountMinor !== undefined) && (
                <span className="text-small text-muted">
                  <Price minor={line.totalMinor} currency={order.currency} />
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
