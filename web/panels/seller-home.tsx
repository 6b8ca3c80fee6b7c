'use client';

import Link from 'next/link';
import { useLive } from '@/lib/socket';
import type { OrderView } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { classes } from '@/ui/classes';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { waitsForSeller, type ListedReturn } from './fulfil/listed-return';
import { Gate } from './gate';
import { PageHead } from './money/list';
import { itemsOf, useList, useThing } from './money/queries';
import { OrderRow } from './order-row';
import { useRenewLists } from './queries';
import { clockOf, useWaiting } from './seller-today';
import { sentenceOf } from './seller-orders';
import { SELLERS } from './types';
import { useRowKeys } from './use-row-keys';

/** How many of the most pressing orders are shown. */
const PRESSING = 5;
/** How often what comes by no socket is asked for, in ms. */
const POLL_MS = 15_000;

/** A seller's day at a glance, and the one thing to do first. */
export function SellerHome() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Home sellerId={actor.sellerId} />}
    </Gate>
  );
}

function Home({ sellerId }: { sellerId: string }) {
  useRowKeys();
  const renew = useRenewLists();
  const live = useLive({ seller: sellerId }, renew);
  const { toAccept, toShip } = useWaiting(sellerId, live);
  const returns = itemsOf(useList<ListedReturn>(`/sellers/${sellerId}/returns`, { open: 'true' }, POLL_MS));
  const answers = returns?.filter(waitsForSeller);
  const unread = useThing<{ seller: number }>('/unread-messages', POLL_MS).data?.seller;
  const low = itemsOf(useList<{ sku: string }>('/stock', { low: 'true', limit: '50' }, POLL_MS));
  const pressing = toAccept && toShip && [...toAccept, ...toShip].slice(0, PRESSING);
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <PageHead title="Today">{toAccept && toShip && sentenceOf(toAccept.length, toShip.length)}</PageHead>
        <FirstThing toAccept={toAccept} toShip={toShip} returns={answers} />
      </div>
      <ul aria-label="At a glance" className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <Glance label="to accept" count={toAccept?.length} href="/seller/orders" pressing />
        <Glance label="to ship" count={toShip?.length} href="/seller/orders" />
        <Glance label="returns to answer" count={answers?.length} href="/seller/returns" />
        <Glance label="unread messages" count={unread} href="/seller/messages" />
        <Glance label="running low" count={low?.length} href="/seller/stock" />
      </ul>
      <Pressing orders={pressing} />
    </div>
  );
}

interface FirstThingProps {
  toAccept: OrderView[] | null;
  toShip: OrderView[] | null;
  returns: ListedReturn[] | undefined;
}

/** The one thing that is most pressing now. */
function FirstThing({ toAccept, toShip, returns }: FirstThingProps) {
  const [first, label] = toAccept?.[0]
    ? [`/seller/orders/${toAccept[0].id}`, 'Look at the next order']
    : toShip?.[0]
      ? [`/seller/orders/${toShip[0].id}`, 'Ship the next order']
      : returns?.[0]
        ? [`/seller/orders/${returns[0].orderId}`, 'Answer the next return']
        : [null, null];
  if (!first) return null;
  return (
    <ButtonLink href={first} look="flame" size="large" icon="right" className="mb-6">
      {label}
    </ButtonLink>
  );
}

interface GlanceProps {
  label: string;
  /** Undefined while it is not known. */
  count: number | undefined;
  href: string;
  pressing?: boolean;
}

function Glance({ label, count, href, pressing }: GlanceProps) {
  return (
    <li className={pressing ? 'max-sm:col-span-2' : undefined}>
      <Link
        href={href}
        prefetch={false}
        className="block h-full rounded-card border border-line bg-surface p-4 hover:border-edge"
      >
        <span
          className={classes(
            'figures block font-display text-head leading-tight',
            !count && 'text-muted',
            pressing && count ? 'text-flame' : undefined,
          )}
        >
          {count ?? '–'}
        </span>
        <span className="text-muted">{label}</span>
      </Link>
    </li>
  );
}

/** The orders whose clocks end first. */
function Pressing({ orders }: { orders: OrderView[] | null }) {
  if (!orders) {
    return (
      <Loading label="Loading your orders" className="mt-8 space-y-3">
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-20 w-full" />
      </Loading>
    );
  }
  if (orders.length === 0) {
    return (
      <EmptyState title="All done" action={<ButtonLink href="/seller/products">Your products</ButtonLink>}>
        <p>New orders appear here by themselves.</p>
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="pressing" className="mt-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="pressing" className="text-lead">
          Most pressing
        </h2>
        <Link href="/seller/orders" className="link">
          All orders
        </Link>
      </div>
      <ol className="overflow-hidden rounded-card border border-line bg-surface">
        {orders.map((order) => (
          <OrderRow
            key={order.id}
            order={order}
            clock={clockOf(order.status)}
            href={`/seller/orders/${order.id}`}
          />
        ))}
      </ol>
    </section>
  );
}
