'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { latestDelivery, storyOf, trailOf } from '@/lib/order-story';
import { ApiProblem } from '@/lib/problem';
import { keys, useDeliveries, useIsPresent, useOrder, useRefunds } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { useLive } from '@/lib/socket';
import { useFormat } from '@/lib/surroundings';
import type { DeliveryView, OrderView } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { classes } from '@/ui/classes';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Trail } from '@/ui/timeline';
import { PushOffer } from '@/notifications/push-offer';
import { Away, Failed } from '../failed';
import { OrderReviews } from '@/talk/order-reviews';
import { OrderLines } from './order-lines';
import { OrderHelp } from './order-help';
import { OrderRefunds } from './order-refunds';
import { OrderReturns } from './order-returns';
import { BuyerParcels } from './parcels';
import { OrderStory } from './order-story';
import { Siblings } from './siblings';

/** One order of one shop: where it stands, what happens next and by when, live. */
export function OrderPage({ id }: { id: string }) {
  const client = useQueryClient();
  const session = useSession();
  const present = useIsPresent();
  const live = useLive(present ? { order: id } : null, () => {
    for (const queryKey of [keys.order(id), keys.deliveries(id), keys.refunds(id), keys.orders]) {
      client.invalidateQueries({ queryKey }).catch(() => {});
    }
  });
  const order = useOrder(id, live);
  const deliveries = useDeliveries(id, live);

  if (session.status === 'away' && !order.data) return <Away />;
  if (session.status === 'anonymous') return <SignInFirst />;
  if (order.isError && !order.data) {
    const gone = order.error instanceof ApiProblem && order.error.status === 404;
    return gone ? <NotHere /> : <Failed error={order.error} onRetry={() => void order.refetch()} />;
  }
  if (!order.data) return <OrderSkeleton />;
  return (
    <OrderView order={order.data} deliveries={deliveries.data ?? []} live={live} stale={order.isError} />
  );
}

interface OrderViewProps {
  order: OrderView;
  deliveries: DeliveryView[];
  live: boolean;
  stale: boolean;
}

function OrderView({ order, deliveries, live, stale }: OrderViewProps) {
  const format = useFormat();
  const delivery = latestDelivery(deliveries);
  const refunds = useRefunds(order.id, live).data ?? [];
  const story = storyOf(order, delivery, format);
  return (
    <>
      <nav aria-label="Where you are" className="mb-4 text-small text-muted">
        <Link href="/orders" className="hover:underline">
          Orders
        </Link>
        <span aria-hidden="true"> / </span>
        {order.sellerName}
      </nav>
      <JustPlaced order={order} />
      {stale && (
        <Notice tone="warn" className="mb-6">
          We could not look just now. This is how it stood a moment ago; we keep trying.
        </Notice>
      )}
      <section
        aria-labelledby="now"
        className={classes(
          'rounded-card border border-line bg-surface p-5 md:p-9',
          story.tone === 'warn' && 'border-t-4 border-t-amber',
          story.tone === 'bad' && 'border-t-4 border-t-alarm',
          story.tone === 'good' && 'border-t-4 border-t-oasis',
          story.tone === 'plain' && 'border-t-4 border-t-flame',
        )}
      >
        <p className="flex flex-wrap items-center justify-between gap-2 text-small text-muted">
          <span>
            From <span className="font-medium text-dusk">{order.sellerName}</span>
          </span>
          <LiveMark live={live} />
        </p>
        <div aria-live="polite">
          <h1 id="now" className="mt-2 text-head md:text-hero">
            {story.title}
          </h1>
          <p className="mt-3 max-w-prose text-large">{story.next}</p>
        </div>
        <div className="mt-9">
          <Trail
            label={`The way of your order from ${order.sellerName}`}
            steps={trailOf(order, delivery, format)}
          />
        </div>
        <OrderHelp order={order} refunds={refunds} />
      </section>
      <BuyerParcels order={order} deliveries={deliveries} />
      <OrderReturns order={order} />
      <OrderRefunds refunds={refunds} order={order} />
      <OrderReviews order={order} />
      <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
        <OrderStory order={order} deliveries={deliveries} />
        <OrderLines order={order} />
      </div>
      <Siblings order={order} live={live} />
    </>
  );
}

function JustPlaced({ order }: { order: OrderView }) {
  const client = useQueryClient();
  const isNew = useSearchParams().get('new') === '1';
  useEffect(() => {
    if (isNew) client.invalidateQueries({ queryKey: keys.cart }).catch(() => {});
  }, [isNew, client]);
  if (!isNew || order.status !== 'placed') return null;
  return (
    <div className="mb-6 space-y-3">
      <Notice tone="good" title="Thank you. Your order is placed.">
        <p>
          The money is reserved on your card and charged when the parcel leaves. Keep this page, or find it
          under “Orders”.
        </p>
      </Notice>
      <PushOffer />
    </div>
  );
}

function LiveMark({ live }: { live: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span
        aria-hidden="true"
        className={classes('size-2 rounded-chip', live ? 'breathe bg-oasis' : 'bg-edge')}
      />
      {live ? 'Live' : 'Looks again every few seconds'}
    </span>
  );
}

function SignInFirst() {
  return (
    <EmptyState
      level={1}
      title="Whose order is it?"
      action={
        <ButtonLink href="/sign-in" look="flame">
          Sign in
        </ButtonLink>
      }
    >
      <p>Sign in, or open it in the browser in which you bought as a guest.</p>
    </EmptyState>
  );
}

function NotHere() {
  return (
    <EmptyState
      level={1}
      title="This order is not to be seen here"
      action={<ButtonLink href="/orders">Your orders</ButtonLink>}
    >
      <p>It may belong to another account, or was bought in another browser.</p>
    </EmptyState>
  );
}

function OrderSkeleton() {
  return (
    <Loading>
      <Skeleton className="mb-4 h-5 w-40" />
      <Skeleton className="h-80 rounded-card" />
      <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
        <Skeleton className="h-60 rounded-card" />
        <Skeleton className="h-80 rounded-card" />
      </div>
    </Loading>
  );
}
