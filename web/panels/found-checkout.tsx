'use client';

import Link from 'next/link';
import { ApiProblem } from '@/lib/problem';
import type { Checkout } from '@/lib/types';
import { Failed } from '@/shop/failed';
import { ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Fact, Facts, Part } from './part';
import { PaymentPart } from './payment-part';
import { useFoundCheckout } from './queries';
import { ROW } from './use-row-keys';

/** A checkout that was searched for, with its payment and the orders that it became. */
export function FoundCheckout({ id }: { id: string }) {
  const { data, error, refetch } = useFoundCheckout(id);
  if (data) return <Found checkout={data} />;
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState
        title="Nothing has this number"
        action={<ButtonLink href="/staff/orders">Newest orders</ButtonLink>}
      >
        <p>Look whether a figure is missing. Numbers of refunds and parcels are found on their order.</p>
      </EmptyState>
    );
  }
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <Loading label="Looking" className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Skeleton className="h-48" />
      <Skeleton className="h-48" />
    </Loading>
  );
}

/** How a checkout stands, in a sentence. */
const STANDS: Record<Checkout['status'], string> = {
  open: 'Asked for; nothing is held or charged yet.',
  paying: 'Stock is held, and the payment is being asked for.',
  'awaiting-buyer': 'The bank has a question to the buyer.',
  declined: 'The card was declined. The buyer can try another until the hold ends.',
  placed: 'Paid and placed.',
  refused: 'Refused before anything was charged: sold out, or another price.',
  expired: 'The hold ended unpaid. Nothing was charged.',
  abandoned: 'The buyer gave up. Nothing was charged.',
};

function Found({ checkout }: { checkout: Checkout }) {
  const { status, expectedTotal, orderIds } = checkout;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
      <Part
        title="Checkout"
        aside={<Chip tone={status === 'placed' ? 'oasis' : 'plain'}>{status.replace('-', ' ')}</Chip>}
      >
        <p className="mb-4 text-large">{STANDS[status]}</p>
        <Facts>
          <Fact term="Buyer">{checkout.shippingAddress.name}</Fact>
          <Fact term="Begun">
            <Moment at={checkout.createdAt} />
          </Fact>
          <Fact term="Total">
            <Price minor={expectedTotal.amountMinor} currency={expectedTotal.currency} />
          </Fact>
        </Facts>
        {orderIds.length > 0 && (
          <ul className="mt-4 divide-y divide-line border-t border-line">
            {orderIds.map((orderId, index) => (
              <li key={orderId}>
                <Link {...ROW} href={`/staff/orders/${orderId}`} className="link block py-3">
                  {checkout.quote?.sellers[index]?.sellerName ?? 'Order'}, order {index + 1} of{' '}
                  {orderIds.length}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Part>
      {status !== 'open' && status !== 'refused' && <PaymentPart paymentId={checkout.paymentId} />}
    </div>
  );
}
