import type { Order } from '../services/order/order.schema';
import type { Actor } from '../services/user/user.schema';
import { isBuyerOf, isSellerOf, isStaff } from './access';

type OrderAction = 'accept' | 'ship' | 'cancel' | 'request-refund' | 'resolve';

/**
 * What this actor can do with the order now, for buttons. The workflow decides again when one is pressed.
 */
export function permittedActions(actor: Actor, order: Order): OrderAction[] {
  const trades = isStaff(actor) || isSellerOf(actor, order);
  const takesPart = trades || isBuyerOf(actor, order);
  const actions: OrderAction[] = [];
  if (trades && order.status === 'placed') actions.push('accept');
  if (trades && order.status === 'accepted') actions.push('ship');
  if (takesPart && (order.status === 'placed' || order.status === 'accepted')) actions.push('cancel');
  if (takesPart && order.capturedMinor > order.refundedMinor) actions.push('request-refund');
  if (isStaff(actor) && order.status === 'needs-attention') actions.push('resolve');
  return actions;
}
