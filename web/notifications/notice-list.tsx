'use client';

import Link from 'next/link';
import { messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useMarkRead, useNotices, type InboxEntry } from './queries';

/** The inbox. Opening a notice marks it as read. */
export function NoticeList() {
  const list = useNotices();
  const read = useMarkRead();
  if (list.isError && !list.data) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) {
    return (
      <Loading label="Loading your notices" className="space-y-3">
        <Skeleton className="h-20 rounded-card" />
        <Skeleton className="h-20 rounded-card" />
        <Skeleton className="h-20 rounded-card" />
      </Loading>
    );
  }
  const notices = list.data.pages.flatMap(({ items }) => items);
  const [newest] = notices;
  if (!newest) {
    return (
      <EmptyState title="Nothing yet">
        <p>When something happens to an order, a parcel or your money, it stands here.</p>
      </EmptyState>
    );
  }
  const readAll = () =>
    read.mutate({ until: newest.at }, { onError: (error) => toast(messageOf(error), { tone: 'failed' }) });
  return (
    <>
      <div className="mb-3 flex min-h-9 justify-end">
        {notices.some(({ readAt }) => readAt === null) && (
          <Button size="small" look="quiet" busy={read.isPending} busyText="One moment…" onClick={readAll}>
            Mark all as read
          </Button>
        )}
      </div>
      <ul aria-label="Notices" className="divide-y divide-line rounded-card border border-line bg-surface">
        {notices.map((notice) => (
          <li key={notice.id}>
            <Row notice={notice} onOpen={() => notice.readAt === null && read.mutate({ ids: [notice.id] })} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="mt-4 text-center">
          <Button
            busy={list.isFetchingNextPage}
            busyText="Loading…"
            onClick={() => void list.fetchNextPage()}
          >
            Show earlier ones
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ notice, onOpen }: { notice: InboxEntry; onOpen: () => void }) {
  const isNew = notice.readAt === null;
  return (
    <Link
      href={notice.path}
      prefetch={false}
      onClick={onOpen}
      className="flex gap-3 px-4 py-3.5 hover:bg-sunk focus-visible:-outline-offset-2 md:px-6"
    >
      <span
        aria-hidden="true"
        className={classes('mt-2 size-2 shrink-0 rounded-chip', isNew ? 'bg-flame' : 'bg-transparent')}
      />
      <span className="min-w-0 grow">
        <span className={classes('block wrap-anywhere', isNew && 'font-semibold')}>
          {notice.title}
          {isNew && <span className="sr-only"> (unread)</span>}
        </span>
        <span className="block wrap-anywhere text-muted">{notice.text}</span>
        <span className="mt-1 block text-small text-muted">
          <Moment at={notice.at} />
        </span>
      </span>
    </Link>
  );
}
