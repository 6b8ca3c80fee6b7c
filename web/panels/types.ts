import type { Payment } from '../../services/payment/payment.schema';
import type { ActedBy } from '../../services/order/order.schema';
import type { Refund, Role } from '@/lib/types';

export type { RefundStatus } from '../../services/refund/refund.schema';
export type { ActedBy } from '../../services/order/order.schema';

/** What staff are told of the workflow behind a thing. */
interface Linked {
  links?: { temporal?: string };
}

/** A payment as staff see it: everything but the secrets. */
export type PaymentView = Omit<Payment, 'attempts'> &
  Linked & { attempts: Omit<Payment['attempts'][number], 'token' | 'key'>[] };

export type RefundView = Refund & Linked;

export const STAFF: readonly Role[] = ['support', 'admin'];
export const ADMINS: readonly Role[] = ['admin'];
export const SELLERS: readonly Role[] = ['seller'];

/** How whoever acted is called in a story. */
export const ACTORS: Record<ActedBy['role'], string> = {
  guest: 'the buyer',
  buyer: 'the buyer',
  seller: 'the seller',
  courier: 'the courier',
  support: 'support',
  admin: 'support',
  carrier: 'the carrier',
  system: 'the shop itself',
};
