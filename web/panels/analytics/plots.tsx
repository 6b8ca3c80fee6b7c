'use client';

import dynamic from 'next/dynamic';
import { useFormat, useLocale } from '@/lib/surroundings';
import { Skeleton } from '@/ui/skeleton';
import type { Series } from './day-plot';
import { ReportPart, Table, type Column, type PartProps } from './report-part';
import { axisMoney, bucketsOf, bucketWords, type Bucket } from './words';

/** The plots' library is large: it comes once there is something to draw. */
const DayPlot = dynamic(() => import('./day-plot').then((file) => file.DayPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** How a plot's bars are called in its title. */
const stepOf = (buckets: readonly Bucket[]) => (buckets.some(({ length }) => length > 1) ? 'week' : 'day');

/** What was taken on each day, and what went back. */
export function MoneyByDay({ figures, ...part }: PartProps) {
  const format = useFormat();
  const locale = useLocale();
  const { currency } = figures;
  const buckets = bucketsOf(figures.days);
  const money = (minor: number) => format.money(minor, currency);
  return (
    <ReportPart
      {...part}
      title={`Money by ${stepOf(buckets)}`}
      report="days"
      hint={`In ${currency}, by days of UTC. Buyers pay when their order is shipped.`}
    >
      <DayPlot
        label={`Money taken and gone back by ${stepOf(buckets)}, in ${currency}`}
        buckets={buckets}
        series={MONEY}
        write={money}
        tick={(minor) => axisMoney(locale, minor, currency)}
        least={LEAST_MONEY}
      />
      <AsTable
        label="Money as a table"
        buckets={buckets}
        columns={[
          { head: 'Taken', cell: (day) => money(day.capturedMinor) },
          { head: 'Given back', cell: (day) => money(day.refundedMinor) },
          { head: 'Taken back by banks', cell: (day) => money(day.chargedBackMinor) },
        ]}
      />
    </ReportPart>
  );
}

/** How many came, and how many ordered. */
export function VisitsByDay({ figures, ...part }: PartProps) {
  const format = useFormat();
  const buckets = bucketsOf(figures.days);
  return (
    <ReportPart
      {...part}
      title={`Visits and orders by ${stepOf(buckets)}`}
      report="days"
      hint="A visit saw at least one product. Who did not agree to be recognised counts anew with each page."
    >
      {VISITS.map((series) => (
        <DayPlot
          key={series.of}
          low
          label={`${series.name} by ${stepOf(buckets)}`}
          buckets={buckets}
          series={[series]}
          write={format.count}
          tick={format.count}
          least={LEAST_COUNT}
        />
      ))}
      <AsTable
        label="Visits and orders as a table"
        buckets={buckets}
        columns={[
          { head: 'Visits', cell: (day) => format.count(day.visits) },
          { head: 'Orders', cell: (day) => format.count(day.orders) },
          { head: 'Cancelled', cell: (day) => format.count(day.cancelled) },
        ]}
      />
    </ReportPart>
  );
}

/** Minor units, and pieces. */
const LEAST_MONEY = 4000;
const LEAST_COUNT = 4;
const MONEY: readonly Series[] = [
  { of: 'capturedMinor', name: 'Taken', colour: 'var(--oasis)' },
  { of: 'refundedMinor', name: 'Given back', colour: 'var(--flame)' },
  { of: 'chargedBackMinor', name: 'Taken back by banks', colour: 'var(--dusk)' },
];
const VISITS: readonly Series[] = [
  { of: 'visits', name: 'Visits', colour: 'var(--dusk)' },
  { of: 'orders', name: 'Orders', colour: 'var(--flame)' },
];

/** The same in words, for who does not see the plot; newest first. */
function AsTable({
  label,
  buckets,
  columns,
}: {
  label: string;
  buckets: Bucket[];
  columns: Column<Bucket>[];
}) {
  const locale = useLocale();
  return (
    <details className="mt-3">
      <summary className="min-h-9 content-center text-small text-muted">As a table</summary>
      <Table
        label={label}
        rows={[...buckets].reverse()}
        keyOf={({ day }) => day}
        columns={[{ head: 'Day', text: true, cell: (bucket) => bucketWords(locale, bucket) }, ...columns]}
      />
    </details>
  );
}
