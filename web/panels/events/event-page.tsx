'use client';

import Link from 'next/link';
import { Failed } from '@/shop/failed';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { useThing } from '../money/queries';
import { Fact, Facts, Part } from '../part';
import { STAFF } from '../types';
import type { EventView, Passage } from './types';
import { consumerWords, eventTitle, PASSAGE_WORDS, reasonWords } from './words';

/** One event: how it went through every consumer, what it is about, what it says. */
export function EventPage({ id }: { id: string }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <TheEvent id={id} />}
    </Gate>
  );
}

function TheEvent({ id }: { id: string }) {
  const { data: event, error, refetch } = useThing<EventView>(`/events/${encodeURIComponent(id)}`);
  return (
    <div className="page space-y-6 pt-8 [&>*]:max-w-4xl">
      <div>
        <PageHead title={event ? eventTitle(event.type) : 'An event'}>
          {event && (
            <>
              It happened <Moment at={event.time} />.
            </>
          )}
        </PageHead>
        <Link href="/staff/events?tab=search" prefetch={false} className="link">
          All events
        </Link>
      </div>
      {event ? (
        <>
          <Part title="How it went">
            <ul className="divide-y divide-line" aria-live="polite">
              {event.passages.map((passage) => (
                <PassageRow key={passage.consumer} passage={passage} />
              ))}
            </ul>
            {event.passages.length === 0 && <p>Nobody reads the stream {event.topic}.</p>}
          </Part>
          <Part title="What it is about">
            <ul className="space-y-1">
              {event.about.map((one) => (
                <li key={one} className="break-all">
                  <Link
                    href={`/staff/events?tab=search&about=${encodeURIComponent(one)}`}
                    prefetch={false}
                    className="link"
                  >
                    {one}
                  </Link>
                </li>
              ))}
            </ul>
          </Part>
          <Part title="What it says">
            <Data event={event} />
          </Part>
          <Part title="Where it stands">
            <Facts>
              <Fact term="Stream">{event.topic}</Fact>
              <Fact term="Partition">{event.partition ?? '—'}</Fact>
              <Fact term="Place in it">{event.offset ?? '—'}</Fact>
              <Fact term="Number for its subject">{event.version}</Fact>
            </Facts>
          </Part>
        </>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading the event" className="space-y-6">
          <Skeleton className="h-44 rounded-card" />
          <Skeleton className="h-32 rounded-card" />
        </Loading>
      )}
    </div>
  );
}

function PassageRow({ passage: { consumer, passage, reason, deadLetterId } }: { passage: Passage }) {
  const { title } = consumerWords(consumer);
  const word = PASSAGE_WORDS[passage];
  const isAside = passage === 'set-aside' && reason !== null;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 grow basis-64">
        <p className="font-medium">{title}</p>
        <p className="text-muted">{(isAside && reasonWords(reason)) || word.says}</p>
        {isAside && <p className="text-small break-words text-muted">{reason}</p>}
        {deadLetterId !== null && passage !== 'applied' && (
          <Link href="/staff/events?tab=dead-letters" prefetch={false} className="link text-small">
            What was set aside
          </Link>
        )}
      </div>
      <Chip tone={word.tone}>{word.label}</Chip>
    </li>
  );
}

function Data({ event: { data, leftOut } }: { event: EventView }) {
  return (
    <>
      <pre
        tabIndex={0}
        aria-label="Its data"
        className="overflow-x-auto rounded-small bg-sunk p-3 text-small scroll-quiet"
      >
        {JSON.stringify(data, null, 2)}
      </pre>
      {leftOut.length > 0 && (
        <p className="mt-2 text-small text-muted">Left out, because it is personal: {leftOut.join(', ')}.</p>
      )}
    </>
  );
}
