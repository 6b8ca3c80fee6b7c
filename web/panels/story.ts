import type { Delivery, OrderView } from '@/lib/types';
import type { TimelineItem } from '@/ui/timeline';
import { REFUND_REASONS } from './order-words';
import { ACTORS, type RefundView } from './types';

type Money = (amountMinor: number, currency: string) => string;

/** Everything that happened to an order, newest first: its own story, its parcels', its refunds'. */
export function storyOf(
  order: OrderView,
  deliveries: readonly Delivery[],
  refunds: readonly RefundView[],
  money: Money,
): TimelineItem[] {
  const own = order.timeline.map((entry, index) => ({
    key: `order ${index}`,
    at: entry.at,
    text: entry.text,
    by: ACTORS[entry.by.role],
  }));
  const isTold = order.timeline.some((entry) => entry.status === 'delivered');
  const parcels = deliveries.flatMap((delivery) =>
    delivery.tracking
      // The order's own story says it already.
      .filter((event) => event.status !== 'delivered' || !isTold)
      .map(({ id, at, text, isOurs }) => ({
        ...{ key: `parcel ${id}`, at, text },
        by: isOurs ? ACTORS.support : 'tracking',
      })),
  );
  const asked = refunds.map((refund) => ({
    key: `refund ${refund.id}`,
    at: refund.createdAt,
    text: `${money(refund.amountMinor, refund.currency)} was asked back: ${REFUND_REASONS[refund.reason].toLowerCase()}.`,
    by: ACTORS[refund.requestedBy.role],
  }));
  return [...own, ...parcels, ...asked].reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
