import { returnable, unpacked } from '../services/order/order.contents';
import type { Order, OrderStatus } from '../services/order/order.schema';
import type { OrderReturn } from '../services/order/return.schema';
import type { Actor } from '../services/user/user.schema';
import { isBuyerOf, isSellerOf, isStaff } from './access';

type OrderAction =
  'accept' | 'pack' | 'ship' | 'cancel' | 'change-address' | 'request-return' | 'request-refund' | 'resolve';
type ReturnAction = 'decide' | 'answer' | 'receive' | 'inspect';

const TO_SHIP: readonly OrderStatus[] = ['accepted', 'partly-shipped'];
const ARRIVING: readonly OrderStatus[] = ['partly-shipped', 'shipped', 'delivered'];

/**
 * What this actor can do with the order now, for buttons. The workflow decides again when one is pressed.
 * @param nowMs for what a time is set for
 */
export function permittedActions(actor: Actor, order: Order, nowMs: number = Date.now()): OrderAction[] {
  const { status, parcels = [], returnUntil } = order;
  const trades = isStaff(actor) || isSellerOf(actor, order);
  const buys = isStaff(actor) || isBuyerOf(actor, order);
  const isToShip = TO_SHIP.includes(status);
  const hasLoose = isToShip && unpacked(order).length > 0;
  const isInWindow = returnUntil === null || nowMs < Date.parse(returnUntil);
  const actions: OrderAction[] = [];
  if (trades && status === 'placed') actions.push('accept');
  if (trades && hasLoose) actions.push('pack');
  if (trades && isToShip) actions.push('ship');
  if ((trades || buys) && (status === 'placed' || hasLoose || (trades && isToShip))) actions.push('cancel');
  if (buys && (status === 'placed' || status === 'accepted') && parcels.length === 0)
    actions.push('change-address');
  if (buys && ARRIVING.includes(status) && isInWindow && returnable(order).length > 0)
    actions.push('request-return');
  if ((trades || buys) && order.capturedMinor > order.refundedMinor) actions.push('request-refund');
  if (isStaff(actor) && status === 'needs-attention') actions.push('resolve');
  return actions;
}

/** The same for one return of the order. */
export function permittedReturnActions(actor: Actor, order: Order, { status }: OrderReturn): ReturnAction[] {
  const trades = isStaff(actor) || isSellerOf(actor, order);
  const buys = isStaff(actor) || isBuyerOf(actor, order);
  if (trades && status === 'requested') return ['decide'];
  if (buys && status === 'offered') return ['answer'];
  if (trades && status === 'approved') return ['receive'];
  if (trades && status === 'received') return ['inspect'];
  return [];
}
