import type { WebhookNotices } from '../services/webhook/webhook.notices';
import type { WebhookService } from '../services/webhook/webhook.service';
import { mappedAll } from './failures';

export type WebhookActivities = ReturnType<typeof createWebhookActivities>;

/** Steps of telling a receiver of an event. */
export function createWebhookActivities({
  webhooks,
  webhookNotices,
}: {
  webhooks: Pick<WebhookService, 'attempt'>;
  webhookNotices: WebhookNotices;
}) {
  return mappedAll({
    attemptWebhook: webhooks.attempt,
    tellWebhookOwner: webhookNotices.tellOwner,
  });
}
