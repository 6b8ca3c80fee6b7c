'use client';

import type { ReactNode } from 'react';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Loading, Skeleton } from '@/ui/skeleton';
import { useTalkList } from './queries';

interface ReviewsListProps<Item> {
  /** The list of the API. */
  path: string;
  label: string;
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}

/** A list of reviews for those who answer or look after them. */
export function ReviewsList<Item extends { id: string }>({
  path,
  label,
  empty,
  children,
}: ReviewsListProps<Item>) {
  const query = useTalkList<Item>(path);
  const items = query.data?.pages.flatMap((page) => page.items);
  if (query.error && !items) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!items) {
    return (
      <Loading label="Loading reviews" className="space-y-3">
        <Skeleton className="h-28 rounded-card" />
        <Skeleton className="h-28 rounded-card" />
      </Loading>
    );
  }
  if (items.length === 0) return empty;
  return (
    <>
      <ul aria-label={label} className="overflow-hidden rounded-card border border-line bg-surface">
        {items.map((item) => (
          <li key={item.id} className="border-b border-line p-4 last:border-0 md:p-5">
            {children(item)}
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
