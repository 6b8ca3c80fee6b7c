'use client';

import type { Delivery, OrderView } from '@/lib/types';
import { Timeline, type TimelineItem } from '@/ui/timeline';

/** All that happened to the order and its parcels, newest first. */
export function OrderStory({ order, deliveries }: { order: OrderView; deliveries: Delivery[] }) {
  return (
    <section aria-labelledby="story">
      <h2 id="story" className="mb-5 text-title">
        What happened
      </h2>
      <Timeline label="What happened" items={storyItems(order, deliveries)} />
      {deliveries.map(
        ({ id, trackingId }) =>
          trackingId && (
            <p key={id} className="mt-2 text-small text-muted first-of-type:mt-6">
              Tracking number <span className="figures font-medium text-ink select-all">{trackingId}</span>
            </p>
          ),
      )}
    </section>
  );
}

/** The order's own entries and the carrier's, by time. Of two that say the same the carrier's is left out. */
function storyItems(order: OrderView, deliveries: readonly Delivery[]): TimelineItem[] {
  const own = order.timeline.map((entry, index) => ({
    key: `o${index}`,
    at: entry.at,
    text: entry.text,
    by: BY[entry.by.role],
  }));
  const carrier = deliveries
    .flatMap(({ tracking, carrier: by = 'carrier' }) =>
      tracking.map((event) => ({ ...event, by: event.isOurs ? 'support' : by })),
    )
    .filter(
      (event) =>
        event.status !== 'delivered' || !order.timeline.some((entry) => entry.status === 'delivered'),
    )
    .map((event) => ({ key: event.id, at: event.at, text: event.text, by: BY[event.by] }));
  return [...own, ...carrier].sort((a, b) => b.at.localeCompare(a.at));
}

const BY: Partial<Record<string, string>> = {
  guest: 'you',
  buyer: 'you',
  seller: 'the shop',
  courier: 'the courier',
  support: 'our support',
  admin: 'our support',
  carrier: 'the carrier',
};
