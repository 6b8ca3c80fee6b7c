import type { NotificationService } from '../services/notification/notification.service';
import type { DisabledNotice } from '../services/webhook/webhook.notices';

/** Tells the people of a shop, or for the market's own receivers staff, that a receiver is switched off. */
export function createWebhookTelling(notifications: Pick<NotificationService, 'notify'>) {
  return async ({ endpointId, sellerId, host, disabledAt }: DisabledNotice): Promise<void> => {
    await notifications.notify({
      to: sellerId === null ? { staff: true } : { seller: sellerId },
      kind: 'webhook-disabled',
      facts: { host, side: sellerId === null ? 'staff' : 'seller' },
      // The same for every try of this step: who was told is not told again.
      eventId: `webhook-off-${endpointId}-${disabledAt}`,
    });
  };
}
