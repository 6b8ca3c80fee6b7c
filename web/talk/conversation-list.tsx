'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Moment } from '@/ui/clock';
import { Loading, Skeleton } from '@/ui/skeleton';
import { useTalkLive } from './live';
import { useRenewTalk, useTalkList } from './queries';
import type { ConversationView } from './types';

interface ConversationListProps {
  /** The list of the API. */
  path: string;
  /** Where one of them is shown: before its id. */
  under: string;
  /** In place of a list with nothing in it. */
  empty: ReactNode;
}

/** Conversations, the latest first; those with something unread stand out. */
export function ConversationList({ path, under, empty }: ConversationListProps) {
  const renew = useRenewTalk();
  const query = useTalkList<ConversationView>(path);
  useTalkLive(null, true, { onSent: renew, onRead: renew });
  const items = query.data?.pages.flatMap((page) => page.items);
  if (query.error && !items) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!items) {
    return (
      <Loading label="Loading the messages" className="space-y-3">
        <Skeleton className="h-20 rounded-card" />
        <Skeleton className="h-20 rounded-card" />
        <Skeleton className="h-20 rounded-card" />
      </Loading>
    );
  }
  if (items.length === 0) return empty;
  return (
    <>
      <ul className="overflow-hidden rounded-card border border-line bg-surface">
        {items.map((conversation) => (
          <li key={conversation.id} className="border-b border-line last:border-0">
            <Row conversation={conversation} href={`${under}/${conversation.id}`} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="mt-4"
          busy={query.isFetchingNextPage}
          busyText="Loading…"
          onClick={() => void query.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </>
  );
}

function Row({ conversation, href }: { conversation: ConversationView; href: string }) {
  const { side, buyerName, sellerName, subject, last, unread } = conversation;
  const other =
    side === 'staff' ? `${buyerName} and ${sellerName}` : side === 'buyer' ? sellerName : buyerName;
  return (
    <Link
      href={href}
      prefetch={false}
      className="block px-4 py-3.5 hover:bg-sunk focus-visible:-outline-offset-2 md:px-5"
    >
      <span className="flex items-baseline justify-between gap-4">
        <span className={classes('truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>{other}</span>
        {last && (
          <span className="shrink-0 text-small text-muted">
            <Moment at={last.at} />
          </span>
        )}
      </span>
      <span className="block truncate text-small text-muted">
        {subject.type === 'order' ? 'Order: ' : ''}
        {subject.title}
      </span>
      <span className="mt-0.5 flex items-baseline justify-between gap-4">
        <span className={classes('truncate', unread > 0 ? 'font-medium' : 'text-muted')}>
          {last && last.from === side && 'You: '}
          {last?.text || 'A picture'}
        </span>
        {unread > 0 && (
          <span className="figures inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-chip bg-flame px-1 text-small font-semibold text-on-flame">
            {unread}
            <span className="sr-only"> unread</span>
          </span>
        )}
      </span>
    </Link>
  );
}
