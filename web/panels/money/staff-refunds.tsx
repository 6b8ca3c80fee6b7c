'use client';

import { useState } from 'react';
import { capital, plural } from '@/lib/format';
import { EmptyState } from '@/ui/empty-state';
import { DecideDialog, type Decision } from '../decide-refund';
import { Gate } from '../gate';
import { REFUND_WORDS } from '../order-words';
import { STAFF, type RefundStatus, type RefundView } from '../types';
import { ViewTabs } from '../view-tabs';
import { List, PageHead } from './list';
import { itemsOf, REFUNDS_FOR_SUPPORT, useList } from './queries';
import { RefundRow, RefundToDecide } from './refund-rows';

const HOME = '/staff/refunds';
const STATUSES: readonly RefundStatus[] = [
  ...(['awaiting-approval', 'refunding', 'needs-attention'] as const),
  ...(['refunded', 'rejected', 'failed'] as const),
];

/** Money back of the whole market: what waits for support first, with its clock. */
export function StaffRefunds({ status }: { status: string | null }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Refunds status={STATUSES.find((one) => one === status) ?? null} />}
    </Gate>
  );
}

function Refunds({ status }: { status: RefundStatus | null }) {
  const waiting = useList<RefundView>('/refunds', REFUNDS_FOR_SUPPORT);
  const all = useList<RefundView>('/refunds', { status });
  const [asked, setAsked] = useState<{ refund: RefundView; decision: Decision } | null>(null);
  const count = itemsOf(waiting)?.length;
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Refunds">{count !== undefined && sentenceOf(count)}</PageHead>
      <div className="space-y-10">
        <List
          title="Waiting for support"
          hint="What runs out first stands first."
          query={waiting}
          order={byEnd}
          keyOf={keyOf}
        >
          {(refund) => (
            <RefundToDecide
              refund={refund}
              by="staff"
              onDecide={(decision) => setAsked({ refund, decision })}
            />
          )}
        </List>
        <div>
          <ViewTabs
            label="Refunds by state"
            current={status ?? 'all'}
            tabs={[
              { key: 'all', label: 'All', href: HOME },
              ...STATUSES.map((key) => ({
                key,
                label: REFUND_WORDS[key].label,
                href: `${HOME}?status=${key}`,
              })),
            ]}
          />
          <div className="mt-5">
            <List
              title={status ? `Refunds: ${REFUND_WORDS[status].label.toLowerCase()}` : 'All refunds'}
              quietTitle
              query={all}
              keyOf={keyOf}
              empty={<Nothing status={status} />}
            >
              {(refund) => <RefundRow refund={refund} by="staff" />}
            </List>
          </div>
        </div>
      </div>
      {asked && <DecideDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function sentenceOf(count: number): string {
  if (count === 0) return 'No answer of support is awaited.';
  return `${capital(plural(count, 'answer'))} of support ${count === 1 ? 'is' : 'are'} awaited.`;
}

function Nothing({ status }: { status: RefundStatus | null }) {
  return (
    <EmptyState title={status ? 'None of these' : 'Nothing was asked back'}>
      <p>
        {status
          ? 'There is no refund like that now.'
          : 'When a buyer asks for money back, it stands here, and you read whom it waits for.'}
      </p>
    </EmptyState>
  );
}

const keyOf = ({ id }: RefundView) => id;
const byEnd = (one: RefundView, other: RefundView) =>
  (one.decideBy ?? '').localeCompare(other.decideBy ?? '');
