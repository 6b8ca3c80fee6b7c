import { cancelledUnits } from '../order/order.cancelling';
import type { Order } from '../order/order.schema';
import { RefundRefusedError } from './refund.errors';
import type { RefundStatus } from './refund.schema';
import {
  planOwed,
  planRefund,
  planRest,
  planUnits,
  type Owing,
  type RefundPlan,
  type RefundShare,
  type RefundWish,
} from './refund.state';

/** What the shop gives back by itself. Pure; the preview of a cancellation and the act both use it. */

/** What a refund would give back. */
export type RefundGift = Extract<RefundPlan, { ok: true }>;
export type NamedShare = RefundShare & { refundId: string };

/** What a cancelled order gives back: now, one refund after the other, and perhaps later. */
export interface CancelGift {
  gifts: RefundGift[];
  /** What may follow, as far as others are refused what they have asked for; minor units. */
  laterMinor: number;
}

/** Whether nobody knows yet what comes of a refund. */
export function isUndecided(status: RefundStatus): boolean {
  return status === 'requested' || status === 'awaiting-approval';
}

/**
 * Sorts what is claimed of an order for the shop that owes something of it under names that begin with `family`.
 * @param isDecided the refunds of the order that are not waiting to be agreed to
 */
export function sortClaims<Share extends NamedShare>(
  claims: readonly Share[],
  family: string,
  isDecided: ReadonlySet<string>,
): Owing<Share> {
  const isOwn = ({ refundId }: Share) => refundId === family || refundId.startsWith(`${family}-`);
  const others = claims.filter((claim) => !isOwn(claim));
  return {
    own: claims.filter(isOwn),
    agreed: others.filter(({ refundId }) => isDecided.has(refundId)),
    undecided: others.filter(({ refundId }) => !isDecided.has(refundId)),
  };
}

/**
 * The refund that the shop asks for now of what it owes, with its amounts; null when nothing can be given now.
 * `laterMinor` is what may still be owed when it has been asked for.
 * @param wanted what is owed, by what was given back before
 */
export function giveOwed(
  order: Order,
  wanted: (before: readonly RefundShare[]) => RefundWish | null,
  owing: Owing<RefundShare>,
): { plan: RefundPlan | null; laterMinor: number } {
  const { now } = planOwed(order, wanted, owing);
  const plan = now && planRefund(order, now, [...owing.own, ...owing.agreed, ...owing.undecided]);
  const own = plan?.ok ? [...owing.own, plan] : owing.own;
  return { plan, laterMinor: planOwed(order, wanted, { ...owing, own }).laterMinor };
}

/**
 * What an order that is cancelled gives back. Of one of which a part has left that is the rest; and where nothing of
 * that part arrived either, it ends with this, and the shipping and whatever else is left follow.
 * @param order as cancelling leaves it
 * @throws RefundRefusedError
 */
export function giveCancelled(
  order: Order,
  claims: readonly NamedShare[],
  isDecided: ReadonlySet<string>,
): CancelGift {
  const giveAll = (before: readonly NamedShare[], decided: ReadonlySet<string>) =>
    give(order, (given) => planRest(order, given), sortClaims(before, nameOf(order, 'all'), decided));
  if (order.status === 'cancelled') return giveAll(claims, isDecided);

  const family = nameOf(order, 'rest');
  const lines = cancelledUnits(order);
  const rest = give(
    order,
    (given) => planUnits(order, { lines, shipping: false }, given),
    sortClaims(claims, family, isDecided),
  );
  if (order.status !== 'lost' && order.status !== 'returned') return rest;
  const after = rest.gifts.map((gift) => ({ ...gift, refundId: family }));
  // Nobody has to agree to what the shop gives by itself.
  const last = giveAll([...claims, ...after], new Set([...isDecided, family]));
  if (rest.laterMinor === 0) return { gifts: [...rest.gifts, ...last.gifts], laterMinor: last.laterMinor };
  // The order ends only when it is decided about the rest.
  const lastMinor = last.gifts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { gifts: rest.gifts, laterMinor: lastMinor + last.laterMinor };
}

function give(...owed: Parameters<typeof giveOwed>): CancelGift {
  const { plan, laterMinor } = giveOwed(...owed);
  if (plan?.ok === false) throw new RefundRefusedError(plan.reason, plan.leftMinor);
  return { gifts: plan ? [plan] : [], laterMinor };
}

/** What the refunds for one reason begin their names with; those of an order's workflow have the same. */
function nameOf({ id }: Order, part: 'all' | 'rest'): string {
  return `${id}-r-${part}`;
}
