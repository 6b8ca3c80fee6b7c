'use client';

import type { usePreview } from '@/lib/preview';
import { messageOf } from '@/lib/problem';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Skeleton } from '@/ui/skeleton';

/** What cancelling does to the money, before it is done. */
export function WhatHappens({ preview: { data, error } }: { preview: ReturnType<typeof usePreview> }) {
  if (error) {
    return (
      <Notice tone="warn">
        <p>{messageOf(error)}</p>
      </Notice>
    );
  }
  return (
    <ul aria-live="polite" className="min-h-28 space-y-2 rounded-card bg-sunk p-4">
      {!data && <Skeleton className="h-5 w-4/5" />}
      {data && data.releasedMinor > 0 && (
        <li>
          <Price minor={data.releasedMinor} currency={data.currency} className="font-medium" /> that is
          reserved on your card is let go. Nothing is charged.
        </li>
      )}
      {data && data.refundMinor > 0 && (
        <li>
          <Price minor={data.refundMinor} currency={data.currency} className="font-medium" /> goes back to
          your card.
        </li>
      )}
      {data?.laterMinor !== undefined && (
        <li>
          Up to <Price minor={data.laterMinor} currency={data.currency} className="font-medium" /> more goes
          back once it is decided about the refunds that were asked for before.
        </li>
      )}
      <li>The things go back on sale. Someone else may buy them.</li>
      <li>It cannot be undone.</li>
    </ul>
  );
}
