'use client';

import Link from 'next/link';
import { STATUS_WORDS, type ApplicationView } from '@/shop/sell/types';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList } from '../money/queries';
import type { ShopView } from '../shop/types';
import { STAFF } from '../types';
import { ROW, useRowKeys } from '../use-row-keys';
import { ViewTabs } from '../view-tabs';

const VIEWS = [
  { key: 'review', label: 'In review' },
  { key: 'applications', label: 'All applications' },
  { key: 'shops', label: 'Shops' },
] as const;
type View = (typeof VIEWS)[number]['key'];

/** Those who want to sell, and those who do. */
export function StaffSellers({ view }: { view: string | null }) {
  const current = VIEWS.find(({ key }) => key === view)?.key ?? 'review';
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <div className="page pt-8 [&>*]:max-w-5xl">
          <PageHead title="Sellers">
            Look at each shop before it opens, and hide one that must not sell.
          </PageHead>
          <ViewTabs
            label="Sellers"
            current={current}
            tabs={VIEWS.map(({ key, label }) => ({ key, label, href: `/staff/sellers?view=${key}` }))}
          />
          <div className="mt-5">{current === 'shops' ? <Shops /> : <Applications view={current} />}</div>
        </div>
      )}
    </Gate>
  );
}

function Applications({ view }: { view: Exclude<View, 'shops'> }) {
  useRowKeys();
  const isReview = view === 'review';
  const query = useList<ApplicationView>('/applications', { status: isReview ? 'submitted' : null });
  return (
    <List
      title="Applications"
      quietTitle
      query={query}
      keyOf={({ id }) => id}
      empty={
        <EmptyState title={isReview ? 'Nobody waits for you' : 'Nobody has applied yet'}>
          <p>Whoever sends an application stands here.</p>
        </EmptyState>
      }
    >
      {(application) => {
        const { label, tone } = STATUS_WORDS[application.status];
        return (
          <Link
            href={`/staff/sellers/${application.id}`}
            className="block p-4 hover:bg-sunk md:px-5"
            {...ROW}
          >
            <span className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
              <span className="font-medium">{application.profile?.name ?? application.email.address}</span>
              <Chip tone={tone}>{label}</Chip>
            </span>
            <span className="mt-0.5 block text-small text-muted">
              {application.business?.legalName ?? 'No business named yet'}, heard of{' '}
              <Moment at={application.heardAt} />
            </span>
          </Link>
        );
      }}
    </List>
  );
}

function Shops() {
  useRowKeys();
  const query = useList<ShopView>('/shops');
  return (
    <List
      title="Shops"
      quietTitle
      query={query}
      keyOf={({ id }) => id}
      empty={
        <EmptyState title="There is no shop yet">
          <p>The first one opens when its application is approved.</p>
        </EmptyState>
      }
    >
      {(shop) => (
        <Link href={`/staff/sellers/${shop.id}`} className="block p-4 hover:bg-sunk md:px-5" {...ROW}>
          <span className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
            <span className="font-medium">{shop.name}</span>
            {shop.status === 'suspended' && <Chip tone="alarm">Hidden</Chip>}
          </span>
          <span className="mt-0.5 block text-small text-muted">
            /shops/{shop.slug}, {shop.city}
          </span>
        </Link>
      )}
    </List>
  );
}
