import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { CaravanEvent } from '../events/contract';
import { AwayError, type Projection } from '../events/projection';
import { isOffered, WEBHOOK_TOPICS } from '../services/webhook/webhook.events';
import type { WebhookDelivery, WebhookEndpoint } from '../services/webhook/webhook.schema';
import type { WebhookService } from '../services/webhook/webhook.service';
import type { Temporal } from '../temporal/connection';
import { webhookStart } from '../temporal/webhook-start';

/**
 * Has every receiver told of the events it listens for. What was planned for a receiver is written before its workflow
 * is started, under the event's id, so an event that comes again starts nothing a second time.
 */
export function createWebhookProjection(deps: {
  webhooks: Pick<WebhookService, 'listening' | 'planFor'>;
  connect(): Pick<Temporal, 'client' | 'close'>;
  pausesSeconds: readonly number[];
}): Projection {
  return {
    name: 'webhooks',
    topics: WEBHOOK_TOPICS,
    rebuilds: false,
    open() {
      const temporal = deps.connect();
      const start = starter(temporal, deps.pausesSeconds);
      return Promise.resolve({
        apply: (events) => apply(events, start).catch(asAway),
        close: () => temporal.close(),
      });
    },
    drop: () => Promise.resolve(),
  };

  async function apply(
    events: readonly CaravanEvent[],
    start: (delivery: WebhookDelivery) => Promise<void>,
  ): Promise<void> {
    const types = [...new Set(events.map(({ type }) => type).filter(isOffered))];
    if (types.length === 0) return;
    const listening: WebhookEndpoint[] = await deps.webhooks.listening(types);
    for (const event of events)
      for (const endpoint of listening) {
        const delivery = await deps.webhooks.planFor(endpoint, event);
        if (delivery) await start(delivery);
      }
  }
}

/** Nothing of an event itself can fail here: the database or Temporal is away, and the events wait for it. */
function asAway(cause: unknown): never {
  throw new AwayError('receivers of webhooks could not be told yet', { cause });
}

function starter({ client }: Pick<Temporal, 'client'>, pausesSeconds: readonly number[]) {
  return async (delivery: WebhookDelivery): Promise<void> => {
    try {
      await client.workflow.start('webhookDelivery', {
        ...webhookStart(delivery, pausesSeconds),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
}
