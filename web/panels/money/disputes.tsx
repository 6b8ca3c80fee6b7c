'use client';

import Link from 'next/link';
import { Chip } from '@/ui/chip';
import { Moment, TimeLeft } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Price } from '@/ui/price';
import { Gate } from '../gate';
import { SELLERS, STAFF } from '../types';
import { ROW, useRowKeys } from '../use-row-keys';
import { ViewTabs } from '../view-tabs';
import { List, PageHead } from './list';
import { useList } from './queries';
import type { DisputeStatus, DisputeView } from './types';
import { disputeReason, DISPUTE_WORDS } from './words';

const STATUSES: readonly DisputeStatus[] = ['open', 'submitted', 'won', 'lost', 'conceded'];

/** Disputes of the whole market; those that want evidence have their clock. */
export function StaffDisputes({ status }: { status: string | null }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Disputes home="/staff/disputes" status={statusOf(status)} by="staff" />}
    </Gate>
  );
}

/** Disputes about a seller's own orders. */
export function SellerDisputes({ status }: { status: string | null }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => <Disputes home="/seller/disputes" status={statusOf(status)} by="seller" />}
    </Gate>
  );
}

const statusOf = (text: string | null) => STATUSES.find((status) => status === text) ?? null;

interface DisputesProps {
  home: string;
  status: DisputeStatus | null;
  by: 'seller' | 'staff';
}

function Disputes({ home, status, by }: DisputesProps) {
  useRowKeys();
  const query = useList<DisputeView>('/disputes', { status });
  return (
    <div className="page pt-8 [&>*]:max-w-5xl">
      <PageHead title="Disputes">
        A buyer&apos;s bank takes money back until evidence convinces it.
        {by === 'seller' && ' Support answers the bank; you say what happened.'}
      </PageHead>
      <ViewTabs
        label="Disputes by state"
        current={status ?? 'all'}
        tabs={[
          { key: 'all', label: 'All', href: home },
          ...STATUSES.map((key) => ({
            key,
            label: DISPUTE_WORDS[key].label,
            href: `${home}?status=${key}`,
          })),
        ]}
      />
      <div className="mt-5">
        <List
          title="Disputes"
          quietTitle
          query={query}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title={status ? 'None of these' : 'No disputes'}>
              <p>{status ? 'There is no dispute like that now.' : 'No bank has asked for money back.'}</p>
            </EmptyState>
          }
        >
          {(dispute) => <Row dispute={dispute} href={`${home}/${dispute.id}`} />}
        </List>
      </div>
    </div>
  );
}

function Row({ dispute, href }: { dispute: DisputeView; href: string }) {
  const { label, tone } = DISPUTE_WORDS[dispute.status];
  const shops = dispute.parts.map(({ sellerName }) => sellerName).join(', ');
  return (
    <Link
      {...ROW}
      href={href}
      prefetch={false}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3.5 hover:bg-ground focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_7rem_9.5rem] md:px-5"
    >
      <span className="min-w-0 max-md:col-span-2">
        <span className="block font-medium">{disputeReason(dispute.reason)}</span>
        <span className="block text-small text-muted">
          {shops}, <Moment at={dispute.openedAt} />
          {dispute.status === 'open' && dispute.submission === null && (
            <>
              {' · '}
              <TimeLeft
                until={dispute.evidenceDueAt}
                over="the time for evidence is over"
                className="font-medium"
              />
            </>
          )}
        </span>
      </span>
      <Price
        minor={dispute.amountMinor}
        currency={dispute.currency}
        className="font-medium max-md:order-last md:text-right"
      />
      <span className="md:text-right">
        <Chip tone={tone}>{label}</Chip>
      </span>
    </Link>
  );
}
