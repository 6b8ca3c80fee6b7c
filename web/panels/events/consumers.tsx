'use client';

import Link from 'next/link';
import { plural } from '@/lib/format';
import { useFormat } from '@/lib/surroundings';
import { Failed } from '@/shop/failed';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { RowsLoading } from '../money/list';
import { useThing } from '../money/queries';
import type { Consumer } from './types';
import { consumerWords, eventTitle, healthSentence, HEALTH_WORDS } from './words';

/** Who reads events: what each makes of them, and how far it has come. */
export function Consumers() {
  const { data, error, refetch } = useThing<{ items: Consumer[] }>('/consumers');
  if (!data)
    return error ? (
      <Failed error={error} onRetry={() => void refetch()} />
    ) : (
      <RowsLoading label="Loading: consumers" rows={5} />
    );
  if (data.items.length === 0)
    return (
      <EmptyState title="Nobody reads yet">
        <p>Once the consumers have started, each is listed here.</p>
      </EmptyState>
    );
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {data.items.map((consumer) => (
        <li key={consumer.name} className="border-b border-line last:border-0">
          <ConsumerRow consumer={consumer} />
        </li>
      ))}
    </ul>
  );
}

function ConsumerRow({ consumer }: { consumer: Consumer }) {
  const format = useFormat();
  const { name, lag, members, setAside, health, appliedUpTo, building, topics } = consumer;
  const { title, does } = consumerWords(name);
  const word = HEALTH_WORDS[health];
  return (
    <article className="grid gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[1fr_auto] md:px-5">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {title}
          <Chip tone={word.tone}>{word.label}</Chip>
          {building !== null && <Chip tone="dusk">Being built anew</Chip>}
        </h2>
        <p className="text-muted">{does}</p>
        <p className="mt-1">{healthSentence(consumer)}</p>
        <p className="mt-1 text-small text-muted">
          Reads {topics.map((topic) => eventTitle(topic).toLowerCase()).join(', ')}
        </p>
      </div>
      <dl className="figures grid content-start gap-x-3 text-small max-md:grid-cols-[auto_1fr] md:grid-cols-[auto_auto] md:text-right">
        <dt className="text-muted">Still to read</dt>
        <dd className="font-medium">{format.count(lag)}</dd>
        <dt className="text-muted">Applied up to</dt>
        <dd>{appliedUpTo ? <Moment at={appliedUpTo} /> : '—'}</dd>
        <dt className="text-muted">Run by</dt>
        <dd>{members === 0 ? 'nobody' : plural(members, 'reader')}</dd>
        <dt className="text-muted">Set aside</dt>
        <dd>
          {setAside === 0 ? (
            'nothing'
          ) : (
            <Link href="/staff/events?tab=dead-letters&status=waiting" prefetch={false} className="link">
              {format.count(setAside)}
            </Link>
          )}
        </dd>
      </dl>
    </article>
  );
}
