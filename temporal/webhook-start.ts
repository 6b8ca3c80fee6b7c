import { TASK_QUEUES, workflowIds } from './ids';
import { SEARCH_ATTRIBUTES } from './search-attributes';

/** How the workflow of a webhook is started: from its event, by its owner as a test, or once more. */
export function webhookStart(
  delivery: { id: string; sellerId: string | null; type: string },
  pausesSeconds: readonly number[],
) {
  return {
    workflowId: workflowIds.webhookDelivery(delivery.id),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{ deliveryId: delivery.id, pausesSeconds: [...pausesSeconds] }] as [
      { deliveryId: string; pausesSeconds: number[] },
    ],
    staticSummary: `A receiver is told of ${delivery.type}`,
    typedSearchAttributes:
      delivery.sellerId === null ? [] : [{ key: SEARCH_ATTRIBUTES.seller, value: delivery.sellerId }],
  };
}
