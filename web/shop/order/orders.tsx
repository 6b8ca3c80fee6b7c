'use client';

import { useOrders } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { Button, ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Away, Failed } from '../failed';
import { OrderCard } from './order-card';

/** All orders of who is here, guest or not. */
export function Orders() {
  const session = useSession();
  const orders = useOrders(false);
  if (session.status === 'away' && !orders.data) return <Away />;
  if (session.status === 'anonymous') {
    return (
      <EmptyState
        title="Who are you?"
        action={
          <ButtonLink href="/sign-in?next=/orders" look="flame">
            Sign in
          </ButtonLink>
        }
      >
        <p>
          Sign in to see your orders. What you bought as a guest is shown in the browser in which you bought
          it.
        </p>
      </EmptyState>
    );
  }
  if (orders.isError && !orders.data)
    return <Failed error={orders.error} onRetry={() => void orders.refetch()} />;
  if (!orders.data) {
    return (
      <Loading className="space-y-4">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-44 rounded-card" />
        ))}
      </Loading>
    );
  }
  const items = orders.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        title="No orders yet"
        action={
          <ButtonLink href="/" look="flame">
            To the market
          </ButtonLink>
        }
      >
        <p>The first one will stand here, with its way from the shop to your door.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="space-y-4">
        {items.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </ul>
      {orders.hasNextPage && (
        <div className="mt-6 flex justify-center">
          <Button
            busy={orders.isFetchingNextPage}
            busyText="Loading…"
            onClick={() => void orders.fetchNextPage()}
          >
            Show older ones
          </Button>
        </div>
      )}
    </>
  );
}
