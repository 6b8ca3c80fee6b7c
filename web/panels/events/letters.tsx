'use client';

import Link from 'next/link';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { toast } from '@/ui/toast';
import { List } from '../money/list';
import { useList, useSend } from '../money/queries';
import type { Letter } from './types';
import { consumerWords, eventTitle, OUTCOME_WORDS, reasonWords } from './words';

/** What a consumer could not use: why, and putting it back once the reason is gone. */
export function Letters({ status, mayRetry }: { status: string | null; mayRetry: boolean }) {
  const only = status === 'waiting' ? 'waiting' : null;
  const letters = useList<Letter>('/dead-letters', { status: only, limit: '30' });
  return (
    <>
      <p className="mb-4 max-w-prose text-muted">
        What a consumer cannot use is set aside, so that everything behind it goes on. Once the reason is gone
        it can be put back, for that consumer only.
      </p>
      <List
        title="Set aside"
        quietTitle
        query={letters}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title="Nothing is set aside">
            <p>Every event could be used by whoever reads it.</p>
          </EmptyState>
        }
      >
        {(letter) => <LetterRow letter={letter} mayRetry={mayRetry} />}
      </List>
    </>
  );
}

function LetterRow({ letter, mayRetry }: { letter: Letter; mayRetry: boolean }) {
  const { id, consumer, reason, type, subject, eventId, at, outcome, attempts, retriedAt } = letter;
  const word = OUTCOME_WORDS[outcome];
  const plain = reasonWords(reason);
  const title = type === null ? 'Something unreadable' : eventTitle(type);
  const sending = useSend<Letter>();
  const retry = () =>
    sending.mutate(
      { path: `/dead-letters/${encodeURIComponent(id)}/retries`, body: {}, askedAt: Date.parse(at) },
      {
        onSuccess: () => toast('Put back. Whether it goes through appears here in a moment.'),
        onError: (problem) => toast(messageOf(problem), { tone: 'failed' }),
      },
    );
  return (
    <article className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 md:px-5">
      <div className="min-w-0 grow basis-72">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {eventId === null ? (
            title
          ) : (
            <Link href={`/staff/events/${encodeURIComponent(eventId)}`} prefetch={false} className="link">
              {title}
            </Link>
          )}
          <Chip tone={word.tone}>{word.label}</Chip>
        </p>
        {plain && <p>{plain}</p>}
        <p className={plain ? 'text-small break-words text-muted' : 'break-words'}>{reason}</p>
        <p className="text-small text-muted">
          By {consumerWords(consumer).title}, <Moment at={at} />
          {attempts !== null && attempts > 1 && `, after ${attempts} tries`}
          {retriedAt !== null && (
            <>
              ; put back <Moment at={retriedAt} />
            </>
          )}
        </p>
        {subject !== '' && <p className="text-small break-all text-muted">{subject}</p>}
      </div>
      {mayRetry && outcome === 'waiting' && (
        <Button size="small" busy={sending.isPending} busyText="Putting back…" onClick={retry}>
          Put back<span className="sr-only">: {title}</span>
        </Button>
      )}
    </article>
  );
}
