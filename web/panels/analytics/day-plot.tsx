'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useLocale } from '@/lib/surroundings';
import { bucketWords, dayWords, type Bucket } from './words';

/** One kind of bar: which figure of a day, what it is called, and its token. */
export interface Series {
  of: Exclude<keyof Bucket, 'day' | 'length'>;
  name: string;
  colour: string;
}

interface DayPlotProps {
  label: string;
  buckets: readonly Bucket[];
  series: readonly Series[];
  /** A figure in full, and as short as an axis needs it. */
  write: (value: number) => string;
  tick: (value: number) => string;
  /** The axis goes up to this at least, so that it has different figures on it where there is nothing yet. */
  least: number;
  /** Half as high, to stand above another one. */
  low?: boolean;
}

const TICK = { fill: 'var(--muted)', fontSize: 12 };

/** Bars by day, or by seven days. */
export function DayPlot({ label, buckets, series, write, tick, least, low = false }: DayPlotProps) {
  const locale = useLocale();
  return (
    <figure className="m-0" aria-label={label}>
      <figcaption className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-small">
        {series.map(({ name, colour }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className="size-2.5 rounded-chip" style={{ background: colour }} />
            {name}
          </span>
        ))}
      </figcaption>
      <div className={low ? 'h-32' : 'h-64'}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={[...buckets]} margin={{ top: 4, right: 4, bottom: 0, left: 0 }} barGap={1}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="day"
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--edge)' }}
              minTickGap={24}
              tickFormatter={(day: string) => dayWords(locale, day)}
            />
            <YAxis
              tick={TICK}
              tickLine={false}
              axisLine={false}
              width={56}
              allowDecimals={false}
              domain={[0, (most: number) => Math.max(most, least)]}
              tickFormatter={tick}
            />
            <Tooltip
              cursor={{ fill: 'var(--sunk)' }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const bucket = active ? (payload[0]?.payload as Bucket | undefined) : undefined;
                return bucket ? <Words bucket={bucket} series={series} write={write} /> : null;
              }}
            />
            {series.map(({ of, name, colour }) => (
              <Bar
                key={of}
                dataKey={of}
                name={name}
                fill={colour}
                radius={[2, 2, 0, 0]}
                maxBarSize={22}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function Words({ bucket, series, write }: { bucket: Bucket } & Pick<DayPlotProps, 'series' | 'write'>) {
  const locale = useLocale();
  return (
    <div className="rounded-small border border-line bg-surface px-3 py-2 text-small shadow-lift">
      <p className="font-medium">{bucketWords(locale, bucket)}</p>
      {series.map(({ of, name }) => (
        <p key={of} className="figures flex justify-between gap-4">
          <span className="text-muted">{name}</span>
          {write(bucket[of])}
        </p>
      ))}
    </div>
  );
}
