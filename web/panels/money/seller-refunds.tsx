'use client';

import Link from 'next/link';
import { useState } from 'react';
import { capital, plural } from '@/lib/format';
import { useOrder } from '@/lib/queries';
import { useLive } from '@/lib/socket';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { DecideDialog, type Decision } from '../decide-refund';
import { Gate } from '../gate';
import { DecideBy, OneRefund } from '../refunds';
import { SELLERS, type RefundView } from '../types';
import { List, PageHead } from './list';
import { itemsOf, useList, useRenewMoney } from './queries';

/** What buyers ask a seller to give back: what waits for an answer first, with its clock. */
export function SellerRefunds() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Refunds sellerId={actor.sellerId} />}
    </Gate>
  );
}

const LIVE_POLL_MS = 60_000;

function Refunds({ sellerId }: { sellerId: string }) {
  const renew = useRenewMoney();
  const live = useLive({ seller: sellerId }, renew);
  const pollMs = live ? LIVE_POLL_MS : 5000;
  const path = `/sellers/${sellerId}/refunds`;
  const waiting = useList<RefundView>(path, { status: 'awaiting-approval', limit: '50' }, pollMs);
  const all = useList<RefundView>(path, {}, pollMs);
  const [asked, setAsked] = useState<{ refund: RefundView; decision: Decision } | null>(null);
  const count = itemsOf(waiting)?.length;
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Refunds">
        {count !== undefined &&
          (count === 0
            ? 'No answer of yours is awaited.'
            : `${capital(plural(count, 'answer'))} of yours ${count === 1 ? 'is' : 'are'} awaited.`)}
      </PageHead>
      <div className="space-y-10">
        <List
          title="Waiting for you"
          hint="What runs out first stands first."
          query={waiting}
          order={(one, other) => (one.decideBy ?? '').localeCompare(other.decideBy ?? '')}
          keyOf={keyOf}
        >
          {(refund) => <Waiting refund={refund} onDecide={(decision) => setAsked({ refund, decision })} />}
        </List>
        <List
          title="All refunds"
          query={all}
          keyOf={keyOf}
          empty={
            <EmptyState title="Nothing was asked back">
              <p>When a buyer asks for money back, you read it here and decide.</p>
            </EmptyState>
          }
        >
          {(refund) => <Row refund={refund} />}
        </List>
      </div>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

const keyOf = ({ id }: RefundView) => id;

function Waiting({ refund, onDecide }: { refund: RefundView; onDecide: (decision: Decision) => void }) {
  return (
    <div className="grid gap-4 p-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-8 md:p-5">
      <div className="min-w-0">
        <Row refund={refund} bare />
        <DecideBy refund={refund} />
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

function Row({ refund, bare }: { refund: RefundView; bare?: boolean }) {
  const order = useOrder(refund.orderId, true).data;
  return (
    <div className={bare ? undefined : 'p-4 md:px-5'}>
      <OneRefund order={order} refund={refund} />
      <Link
        href={`/seller/orders/${refund.orderId}`}
        prefetch={false}
        className="link mt-1 inline-flex min-h-6 items-center text-small"
      >
        The order{order && ` for ${order.shippingAddress.name}`}
      </Link>
    </div>
  );
}
