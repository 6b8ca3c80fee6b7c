'use client';

import { percent } from '@/lib/percent';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Moment } from '@/ui/clock';
import { Price } from '@/ui/price';
import { Fact, Facts, Part } from './part';

/** What the order comes to, and what became of the money. */
export function OrderMoney({ order }: { order: OrderView }) {
  const { currency } = order;
  return (
    <Part title="Money">
      <Facts>
        <Fact term="Things">
          <Price minor={order.itemsMinor} currency={currency} />
        </Fact>
        <Fact term={`Post, ${order.shipping.label.toLowerCase()}`}>
          <Price
            minor={order.shipping.totalMinor + (order.shipping.discountMinor ?? 0)}
            currency={currency}
          />
        </Fact>
        {order.discounts?.map(({ promotionId, label, code, fundedBy, amountMinor }) => (
          <Fact
            key={promotionId}
            term={`${label}${code ? ` (${code})` : ''}, paid by ${fundedBy === 'platform' ? 'Caravan' : 'the shop'}`}
          >
            <Price minor={-amountMinor} currency={currency} />
          </Fact>
        ))}
        <Fact term="Total" strong>
          <Price minor={order.totalMinor} currency={currency} />
        </Fact>
        {(order.declinedMinor ?? 0) > 0 && (
          <Fact term="Declined, never charged">
            <Price minor={-(order.declinedMinor ?? 0)} currency={currency} />
          </Fact>
        )}
        <Fact term="Tax in it">
          <Price minor={order.taxMinor} currency={currency} />
        </Fact>
        <Fact term="Charged so far">
          <Price minor={order.capturedMinor} currency={currency} />
        </Fact>
        {order.refundedMinor > 0 && (
          <Fact term="Given back">
            <Price minor={order.refundedMinor} currency={currency} />
          </Fact>
        )}
        <Fact term="Caravan's commission">{percent(order.commissionPoints)}</Fact>
      </Facts>
    </Part>
  );
}

/** Where it goes, and what the buyer was promised. */
export function OrderAddress({ order }: { order: OrderView }) {
  const format = useFormat();
  const { name, line1, line2, postcode, city, region, country, phone } = order.shippingAddress;
  return (
    <Part title="Goes to">
      <address className="not-italic">
        <span className="font-medium">{name}</span>
        {[line1, line2, `${postcode} ${city}`, region, format.country(country)]
          .filter((line) => line)
          .map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        {phone && <span className="figures block text-muted">{phone}</span>}
      </address>
      <p className="mt-3 text-small text-muted">
        Promised for{' '}
        <span className="figures">{format.dateRange(order.promisedFrom, order.promisedUntil)}</span>,{' '}
        {order.shipping.label.toLowerCase()}. Ordered <Moment at={order.placedAt} />.
      </p>
    </Part>
  );
}
