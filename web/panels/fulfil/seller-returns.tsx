'use client';

import Link from 'next/link';
import { piecesIn } from '@/lib/units';
import { Chip } from '@/ui/chip';
import { Moment, TimeLeft } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList } from '../money/queries';
import { SELLERS } from '../types';
import { ROW, useRowKeys } from '../use-row-keys';
import { ViewTabs } from '../view-tabs';
import type { ListedReturn } from './listed-return';
import { RETURN_REASONS, RETURN_SILENCE, RETURN_WORDS } from './words';

/** What buyers send back, or want to: what waits for the seller first. */
export function SellerReturns({ view }: { view: string | null }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <AllReturns sellerId={actor.sellerId} isAll={view === 'all'} />}
    </Gate>
  );
}

function AllReturns({ sellerId, isAll }: { sellerId: string; isAll: boolean }) {
  useRowKeys();
  const returns = useList<ListedReturn>(`/sellers/${sellerId}/returns`, isAll ? {} : { open: 'true' });
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Returns">
        What buyers send back. Say nothing, and it counts as yes when its clock ends.
      </PageHead>
      <ViewTabs
        label="Returns"
        current={isAll ? 'all' : 'open'}
        tabs={[
          { key: 'open', label: 'Open', href: '/seller/returns' },
          { key: 'all', label: 'All', href: '/seller/returns?view=all' },
        ]}
      />
      <div className="mt-5">
        <List
          key={String(isAll)}
          title={isAll ? 'All returns, newest orders first' : 'Open returns'}
          quietTitle
          query={returns}
          keyOf={keyOf}
          {...(!isAll && { order: byDue })}
          empty={<Nothing />}
        >
          {(one) => <Row listed={one} />}
        </List>
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState title="Nothing comes back">
      <p>When a buyer wants to send something back, it stands here, with the time you have to answer.</p>
    </EmptyState>
  );
}

const keyOf = (listed: ListedReturn) => listed.return.id;
const byDue = (one: ListedReturn, other: ListedReturn) =>
  (one.return.dueBy ?? '9').localeCompare(other.return.dueBy ?? '9');

function Row({ listed: { orderId, return: one } }: { listed: ListedReturn }) {
  const { label, tone } = RETURN_WORDS[one.status];
  const pieces = piecesIn(one.lines);
  return (
    <Link
      {...ROW}
      href={`/seller/orders/${orderId}`}
      prefetch={false}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 p-4 hover:bg-ground focus-visible:-outline-offset-2 md:px-5"
    >
      <span className="min-w-0 grow basis-60">
        <span className="block font-medium">
          {pieces === 1 ? '1 piece' : `${pieces} pieces`}: {RETURN_REASONS[one.reason].toLowerCase()}
        </span>
        <span className="block text-small text-muted">
          Asked <Moment at={one.requestedAt} />
          {one.note && <> · “{one.note}”</>}
        </span>
      </span>
      <span className="flex flex-col items-start gap-1 sm:items-end">
        <Chip tone={tone}>{label}</Chip>
        {one.dueBy && (
          <span className="text-small">
            <TimeLeft until={one.dueBy} className="font-medium" />
            <span className="sr-only">. {RETURN_SILENCE[one.status]}</span>
          </span>
        )}
      </span>
    </Link>
  );
}
