import type { WebhookDelivery, WebhookEndpoint, WebhookType } from '../../../services/webhook/webhook.schema';

export { WEBHOOK_TYPES } from '../../../services/webhook/webhook.schema';
export type { WebhookDelivery, WebhookEndpoint, WebhookType };
export type { WebhookDeliveryStatus } from '../../../services/webhook/webhook.schema';

/** A receiver with its secret, which is shown this once. */
export interface WithSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}
export type DeliveryView = WebhookDelivery & { body: string; links?: { temporal?: string } };
