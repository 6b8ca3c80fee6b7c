import type { Checkout } from '../services/checkout/checkout.schema';
import type { ActedBy, Order } from '../services/order/order.schema';
import { NotFoundError } from '../services/platform/errors';
import type { Actor, Role } from '../services/user/user.schema';

/** Those who help buyers and sellers and see all orders. */
export const STAFF: readonly Role[] = ['admin', 'support'];
/** Those who decide about people, rates and categories. */
export const ADMINS: readonly Role[] = ['admin'];
/** Everybody with a token may shop, whatever else they do. */
export const ANYBODY: readonly Role[] = ['guest', 'buyer', 'seller', 'courier', 'admin', 'support'];
/** Everybody with an account. */
export const ACCOUNTS: readonly Role[] = ['buyer', 'seller', 'courier', 'admin', 'support'];
/** Those who have a shop. */
export const SELLERS: readonly Role[] = ['seller'];
/** Those who take parcels out for a shop. */
export const COURIERS: readonly Role[] = ['courier'];
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

/** True for the courier of the seller's own who takes this parcel. */
export function isCourierOf(actor: Actor, parcel: { sellerId: string; courierId?: string }): boolean {
  return actor.role === 'courier' && parcel.courierId === actor.id && parcel.sellerId === actor.sellerId;
}

/** What there is of a thing for this actor; nothing of others' things, not even that they are there. */
export function mine<T extends Shared>(actor: Actor, thing: T | null, what: string): T {
  if (thing && (isStaff(actor) || isBuyerOf(actor, thing) || isSellerOf(actor, thing))) return thing;
  throw new NotFoundError(what);
}

/** The same for a parcel, which its courier sees too. */
export function followed<T extends Shared & { courierId?: string }>(actor: Actor, parcel: T | null): T {
  return parcel && isCourierOf(actor, parcel) ? parcel : mine(actor, parcel, 'delivery');
}

/** The same for what belongs to one person. */
export function owned<T extends Pick<Checkout, 'ownerId'>>(actor: Actor, thing: T | null, what: string): T {
  if (thing && (isStaff(actor) || thing.ownerId === actor.id)) return thing;
  throw new NotFoundError(what);
}

/** Whose an upload is: the shop's for sellers, so that all of it can use it; the person's for everybody else. */
export function uploaderOf(actor: Actor): string {
  return (actor.role === 'seller' ? actor.sellerId : undefined) ?? actor.id;
}

/** How an act is signed: as the person in the role that counts for this thing. */
export function signature(actor: Actor, thing: Shared): ActedBy {
  if (isSellerOf(actor, thing) || isStaff(actor)) return { role: actor.role, id: actor.id };
  return { role: actor.role === 'guest' ? 'guest' : 'buyer', id: actor.id };
}
