import type { ActedBy, Order, OrderStatus } from '../order/order.schema';
import type { Approval } from './refund.schema';

/** The shop's rules for money back; amounts in minor units. */
export interface RefundRules {
  /** What a buyer gets back of one order without anybody's agreement, all small refunds together. */
  autoLimitMinor: number;
  /** Above this, silence of the seller is no consent: support have to answer. */
  silenceLimitMinor: number;
  /** How long whoever has to agree may take. */
  decideWithinHours: number;
}

/** The parcel has not left: cancelling would give everything back without asking too. */
const NOT_SHIPPED: readonly OrderStatus[] = ['placed', 'accepted', 'cancelled'];

/**
 * Who has to agree to a refund. Nobody where the shop or the seller ask themselves, while nothing has been shipped,
 * and for small amounts (together with what this buyer got of the order without asking before, so that a large refund
 * cannot be had in slices). Otherwise the seller, in time; silence agrees to what is not large, and passes on to
 * support what is. An order that waits for staff is theirs to decide about. Pure.
 */
export function approvalFor(input: {
  order: Pick<Order, 'status'>;
  amountMinor: number;
  /** What of this order was given back without asking because it was small. */
  smallBeforeMinor: number;
  by: ActedBy;
  rules: RefundRules;
}): Approval {
  const { order, amountMinor, smallBeforeMinor, by, rules } = input;
  if (by.role !== 'buyer' && by.role !== 'guest') return { by: 'nobody', why: 'asked-by-shop' };
  if (NOT_SHIPPED.includes(order.status)) return { by: 'nobody', why: 'not-shipped' };
  if (smallBeforeMinor + amountMinor <= rules.autoLimitMinor) return { by: 'nobody', why: 'small' };
  return {
    by: order.status === 'needs-attention' ? 'support' : 'seller',
    withinHours: rules.decideWithinHours,
    silence:
      amountMinor <= rules.silenceLimitMinor && order.status !== 'needs-attention' ? 'consent' : 'support',
  };
}
