'use client';

import { useState } from 'react';
import { percent } from '@/lib/percent';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { Gate } from '../gate';
import { PageHead, RowsLoading } from '../money/list';
import { useThing } from '../money/queries';
import { Part } from '../part';
import { ADMINS } from '../types';
import { CommissionDialog } from './commission-dialog';
import type { CommissionView } from './types';

/** What Caravan asks of each sale, by shop and by category: now, next, and how it came to this. */
export function StaffCommissions() {
  return (
    <Gate roles={ADMINS} whom="Caravan's admins">
      {() => <Commissions />}
    </Gate>
  );
}

function Commissions() {
  const { data, error, refetch } = useThing<{ items: CommissionView[] }>('/commissions', false);
  const [planned, setPlanned] = useState<CommissionView | null>(null);
  const of = (type: CommissionView['subject']['type']) =>
    data?.items.filter(({ subject }) => subject.type === type) ?? [];
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Commission">
        Of the price without tax. Where a category asks less than the shop agreed to, the lower rate counts.
        Orders keep the rate of the day they were placed.
      </PageHead>
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsLoading label="Loading the rates" />}
      {data && (
        <div className="space-y-6">
          <Rates title="Categories" rates={of('category')} onPlan={setPlanned} />
          <Rates title="Shops" rates={of('seller')} onPlan={setPlanned} />
        </div>
      )}
      {planned && (
        <CommissionDialog key={planned.subject.id} commission={planned} onClose={() => setPlanned(null)} />
      )}
    </div>
  );
}

interface RatesProps {
  title: string;
  rates: CommissionView[];
  onPlan: (commission: CommissionView) => void;
}

function Rates({ title, rates, onPlan }: RatesProps) {
  return (
    <Part title={title} aside={<span className="figures text-small text-muted">{rates.length}</span>}>
      <ul className="-my-3 divide-y divide-line">
        {rates.map((one) => (
          <li
            key={one.subject.id}
            className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 py-3"
          >
            <div className="min-w-0">
              <p className="font-medium">{one.name}</p>
              {one.next && (
                <p className="text-small text-amber">
                  {percent(one.next.points)} from <Moment at={one.next.from} />
                </p>
              )}
              {one.history[0] && (
                <p className="text-small text-muted">
                  since <Moment at={one.history[0].from} style="long" />: {one.history[0].note}
                </p>
              )}
            </div>
            <p className="figures text-right font-medium">{percent(one.points)}</p>
            <Button size="small" onClick={() => onPlan(one)} aria-label={`Plan a rate for ${one.name}`}>
              Plan…
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
