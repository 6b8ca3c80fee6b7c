'use client';

import Link from 'next/link';
import { useFormat } from '@/lib/surroundings';
import { Failed } from '@/shop/failed';
import { Moment } from '@/ui/clock';
import { RowsLoading } from '../money/list';
import { useThing } from '../money/queries';
import type { Stream } from './types';
import { eventTitle, streamWords } from './words';

/** The streams: what each carries, how much it has carried, and the newest in it. */
export function Streams() {
  const { data, error, refetch } = useThing<{ items: Stream[] }>('/streams');
  if (!data)
    return error ? (
      <Failed error={error} onRetry={() => void refetch()} />
    ) : (
      <RowsLoading label="Loading: streams" rows={8} />
    );
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {data.items.map((stream) => (
        <li key={stream.topic} className="border-b border-line last:border-0">
          <StreamRow stream={stream} />
        </li>
      ))}
    </ul>
  );
}

function StreamRow({ stream: { topic, events, newest } }: { stream: Stream }) {
  const format = useFormat();
  return (
    <article className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 md:px-5">
      <div className="min-w-0 grow basis-60">
        <h2 className="font-medium">
          <Link href={`/staff/events?tab=search&topic=${topic}`} prefetch={false} className="link">
            {eventTitle(topic)}
          </Link>
        </h2>
        <p className="text-muted">{streamWords(topic)}</p>
      </div>
      <div className="basis-52 sm:text-right">
        <p className="figures font-medium">
          {format.count(events)} {events === 1 ? 'event' : 'events'}
        </p>
        <p className="min-h-6 text-small text-muted">
          {newest && (
            <>
              {eventTitle(newest.type)}, <Moment at={newest.time} />
            </>
          )}
        </p>
      </div>
    </article>
  );
}
