import type { ActedBy } from '../services/order/order.schema';
import { DomainError, NotFoundError } from '../services/platform/errors';
import type { Actor, Role } from '../services/user/user.schema';
import { isSellerOf } from './access';

/** Those who keep goods: sellers their own, admins everybody's. */
export const MERCHANTS: readonly Role[] = ['seller', 'admin'];

/** A thing that belongs to a seller; what is another's is not there. @throws NotFoundError */
export function ofMerchant<T extends { sellerId: string }>(actor: Actor, thing: T | null, what: string): T {
  if (thing && (actor.role === 'admin' || isSellerOf(actor, thing))) return thing;
  throw new NotFoundError(what);
}

/**
 * Whose goods a call is about: a seller's own; an admin says whose.
 * @throws NotFoundError for another seller's; DomainError `seller-missing` when an admin does not say
 */
export function merchantOf(actor: Actor, sellerId: string | undefined): string {
  const meant = sellerId ?? actor.sellerId;
  if (meant === undefined)
    throw new DomainError('invalid', 'seller-missing', 'Say for which seller. Nothing was changed.');
  return ofMerchant(actor, { sellerId: meant }, 'seller').sellerId;
}

export const signedBy = ({ role, id }: Actor): ActedBy => ({ role: role as ActedBy['role'], id });

export const NOT_STORED = { 'cache-control': 'no-store' };
