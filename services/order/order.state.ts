import type { OrderStatus } from './order.schema';

/** Which status may follow which; what is not here is refused. */
export const NEXT_ORDER_STATUS: Record<OrderStatus, readonly OrderStatus[]> = {
  placed: ['accepted', 'cancelled', 'needs-attention'],
  accepted: ['shipping', 'cancelled', 'needs-attention'],
  shipping: ['shipped', 'partly-shipped', 'accepted', 'cancelled', 'needs-attention'],
  'partly-shipped': ['shipped', 'delivered', 'lost', 'returned', 'needs-attention'],
  shipped: ['delivered', 'lost', 'returned', 'needs-attention'],
  delivered: ['closed', 'returned', 'needs-attention'],
  'needs-attention': [
    'placed',
    'accepted',
    'shipping',
    'partly-shipped',
    'shipped',
    'delivered',
    'cancelled',
    'closed',
    'lost',
    'returned',
  ],
  closed: [],
  cancelled: [],
  lost: [],
  returned: [],
};

/** True when an order in `from` may become `to`. */
export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return NEXT_ORDER_STATUS[from].includes(to);
}

/** True when nothing can follow. */
export function isTerminal(status: OrderStatus): boolean {
  return NEXT_ORDER_STATUS[status].length === 0;
}
