'use client';

import { refundable } from '@/lib/refund-amount';
import type { OrderView } from '@/lib/types';
import { Checkbox } from '@/ui/field';
import { Price } from '@/ui/price';

interface RefundThingsProps {
  order: OrderView;
  /** How many of each line, by its id. */
  wanted: Record<string, number>;
  shipping: boolean;
  offersShipping: boolean;
  onWanted: (wanted: Record<string, number>) => void;
  onShipping: (shipping: boolean) => void;
}

/** Which things are given back and how many, and whether the post is too. */
export function RefundThings(props: RefundThingsProps) {
  const { order, wanted, shipping, offersShipping, onWanted, onShipping } = props;
  return (
    <>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.id} className="flex items-center gap-3 py-2">
            <label htmlFor={`refund-${line.id}`} className="min-w-0 grow">
              <span className="block">{line.title}</span>
              <span className="text-small text-muted">
                <Price minor={line.unitPriceMinor} currency={order.currency} /> each
                {line.refundedQuantity > 0 && (
                  <>
                    , {refundable(line)} of {line.quantity} left
                  </>
                )}
              </span>
            </label>
            <select
              id={`refund-${line.id}`}
              disabled={refundable(line) === 0}
              value={wanted[line.id] ?? 0}
              onChange={(event) => onWanted({ ...wanted, [line.id]: Number(event.target.value) })}
              className="figures min-h-11 rounded-card border border-edge bg-surface px-3 disabled:bg-sunk disabled:text-muted"
            >
              {Array.from({ length: refundable(line) + 1 }, (_, quantity) => (
                <option key={quantity} value={quantity}>
                  {quantity === 0 ? 'none' : quantity}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {offersShipping && (
        <Checkbox
          checked={shipping}
          onChange={(event) => onShipping(event.target.checked)}
          label={
            <>
              The post, <Price minor={order.shipping.totalMinor} currency={order.currency} />
            </>
          }
        />
      )}
    </>
  );
}
