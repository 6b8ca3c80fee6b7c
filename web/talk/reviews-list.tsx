'use client';

import type { ReactNode } from 'react';
import { List } from '@/panels/money/list';
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
  return (
    <List title={label} quietTitle query={query} keyOf={({ id }) => id} empty={empty}>
      {(review) => <div className="p-4 md:p-5">{children(review)}</div>}
    </List>
  );
}
