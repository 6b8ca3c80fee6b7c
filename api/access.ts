import type { Checkout } from '../services/checkout/checkout.schema';
import type { ActedBy, Order } from '../services/order/order.schema';
import { NotFoundError } from '../services/platform/errors';
import type { Actor, Role } from '../services/user/user.schema';

/** Those who help buyers and sellers and see all orders. */
export const STAFF: readonly Role[] = ['admin', 'support'];
/** Everybody with a token may shop, whatever else they do. */
export const ANYBODY: readonly Role[] = ['guest', 'buyer', 'seller', 'admin', 'support'];
/** Everybody with an account. */
export const ACCOUNTS: readonly Role[] = ['buyer', 'seller', 'admin', 'support'];
/** Those who work on orders. */
export const TRADE: readonly Role[] = ['seller', 'admin', 'support'];

export function isStaff(actor: Actor): boolean {
  return STAFF.includes(actor.role);
}

/** Something between a buyer and a seller. */
type Shared = Pick<Order, 'buyerId' | 'sellerId'>;

export function isBuyerOf(actor: Actor, thing: { buyerId: string }): boolean {
  return thing.buyerId === actor.id;
}

export function isSellerOf(actor: Actor, thing: { sellerId: string }): boolean {
  return actor.role === 'seller' && actor.sellerId !== undefined && actor.sellerId === thing.sellerId;
}

/** What there is of a thing for this actor; nothing of others' things, not even that they are there. */
export function mine<T extends Shared>(actor: Actor, thing: T | null, what: string): T {
  if (thing && (isStaff(actor) || isBuyerOf(actor, thing) || isSellerOf(actor, thing))) return thing;
  throw new NotFoundError(what);
}

/** The same for what belongs to one person. */
export function owned<T extends Pick<Checkout, 'ownerId'>>(actor: Actor, thing: T | null, what: string): T {
  if (thing && (isStaff(actor) || thing.ownerId === actor.id)) return thing;
  throw new NotFoundError(what);
}

/** How an act is signed: as the person in the role that counts for this thing. */
export function signature(actor: Actor, thing: Shared): ActedBy {
  if (isSellerOf(actor, thing) || isStaff(actor)) return { role: actor.role, id: actor.id };
  return { role: actor.role === 'guest' ? 'guest' : 'buyer', id: actor.id };
}
