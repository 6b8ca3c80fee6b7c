'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ApiProblem } from '@/lib/problem';
import { useDeliveries, useOrder, useRefunds } from '@/lib/queries';
import { useLive } from '@/lib/socket';
import type { DeliveryView, OrderView } from '@/lib/types';
import { Failed } from '@/shop/failed';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { Loading, Skeleton } from '@/ui/skeleton';
import { useRenewOrder } from './queries';
import { StateChip } from './state-chip';
import type { RefundView } from './types';

/** All that is known of an order. */
export interface Known {
  order: OrderView;
  deliveries: DeliveryView[];
  refunds: RefundView[];
}

interface OrderPageProps {
  orderId: string;
  back: { href: string; label: string };
  children: (known: Known) => ReactNode;
}

/** Loads an order with its parcels and refunds, keeps them fresh, and says so when there is none. */
export function OrderPage({ orderId, back, children }: OrderPageProps) {
  const renew = useRenewOrder(orderId);
  const live = useLive({ order: orderId }, renew);
  const order = useOrder(orderId, live);
  const deliveries = useDeliveries(orderId, live).data ?? [];
  const refunds: RefundView[] = useRefunds(orderId, live).data ?? [];
  return (
    <div className="page pt-6">
      <Link href={back.href} className="inline-flex min-h-9 items-center gap-1 text-muted hover:text-ink">
        <Icon name="left" size={16} />
        {back.label}
      </Link>
      {order.data ? (
        children({ order: order.data, deliveries, refunds })
      ) : order.error instanceof ApiProblem && order.error.status === 404 ? (
        <EmptyState
          level={1}
          title="No such order here"
          action={<ButtonLink href={back.href}>{back.label}</ButtonLink>}
        >
          <p>It belongs to somebody else, or the address has a slip in it.</p>
        </EmptyState>
      ) : order.error ? (
        <div className="mt-4">
          <Failed error={order.error} onRetry={() => void order.refetch()} />
        </div>
      ) : (
        <PageLoading />
      )}
    </div>
  );
}

/** Whose order it is and where it stands. */
export function OrderTitle({ order, title }: { order: OrderView; title: string }) {
  return (
    <div className="mt-2 mb-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-title">{title}</h1>
        <span aria-live="polite">
          <StateChip status={order.status} />
        </span>
      </div>
      <p className="mt-1 text-small break-all text-muted">Order {order.id}</p>
    </div>
  );
}

interface ColumnsProps {
  main: ReactNode;
  aside: ReactNode;
  /** Below `main` on wide screens, below everything on narrow ones. */
  after: ReactNode;
}

/** What is read on the left, what is looked up on the right; one under the other on narrow screens. */
export function Columns({ main, aside, after }: ColumnsProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:gap-6">
      <div className="space-y-4 lg:space-y-6">{main}</div>
      <div className="space-y-4 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:space-y-6">{aside}</div>
      <div className="space-y-4 lg:space-y-6">{after}</div>
    </div>
  );
}

function PageLoading() {
  return (
    <Loading label="Loading the order" className="mt-3 space-y-5">
      <Skeleton className="h-9 w-64 max-w-full" />
      <Skeleton className="h-28 w-full" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </div>
    </Loading>
  );
}
