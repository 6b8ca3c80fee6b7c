'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { OrderStatus } from '@/lib/types';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchField } from '@/ui/search-field';
import { FoundCheckout } from './found-checkout';
import { FoundOrders } from './found-orders';
import { Gate } from './gate';
import { OrderList } from './order-list';
import { ORDER_WORDS } from './order-words';
import { usePanelOrders } from './queries';
import { soughtIn } from './search';
import { STAFF } from './types';
import { useRowKeys } from './use-row-keys';
import { ViewTabs } from './view-tabs';

interface StaffOrdersProps {
  /** Which state is listed, as the address says. */
  status: string | null;
  /** What was searched for. */
  query: string | null;
}

const hrefOf = (id: string) => `/staff/orders/${id}`;

/** Orders of all sellers: one search, what is stuck, and the newest. */
export function StaffOrders(props: StaffOrdersProps) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Orders {...props} />}
    </Gate>
  );
}

function Orders({ status, query }: StaffOrdersProps) {
  useRowKeys();
  return (
    <div className="page pt-8">
      <h1 className="text-head">Orders of the market</h1>
      <StaffSearch key={query} query={query} />
      {query ? <Found query={query} /> : <Newest status={statusOf(status)} />}
    </div>
  );
}

/** One search for anything: our numbers, a parcel's, and the address of whoever has none at hand. */
export function StaffSearch({ query }: { query: string | null }) {
  const router = useRouter();
  const [text, setText] = useState(query ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sought = soughtIn(text);
    if (sought.kind === 'order') router.push(hrefOf(sought.id));
    else if (sought.kind === 'dispute') router.push(`/staff/disputes/${sought.id}`);
    else
      router.push(text.trim() ? `/staff/orders?query=${encodeURIComponent(text.trim())}` : '/staff/orders');
  };
  return (
    <form role="search" onSubmit={submit} className="mt-5 mb-8 flex max-w-3xl gap-3">
      <SearchField
        label="Find orders by e-mail address or tracking number, or anything by its own number"
        placeholder="Number or e-mail…"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="outline" size="large">
        Find
      </Button>
    </form>
  );
}

function Found({ query }: { query: string }) {
  const sought = soughtIn(query);
  if (sought.kind === 'checkout') return <FoundCheckout id={sought.id} />;
  if (sought.kind === 'orders') return <FoundOrders of={sought.of} />;
  return (
    <EmptyState title="That is no number and no e-mail address">
      <p>
        Numbers of orders look like 01k9…-1, those of payments and checkouts have no figure at the end. They
        stand in the address of the buyer&apos;s order page. Tracking numbers begin with CRV; an e-mail
        address has to be whole.
      </p>
    </EmptyState>
  );
}

function Newest({ status }: { status: OrderStatus | null }) {
  const newest = usePanelOrders('all', status, false);
  return (
    <div className="space-y-8">
      {status !== 'needs-attention' && <Stuck />}
      <div className="space-y-5">
        <ViewTabs
          label="Orders by state"
          current={status ?? 'all'}
          tabs={[
            { key: 'all', label: 'All', href: '/staff/orders' },
            ...STATUSES.map((key) => ({
              key,
              label: ORDER_WORDS[key].label,
              href: `/staff/orders?status=${key}`,
            })),
          ]}
        />
        <OrderList
          title={status ? ORDER_WORDS[status].label : 'Newest orders'}
          query={newest}
          hrefOf={hrefOf}
          showSeller
          empty={
            <EmptyState title="None of these">
              <p>
                {status === 'needs-attention'
                  ? 'Every order goes its way by itself.'
                  : 'There is no order like that now.'}
              </p>
            </EmptyState>
          }
        />
      </div>
    </div>
  );
}

/** What waits for a decision comes before everything else. */
function Stuck() {
  const stuck = usePanelOrders('all', 'needs-attention', false);
  return (
    !stuck.isPending && (
      <OrderList
        title="Waiting for you"
        hint="A step of these failed again and again. Try it once more, or take it as done."
        query={stuck}
        hrefOf={hrefOf}
        showSeller
      />
    )
  );
}

const STATUSES: readonly OrderStatus[] = [
  ...([
    'needs-attention',
    'placed',
    'accepted',
    'shipping',
    'partly-shipped',
    'shipped',
    'delivered',
  ] as const),
  ...(['closed', 'cancelled', 'returned', 'lost'] as const),
];

function statusOf(text: string | null): OrderStatus | null {
  return STATUSES.find((status) => status === text) ?? null;
}
