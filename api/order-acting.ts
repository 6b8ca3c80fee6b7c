import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Order, orderSchema } from '../services/order/order.schema';
import { isTerminal } from '../services/order/order.state';
import { DomainError } from '../services/platform/errors';
import type { Actor } from '../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../temporal/ids';
import { isBuyerOf, isSellerOf, isStaff, mine } from './access';
import type { ApiDeps } from './deps';
import { etagOf } from './http/preconditions';
import { ok, type Reply } from './http/reply';
import { permittedActions, permittedReturnActions } from './order-actions';
import { isEnded } from './workflow-calls';

export const orderViewSchema = orderSchema.extend({
  actions: z.array(z.string()).describe('What the caller can do with it now'),
  returnActions: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('What the caller can do with each of its returns now, by id'),
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});

/** The order as its routes answer with it. */
export const orderView = { description: 'The order', schema: orderViewSchema };
export const orderActed = {
  200: orderView,
  409: {
    description: 'The order is not in a state for this. Nothing was changed; `type` and `detail` say why',
  },
};

/** How routes show orders, and let their workflows act. */
export function createOrderActing(deps: Pick<ApiDeps, 'config' | 'services'>) {
  const orders = deps.services.order;
  const show = (actor: Actor, order: Order) => ({
    ...order,
    actions: permittedActions(actor, order),
    ...(order.returns
      ? {
          returnActions: Object.fromEntries(
            order.returns.map((one) => [one.id, permittedReturnActions(actor, order, one)]),
          ),
        }
      : {}),
    ...(isStaff(actor)
      ? { links: { temporal: temporalUiLink(deps.config, workflowIds.order(order.id)) } }
      : {}),
  });
  const shown = (actor: Actor, order: Order): Reply =>
    ok(show(actor, order), { etag: etagOf(order.version), 'cache-control': 'no-store' });

  return {
    show,
    shown,
    load: async (actor: Actor, id: string) => mine(actor, await orders.get(id), 'order'),

    /** Lets the workflow act and shows the order as it is then. */
    async act(actor: Actor, order: Order, message: () => Promise<unknown>): Promise<Reply> {
      await whenThere(message, async () => isTerminal((await orders.get(order.id))?.status ?? order.status));
      return shown(actor, (await orders.get(order.id)) ?? order);
    },
  };
}

/** Who may see the order as its buyer may not do the seller's part. */
export function traded(actor: Actor, order: Order): Order {
  if (isStaff(actor) || isSellerOf(actor, order)) return order;
  throw new DomainError('forbidden', 'seller-only', 'Only the seller can do this. Nothing was changed.');
}

/** Who may see the order as its seller may not do the buyer's part. */
export function bought(actor: Actor, order: Order): Order {
  if (isStaff(actor) || isBuyerOf(actor, order)) return order;
  throw new DomainError('forbidden', 'buyer-only', 'Only the buyer can do this. Nothing was changed.');
}

/** The buyer is answered before the orders' workflows start; a second is ample for that. Pauses in ms. */
const PATIENCE_MS = [50, 100, 200, 400, 800];

/**
 * Passes an act on to the order's workflow, and waits for that where it has not started yet: whoever is quick would be
 * told otherwise that an order which was just placed is over.
 */
async function whenThere(message: () => Promise<unknown>, isOver: () => Promise<boolean>): Promise<void> {
  for (const pauseMs of PATIENCE_MS) {
    try {
      await message();
      return;
    } catch (error) {
      if (!isEnded(error) || (await isOver())) throw error;
      await sleep(pauseMs);
    }
  }
  throw new DomainError(
    'unavailable',
    'order-not-ready',
    'This order is still being set up. Nothing was changed; please try again in a moment.',
  );
}
