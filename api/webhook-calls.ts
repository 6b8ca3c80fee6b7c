import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { WebhookDelivery } from '../services/webhook/webhook.schema';
import { webhookStart } from '../temporal/webhook-start';
import { sendWebhookNowUpdate } from '../workflows/webhook-delivery.messages';

/** What the API says to the workflows of webhooks. */
export interface WebhookCalls {
  /** Has it sent now: a pause ends, and what is over begins anew. */
  sendWebhookNow(delivery: Pick<WebhookDelivery, 'id' | 'sellerId' | 'type'>): Promise<void>;
}

/** @param said has an answer's refusal come back as the domain's */
export function createWebhookCalls(
  { workflow }: Pick<Client, 'workflow'>,
  said: (message: Promise<unknown>) => Promise<void>,
  pausesSeconds: readonly number[],
): WebhookCalls {
  return {
    sendWebhookNow: (delivery) =>
      said(
        workflow.executeUpdateWithStart(sendWebhookNowUpdate, {
          args: [],
          startWorkflowOperation: new WithStartWorkflowOperation('webhookDelivery', {
            ...webhookStart(delivery, pausesSeconds),
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          }),
        }),
      ),
  };
}
