'use client';

import { capital, inWords, plural } from '@/lib/format';
import { useLive } from '@/lib/socket';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from './gate';
import { OrderList } from './order-list';
import { hrefOfView, ORDER_VIEWS, viewOf, type Section } from './order-views';
import { useAllPages, usePanelOrders, useRenewLists, type Scope } from './queries';
import { useWaiting } from './seller-today';
import { SELLERS } from './types';
import { useRowKeys } from './use-row-keys';
import { ViewTabs } from './view-tabs';

/** A seller's orders: what waits for them first. @param status which list, as the address says */
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
          href: hrefOfView(key),
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

/** What waits, in a sentence. */
function Today({ sellerId, live }: { sellerId: string; live: boolean }) {
  const { toAccept, toShip } = useWaiting(sellerId, live);
  return (
    <div className="mb-6">
      <h1 className="text-head">Your orders</h1>
      <p aria-live="polite" className="mt-1 min-h-6 text-large text-muted">
        {toAccept && toShip && sentenceOf(toAccept.length, toShip.length)}
      </p>
    </div>
  );
}

/** What there is to do with orders. */
export function sentenceOf(toAccept: number, toShip: number): string {
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
