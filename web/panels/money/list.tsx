'use client';

import { useId, type ReactNode } from 'react';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Loading, Skeleton } from '@/ui/skeleton';
import { itemsOf, type useList } from './queries';

interface ListProps<Item> {
  title: string;
  /** Read out only: the page's own heading says it already. */
  quietTitle?: boolean;
  hint?: ReactNode;
  query: ReturnType<typeof useList<Item>>;
  /** Another order than the API's, for lists that are short. */
  order?: (one: Item, other: Item) => number;
  /** In place of the list when it has nothing; without it the part is left out. */
  empty?: ReactNode;
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** A titled list of the API, with its loading, failed and empty states. */
export function List<Item>({
  title,
  quietTitle,
  hint,
  query,
  order,
  empty,
  keyOf,
  children,
}: ListProps<Item>) {
  const heading = useId();
  const { error, isPending, hasNextPage, isFetchingNextPage } = query;
  const items = itemsOf(query);
  if (order) items?.sort(order);
  if (items?.length === 0) return empty ?? null;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={quietTitle ? 'sr-only' : 'mb-3 text-lead'}>
        {title}
      </h2>
      {hint && items && <p className="-mt-2 mb-3 text-muted">{hint}</p>}
      {error && !items ? (
        <Failed error={error} onRetry={() => void query.refetch()} />
      ) : isPending || !items ? (
        <RowsLoading label={`Loading: ${title}`} />
      ) : (
        <ul className="overflow-hidden rounded-card border border-line bg-surface">
          {items.map((item) => (
            <li key={keyOf(item)} className="border-b border-line last:border-0">
              {children(item)}
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          className="mt-4"
          busy={isFetchingNextPage}
          busyText="Loading…"
          onClick={() => void query.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </section>
  );
}

/** The place of a list that is on its way. */
export function RowsLoading({ label, rows = 3 }: { label: string; rows?: number }) {
  return (
    <Loading label={label} className="divide-y divide-line rounded-card border border-line bg-surface">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-4 p-4 md:px-5">
          <div className="grow space-y-2.5">
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-3 w-2/5" />
          </div>
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </Loading>
  );
}

/** The head of a page: what it is, and in a sentence how things stand. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-head">{title}</h1>
      <p aria-live="polite" className="mt-1 min-h-6 max-w-prose text-large text-muted">
        {children}
      </p>
    </div>
  );
}
