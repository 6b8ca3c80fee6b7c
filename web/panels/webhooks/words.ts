import type { Tone } from '@/ui/chip';
import type { WebhookDeliveryStatus, WebhookEndpoint, WebhookType } from './types';

export const DELIVERY_WORDS: Record<WebhookDeliveryStatus, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'amber' },
  delivered: { label: 'Taken', tone: 'oasis' },
  failed: { label: 'Not taken', tone: 'alarm' },
  dropped: { label: 'Not sent', tone: 'plain' },
};

/** Events by what they are about, in the order in which they happen. */
export const TYPE_GROUPS: readonly { name: string; types: readonly WebhookType[] }[] = [
  {
    name: 'Orders',
    types: [
      ...(['order.placed', 'order.accepted', 'order.shipped', 'order.delivered', 'order.closed'] as const),
      ...(['order.cancelled', 'order.partly-cancelled', 'order.lost', 'order.returned'] as const),
      ...(['order.return-changed', 'order.refunded'] as const),
    ],
  },
  { name: 'Parcels', types: ['delivery.booked', 'delivery.tracked', 'delivery.delivered'] },
  {
    name: 'Money',
    types: [
      ...(['refund.requested', 'refund.decided', 'refund.completed'] as const),
      ...(['dispute.opened', 'dispute.won', 'dispute.lost', 'payout.paid', 'payout.returned'] as const),
    ],
  },
  { name: 'Goods', types: ['product.published', 'product.changed', 'product.priced', 'stock.low'] },
  { name: 'People', types: ['review.written', 'message.sent'] },
];

/** How a receiver is doing, in a word and a sentence. */
export function standingOf(endpoint: WebhookEndpoint): { label: string; tone: Tone; hint: string | null } {
  if (endpoint.enabled)
    return endpoint.failingSince === null
      ? { label: 'On', tone: 'oasis', hint: null }
      : { label: 'Failing', tone: 'amber', hint: 'The last try failed. We go on trying for three days.' };
  const hints = {
    owner: null,
    failing: 'It took nothing for five days, so we have stopped. Switch it on once it works again.',
    gone: 'It answered that it is gone for good (410), so we have stopped.',
  };
  return { label: 'Off', tone: 'plain', hint: hints[endpoint.disabledBecause ?? 'owner'] };
}
