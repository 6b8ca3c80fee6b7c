'use client';

import Link from 'next/link';
import { useOrder } from '@/lib/queries';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { OutLink } from '../out-link';
import { DecideBy, OneRefund } from '../refunds';
import type { RefundView } from '../types';
import type { Decision } from '../decide-refund';

interface RefundRowProps {
  refund: RefundView;
  /** In whose panel it stands. */
  by: 'seller' | 'staff';
}

/** What was asked back, by whom and why, how that stands, and of which order. */
export function RefundRow(props: RefundRowProps) {
  return (
    <div className="p-4 md:px-5">
      <Facts {...props} />
    </div>
  );
}

/** The same with its clock and the two answers. */
export function RefundToDecide({
  onDecide,
  ...props
}: RefundRowProps & { onDecide: (decision: Decision) => void }) {
  return (
    <div className="grid gap-4 p-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-8 md:p-5">
      <div className="min-w-0">
        <Facts {...props} />
        <DecideBy refund={props.refund} />
      </div>
      <div className="flex gap-3 max-md:[&>button]:grow">
        <Button onClick={() => onDecide('reject')}>Decline…</Button>
        <Button look="ink" onClick={() => onDecide('approve')}>
          Agree…
        </Button>
      </div>
    </div>
  );
}

function Facts({ refund, by }: RefundRowProps) {
  const order = useOrder(refund.orderId, true).data;
  return (
    <>
      <OneRefund order={order} refund={refund} />
      <p className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-small">
        <Link
          href={`/${by}/orders/${refund.orderId}`}
          prefetch={false}
          className="link inline-flex min-h-6 items-center"
        >
          {orderWords(order, by)}
        </Link>
        {refund.links?.temporal && <OutLink href={refund.links.temporal}>Its workflow</OutLink>}
      </p>
    </>
  );
}

/** `The order for Mira Okafor`; staff see many shops, so they are told which. */
function orderWords(order: OrderView | undefined, by: RefundRowProps['by']): string {
  if (!order) return 'The order';
  const buyer = order.shippingAddress.name;
  return by === 'staff' ? `The order from ${order.sellerName} for ${buyer}` : `The order for ${buyer}`;
}
