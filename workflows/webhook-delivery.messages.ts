import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { WebhookDeliveryStatus } from '../services/webhook/webhook.schema';

export interface WebhookDeliveryInput {
  deliveryId: string;
  /** Pauses between tries, in seconds; one try more than there are pauses, and then it is over. */
  pausesSeconds: number[];
}

/** Somebody wants it tried now: the pause ends, or where it is over it begins anew. */
export const sendWebhookNowUpdate = defineUpdate<{ status: WebhookDeliveryStatus }, []>('sendNow');
export const webhookStatusQuery = defineQuery<WebhookDeliveryStatus>('status');
