'use client';

import { useId, type ReactNode } from 'react';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Loading, Skeleton } from '@/ui/skeleton';
import { OrderRow } from './order-row';
import type { usePanelOrders } from './queries';

interface OrderListProps {
  title: string;
  hint?: string;
  query: ReturnType<typeof usePanelOrders>;
  hrefOf: (orderId: string) => string;
  clock?: 'acceptBy' | 'shipBy';
  showSeller?: boolean;
  /** In place of the list when it has nothing; without it the part is left out. */
  empty?: ReactNode;
}

/** A titled list of orders, with its loading, failed and empty states. */
export function OrderList({ title, hint, query, hrefOf, clock, showSeller, empty }: OrderListProps) {
  const heading = useId();
  const { data, error, isPending, hasNextPage, isFetchingNextPage } = query;
  const orders = data?.pages.flatMap((page) => page.items) ?? [];
  // What is most pressing comes first.
  if (clock) orders.sort((a, b) => String(a[clock]).localeCompare(String(b[clock])));
  if (!isPending && !error && orders.length === 0) return empty ?? null;
  return (
    <section aria-labelledby={heading}>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h2 id={heading} className="text-lead">
          {title}
        </h2>
        {data && (
          <span className="figures text-muted">
            {orders.length}
            {hasNextPage && '+'}
          </span>
        )}
        {hint && data && <p className="w-full text-small text-muted">{hint}</p>}
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={() => void query.refetch()} />
      ) : isPending ? (
        <RowsLoading />
      ) : (
        <ol className="overflow-hidden rounded-card border border-line bg-surface">
          {orders.map((order) => (
            <OrderRow key={order.id} {...{ order, clock, showSeller }} href={hrefOf(order.id)} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button
          className="mt-4"
          busy={isFetchingNextPage}
          busyText="Loading…"
          onClick={() => void query.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </section>
  );
}

function RowsLoading() {
  return (
    <Loading
      label="Loading orders"
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center gap-4 px-4 py-3">
          <Skeleton className="aspect-4/5 w-12" />
          <div className="grow space-y-2">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-3 w-2/5" />
          </div>
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </Loading>
  );
}
