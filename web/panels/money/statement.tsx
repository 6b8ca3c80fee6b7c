'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Change } from '@/ui/price';
import { toast } from '@/ui/toast';
import { List } from './list';
import { periodOf } from './period';
import { Prose } from './prose';
import { useList } from './queries';
import type { StatementLine } from './types';
import { withoutOrderId } from './without-order-id';
import { ENTRY_WORDS, SELLER_LINES } from './words';

interface StatementProps {
  sellerId: string;
  /** First and last day, as `2026-11-01`, in the reader's time zone; null is without end. */
  from: string | null;
  to: string | null;
}

/** Every movement of what a seller is owed in a period, to read and as a file. */
export function Statement({ sellerId, from, to }: StatementProps) {
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const period = periodOf(from, to);
  const path = `/sellers/${sellerId}/statement`;
  const lines = useList<StatementLine>(path, { ...period, limit: '50' });

  const choose = (days: { from: string | null; to: string | null }) => {
    const params = new URLSearchParams();
    if (days.from) params.set('from', days.from);
    if (days.to) params.set('to', days.to);
    router.replace(`/seller/payouts${params.size > 0 ? `?${params.toString()}` : ''}`, { scroll: false });
  };

  const save = async () => {
    setSaving(true);
    try {
      const query = new URLSearchParams(period).toString();
      await download(`${path}.csv${query && `?${query}`}`, nameOf(sellerId, from, to));
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setSaving(false);
    }
  };

  return (
    <section aria-labelledby="statement">
      <h2 id="statement" className="mb-3 text-lead">
        Statement
      </h2>
      <div className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <Day label="From" value={from} max={to} onChange={(day) => choose({ from: day, to })} />
        <Day label="To" value={to} min={from} onChange={(day) => choose({ from, to: day })} />
        <Button
          busy={saving}
          busyText="Writing the file…"
          onClick={() => void save()}
          className="max-sm:col-span-2 sm:ml-auto"
        >
          Save as CSV
        </Button>
      </div>
      <List
        title="Lines of the statement"
        quietTitle
        query={lines}
        keyOf={({ entryId, currency }) => `${entryId} ${currency}`}
        empty={
          <EmptyState title={from || to ? 'Nothing in this time' : 'Nothing was sold yet'}>
            <p>{from || to ? 'Choose other days.' : 'Each sale, refund and payout is a line here.'}</p>
          </EmptyState>
        }
      >
        {(line) => <Line line={line} />}
      </List>
    </section>
  );
}

function Day({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string;
  value: string | null;
  min?: string | null;
  max?: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <label className="min-w-0">
      <span className="mb-1 block text-small font-medium">{label}</span>
      <input
        type="date"
        value={value ?? ''}
        min={min ?? undefined}
        max={max ?? undefined}
        onChange={(event) => onChange(event.target.value || null)}
        className="figures min-h-11 w-full min-w-0 rounded-card border border-edge bg-surface px-3 hover:border-ink"
      />
    </label>
  );
}

/** The three parts of what a seller is owed. */
const PARTS = [
  ['payableMinor', 'ready'],
  ['pendingMinor', 'returns open'],
  ['reservedMinor', 'kept'],
] as const;

function Line({ line }: { line: StatementLine }) {
  const moved = PARTS.filter(([part]) => line[part] !== 0);
  return (
    <div className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] md:px-5">
      <div className="min-w-0">
        <p className="font-medium">{ENTRY_WORDS[line.kind]}</p>
        <p className="max-w-prose text-muted">
          {SELLER_LINES[line.kind] ?? <Prose text={withoutOrderId(line.text)} />}
        </p>
        <p className="text-small text-muted">
          <Moment at={line.at} />
          {line.about.orderId && (
            <>
              {' · '}
              <Link href={`/seller/orders/${line.about.orderId}`} prefetch={false} className="link">
                the order
              </Link>
            </>
          )}
        </p>
      </div>
      <dl>
        {moved.map(([part, name]) => (
          <div key={part} className="flex flex-row-reverse items-baseline gap-2 max-sm:justify-end">
            <dt className="text-small text-muted sm:w-20">{name}</dt>
            <dd>
              <Change minor={line[part]} currency={line.currency} className="font-medium" />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function nameOf(sellerId: string, from: string | null, to: string | null): string {
  return ['statement', sellerId, from, to].filter(Boolean).join('-') + '.csv';
}
