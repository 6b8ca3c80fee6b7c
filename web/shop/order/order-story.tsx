'use client';

import type { Delivery, OrderView } from '@/lib/types';
import { Timeline, type TimelineItem } from '@/ui/timeline';

/** All that happened to the order and its parcel, newest first. */
export function OrderStory({ order, delivery }: { order: OrderView; delivery: Delivery | null }) {
  return (
    <section aria-labelledby="story">
      <h2 id="story" className="mb-5 text-title">
        What happened
      </h2>
      <Timeline label="What happened" items={storyItems(order, delivery)} />
      {delivery?.trackingId && (
        <p className="mt-6 text-small text-muted">
          Tracking number{' '}
          <span className="figures font-medium text-ink select-all">{delivery.trackingId}</span>
        </p>
      )}
    </section>
  );
}

/** The order's own entries and the carrier's, by time. Of two that say the same the carrier's is left out. */
function storyItems(order: OrderView, delivery: Delivery | null): TimelineItem[] {
  const own = order.timeline.map((entry, index) => ({
    key: `o${index}`,
    at: entry.at,
    text: entry.text,
    by: BY[entry.by.role],
  }));
  const carrier = (delivery?.tracking ?? [])
    .filter(
      (event) =>
        event.status !== 'delivered' || !order.timeline.some((entry) => entry.status === 'delivered'),
    )
    .map((event) => ({ key: event.id, at: event.at, text: event.text, by: BY.carrier }));
  return [...own, ...carrier].sort((a, b) => b.at.localeCompare(a.at));
}

const BY: Partial<Record<string, string>> = {
  guest: 'you',
  buyer: 'you',
  seller: 'the shop',
  support: 'our support',
  admin: 'our support',
  carrier: 'the carrier',
};
