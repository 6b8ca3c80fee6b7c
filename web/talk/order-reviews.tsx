'use client';

import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Moment, useNow } from '@/ui/clock';
import { Notice } from '@/ui/notice';
import type { OrderView } from '@/lib/types';
import { useReviewables } from './queries';
import { ReviewDialog } from './review-dialog';
import { Stars } from './stars';
import type { Review, Reviewable } from './types';

const BEFORE_SENT: ReadonlySet<string> = new Set(['placed', 'accepted', 'shipping', 'cancelled']);

/** Asks the buyer what they think of what came, and shows what they said. Nothing before something came. */
export function OrderReviews({ order }: { order: OrderView }) {
  const hasLeft = !BEFORE_SENT.has(order.status);
  const items = useReviewables(order.id, order.version, hasLeft).data ?? [];
  const [open, setOpen] = useState<string | null>(null);
  const opened = items.find(({ productId }) => productId === open);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="your-reviews" className="mt-8">
      <Card>
        <h2 id="your-reviews" className="text-lead">
          What do you think of it?
        </h2>
        <ul className="mt-3 divide-y divide-line">
          {items.map((item) => (
            <li
              key={item.productId}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3"
            >
              <div className="min-w-0">
                <p className="font-medium wrap-anywhere">{item.title}</p>
                {item.review ? (
                  <Said review={item.review} />
                ) : (
                  <p className="text-small text-muted">Others would like to know.</p>
                )}
              </div>
              <Write item={item} onOpen={() => setOpen(item.productId)} />
            </li>
          ))}
        </ul>
      </Card>
      {opened && <ReviewDialog orderId={order.id} about={opened} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Said({ review }: { review: Review }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 text-small text-muted">
        <Stars value={review.stars} size={14} />
        <Moment at={review.editedAt ?? review.createdAt} style="long" />
      </p>
      {review.status === 'hidden' && (
        <Notice tone="info" className="mt-2" title="Our staff took it out of sight">
          <p>{review.hiddenBecause} Change it, and they look at it again.</p>
        </Notice>
      )}
    </>
  );
}

function Write({ item, onOpen }: { item: Reviewable; onOpen: () => void }) {
  const now = useNow(60_000);
  const isOver = item.review !== null && now !== null && Date.parse(item.review.editableUntil) < now;
  if (isOver) return null;
  return (
    <Button size="small" onClick={onOpen}>
      {item.review ? 'Change it' : 'Write a review'}
      <span className="sr-only"> of {item.title}</span>
    </Button>
  );
}
