'use client';

import { useEffect, useRef } from 'react';
import { capital, inWords, plural } from '@/lib/format';
import { useLive } from '@/lib/socket';
import type { OrderView } from '@/lib/types';
import { EmptyState } from '@/ui/empty-state';
import { toast } from '@/ui/toast';
import { Gate } from './gate';
import { OrderList } from './order-list';
import { ORDER_VIEWS, viewOf, type Section } from './order-views';
import { useAllPages, usePanelOrders, useRenewLists, type Scope } from './queries';
import { SELLERS } from './types';
import { useRowKeys } from './use-row-keys';
import { ViewTabs } from './view-tabs';

/** A seller's orders: today's work first. @param status which list, as the address says */
export function SellerOrders({ status }: { status: string | null }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Orders sellerId={actor.sellerId} status={status} />}
    </Gate>
  );
}

function Orders({ sellerId, status }: { sellerId: string; status: string | null }) {
  const view = viewOf(status);
  const renew = useRenewLists();
  const live = useLive({ seller: sellerId }, renew);
  useRowKeys();
  return (
    <div className="page pt-8">
      <Today sellerId={sellerId} live={live} />
      <ViewTabs
        label="Your orders"
        current={view.key}
        tabs={ORDER_VIEWS.map(({ key, label }) => ({
          key,
          label,
          href: key === 'today' ? '/seller' : `/seller?status=${key}`,
        }))}
      />
      <Sections
        key={view.key}
        sections={view.sections}
        empty={view.empty}
        scope={{ seller: sellerId }}
        live={live}
      />
      <p className="mt-8 text-small text-muted max-md:hidden">
        Keys: <Key>j</Key> and <Key>k</Key> go down and up, <Key>Enter</Key> opens.
      </p>
    </div>
  );
}

/** The day in a sentence; tells in passing of orders that come in. */
function Today({ sellerId, live }: { sellerId: string; live: boolean }) {
  const scope = { seller: sellerId };
  const toAccept = ordersOf(usePanelOrders(scope, 'placed', live));
  const toShip = ordersOf(usePanelOrders(scope, 'accepted', live));
  const newest = useRef<string | null>(null);
  useEffect(() => {
    if (!toAccept) return;
    const since = newest.current;
    const fresh = since === null ? [] : toAccept.filter((order) => order.placedAt > since);
    newest.current = toAccept.reduce(
      (latest, order) => (order.placedAt > latest ? order.placedAt : latest),
      since ?? '',
    );
    if (fresh.length > 0)
      toast(fresh.length === 1 ? 'A new order has come in.' : `${fresh.length} new orders have come in.`);
  }, [toAccept]);
  return (
    <div className="mb-6">
      <h1 className="text-head">Your orders</h1>
      <p aria-live="polite" className="mt-1 min-h-6 text-large text-muted">
        {toAccept && toShip && sentenceOf(toAccept.length, toShip.length)}
      </p>
    </div>
  );
}

function ordersOf({ data }: ReturnType<typeof usePanelOrders>): OrderView[] | null {
  return data?.pages.flatMap((page) => page.items) ?? null;
}

function sentenceOf(toAccept: number, toShip: number): string {
  if (toAccept + toShip === 0) return 'Nothing waits for you.';
  if (toShip === 0) return `${capital(plural(toAccept, 'order'))} to accept.`;
  if (toAccept === 0) return `${capital(plural(toShip, 'order'))} to ship.`;
  return `${capital(plural(toAccept, 'order'))} to accept, ${inWords(toShip)} to ship.`;
}

interface SectionsProps {
  sections: readonly Section[];
  empty: { title: string; text: string };
  scope: Scope;
  live: boolean;
}

function Sections({ sections, empty, scope, live }: SectionsProps) {
  return (
    <div className="group mt-6 space-y-10">
      {sections.map((section) => (
        <SectionList key={section.title} {...{ section, scope, live }} />
      ))}
      <div className="hidden group-[:has([data-empty]):not(:has(section))]:block">
        <EmptyState title={empty.title}>
          <p>{empty.text}</p>
        </EmptyState>
      </div>
    </div>
  );
}

function SectionList({ section, scope, live }: { section: Section; scope: Scope; live: boolean }) {
  const query = usePanelOrders(scope, section.status, live);
  useAllPages(query, section.clock !== undefined);
  return (
    <OrderList
      {...section}
      query={query}
      hrefOf={(id) => `/seller/orders/${id}`}
      empty={<span hidden data-empty />}
    />
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-small border border-line bg-surface px-1.5 py-0.5 font-text">{children}</kbd>
  );
}
