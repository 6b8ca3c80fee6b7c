'use client';

import { addressLines } from '@/lib/address';
import { discountRows } from '@/lib/discounts';
import { mediaUrl } from '@/lib/media';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Card } from '@/ui/card';
import { Price } from '@/ui/price';

/** What was ordered, what it cost, and where it goes. */
export function OrderLines({ order }: { order: OrderView }) {
  const { currency } = order;
  return (
    <section aria-labelledby="things" className="lg:self-start">
      <Card>
        <h2 id="things" className="mb-4 text-lead">
          What you ordered
        </h2>
        <ul className="space-y-4">
          {order.lines.map((line) => (
            <li key={line.id} className="flex gap-3">
              {line.pictureUrl && (
                <img
                  src={mediaUrl(line.pictureUrl)}
                  alt=""
                  width={56}
                  height={70}
                  loading="lazy"
                  className="h-17.5 w-14 shrink-0 rounded-small bg-sunk object-cover"
                />
              )}
              <div className="min-w-0 grow">
                <p className="font-medium">{line.title}</p>
                <p className="text-small text-muted">{line.variantTitle}</p>
                <p className="figures flex justify-between gap-3 text-small">
                  <span>
                    {line.quantity} × <Price minor={line.unitPriceMinor} currency={currency} />
                  </span>
                  <Price minor={line.totalMinor} currency={currency} className="font-medium" />
                </p>
                {(line.declinedQuantity ?? 0) > 0 && (
                  <p className="text-small text-alarm">
                    {line.declinedQuantity} could not be sent and {line.declinedQuantity === 1 ? 'is' : 'are'}{' '}
                    not charged
                  </p>
                )}
                {(line.cancelledQuantity ?? 0) > 0 && (
                  <p className="text-small text-amber">{line.cancelledQuantity} cancelled</p>
                )}
                {line.discountMinor !== undefined && (
                  <p className="text-small text-oasis">
                    <Price minor={line.discountMinor} currency={currency} /> taken off
                  </p>
                )}
                {line.refundedQuantity > 0 && (
                  <p className="text-small text-oasis">{line.refundedQuantity} given back</p>
                )}
              </div>
            </li>
          ))}
        </ul>
        <dl className="mt-5 space-y-1.5 border-t border-line pt-4">
          <Amount
            term={`Post, ${order.shipping.label.toLowerCase()}`}
            minor={order.shipping.totalMinor}
            currency={currency}
          />
          <Amount term="Total" minor={order.totalMinor} currency={currency} strong />
          {discountRows(order.discounts ?? []).map((row) => (
            <Amount
              key={row.promotionId}
              term={`Saved: ${row.label}`}
              minor={row.amountMinor}
              currency={currency}
            />
          ))}
          {(order.declinedMinor ?? 0) > 0 && (
            <Amount term="Not sent, not charged" minor={-(order.declinedMinor ?? 0)} currency={currency} />
          )}
          <Amount
            term={order.capturedMinor > 0 ? 'Charged' : 'Charged so far'}
            minor={order.capturedMinor}
            currency={currency}
          />
          {order.refundedMinor > 0 && (
            <Amount term="Given back" minor={order.refundedMinor} currency={currency} />
          )}
        </dl>
        <Where order={order} />
      </Card>
    </section>
  );
}

function Amount({
  term,
  minor,
  currency,
  strong,
}: {
  term: string;
  minor: number;
  currency: string;
  strong?: boolean;
}) {
  return (
    <div
      className={
        strong
          ? 'flex justify-between gap-4 text-large font-semibold'
          : 'flex justify-between gap-4 text-muted'
      }
    >
      <dt>{term}</dt>
      <dd>
        <Price minor={minor} currency={currency} />
      </dd>
    </div>
  );
}

function Where({ order }: { order: OrderView }) {
  const format = useFormat();
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 className="font-text text-small font-medium tracking-normal text-muted">It goes to</h3>
      <address className="mt-1 not-italic">
        {[...addressLines(order.shippingAddress), format.country(order.shippingAddress.country)].map(
          (line) => (
            <span key={line} className="block">
              {line}
            </span>
          ),
        )}
      </address>
    </div>
  );
}
