'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { SearchField } from '@/ui/search-field';
import { List } from '../money/list';
import { useList } from '../money/queries';
import type { IndexedEvent } from './types';
import { eventTitle, streamWords } from './words';

/** Finds events by an id that they are about: an order's, a purchase's, a parcel's, a payment's, an event's. */
export function EventSearch({ about, topic }: { about: string | null; topic: string | null }) {
  const events = useList<IndexedEvent>('/events', { about, topic, limit: '30' });
  return (
    <>
      <SearchForm key={about} about={about} topic={topic} />
      {topic && (
        <p className="mb-4 text-muted">
          Only of {eventTitle(topic).toLowerCase()}: {streamWords(topic).toLowerCase()}.{' '}
          <Link href={addressOf(about, null)} className="link">
            All streams
          </Link>
        </p>
      )}
      <List
        title={about ? 'What was found' : 'The newest events'}
        query={events}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={about ? 'Nothing about that' : 'No events yet'}>
            <p>
              {about
                ? 'Look for the whole id of an order, a purchase, a parcel, a payment or an event. Events are kept for 90 days.'
                : 'What happens in the market appears here within a second or two.'}
            </p>
          </EmptyState>
        }
      >
        {(event) => <EventRow event={event} />}
      </List>
    </>
  );
}

function SearchForm({ about, topic }: { about: string | null; topic: string | null }) {
  const router = useRouter();
  const [text, setText] = useState(about ?? '');
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    router.push(addressOf(text.trim() || null, topic));
  };
  return (
    <form role="search" onSubmit={submit} className="mb-6 flex gap-3">
      <SearchField
        label="Find events by the id of an order, a purchase, a parcel or an event"
        placeholder="Id of an order, parcel, event…"
        maxLength={200}
        value={text}
        onChange={(changed) => setText(changed.target.value)}
      />
      <Button type="submit" size="large">
        Find
      </Button>
    </form>
  );
}

/** One event in a list. */
function EventRow({ event: { id, type, subject, time } }: { event: IndexedEvent }) {
  return (
    <article className="px-4 py-3 md:px-5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Link href={`/staff/events/${encodeURIComponent(id)}`} prefetch={false} className="link font-medium">
          {eventTitle(type)}
        </Link>
        <span className="text-small text-muted">
          <Moment at={time} />
        </span>
      </p>
      <p className="text-small break-all text-muted">{subject}</p>
    </article>
  );
}

function addressOf(about: string | null, topic: string | null): string {
  const params = new URLSearchParams({ tab: 'search', ...(about && { about }), ...(topic && { topic }) });
  return `/staff/events?${params.toString()}`;
}
