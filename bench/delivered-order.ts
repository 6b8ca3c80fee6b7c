import { temporal } from '@temporalio/proto';
import { accept, asSellers, delivered, ordersOf, buyOfTwoSellers, ship } from '../stack/demo/story';
import { workflowIds } from '../temporal/ids';
import type { Shop } from '../test/shopper/shopper';
import { eventually } from '../test/shopper/wait';
import type { Witnesses } from '../test/shopper/witnesses';
import { actionsOf } from './temporal-cost';

export interface TemporalFigures {
  /** Of a purchase of two sellers, delivered; half of all. */
  eventsPerOrder: number;
  actionsPerOrder: number;
  workflows: { workflow: string; events: number; actions: number; tasks: number }[];
}

const { EVENT_TYPE_WORKFLOW_TASK_COMPLETED } = temporal.api.enums.v1.EventType;
const REST_MS = 30_000;

/**
 * Buys of two sellers, has both parcels delivered, and counts what stands in the histories of checkout, payment, orders
 * and deliveries then.
 */
export async function measureDeliveredOrder(shop: Shop, witnesses: Witnesses): Promise<TemporalFigures> {
  const purchase = await buyOfTwoSellers(shop);
  const placed = await ordersOf(purchase);
  const accepted = await asSellers(shop, placed, accept);
  const shipped = await asSellers(shop, accepted, ship);
  const arrived = await Promise.all(shipped.map((order) => delivered(purchase.buyer, order)));

  const ended = arrived.map(([, { id }]) => workflowIds.delivery(id));
  for (const workflowId of ended)
    await eventually(
      `${workflowId} to end`,
      () => witnesses.client.workflow.getHandle(workflowId).describe(),
      ({ status }) => status.name === 'COMPLETED',
      { withinMs: REST_MS },
    );
  const ids = [
    workflowIds.checkout(purchase.checkoutId),
    workflowIds.payment(placed[0]?.paymentId ?? ''),
    ...placed.map(({ id }) => workflowIds.order(id)),
    ...ended,
  ];
  const workflows = await Promise.all(
    ids.map(async (id) => {
      const { events } = await witnesses.client.workflow.getHandle(id).fetchHistory();
      const all = events ?? [];
      return {
        workflow: id.split('-')[0] ?? id,
        events: all.length,
        actions: actionsOf(all),
        tasks: all.filter(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_TASK_COMPLETED).length,
      };
    }),
  );
  const perOrder = (what: 'events' | 'actions') =>
    workflows.reduce((sum, one) => sum + one[what], 0) / placed.length;
  return { eventsPerOrder: perOrder('events'), actionsPerOrder: perOrder('actions'), workflows };
}
