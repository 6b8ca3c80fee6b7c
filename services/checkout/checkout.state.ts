import type { CheckoutStatus } from './checkout.schema';

/** Which status may follow which. Refused, expired and abandoned checkouts can be opened again with the same basket. */
export const NEXT_CHECKOUT_STATUS: Record<CheckoutStatus, readonly CheckoutStatus[]> = {
  open: ['paying', 'refused', 'expired', 'abandoned'],
  paying: ['placed', 'awaiting-buyer', 'declined', 'expired', 'abandoned', 'refused'],
  'awaiting-buyer': ['paying', 'placed', 'declined', 'expired', 'abandoned', 'refused'],
  declined: ['paying', 'expired', 'abandoned', 'refused'],
  placed: [],
  refused: ['open'],
  expired: ['open'],
  abandoned: ['open'],
};

/** True when a checkout in `from` may become `to`. */
export function checkoutCanBecome(from: CheckoutStatus, to: CheckoutStatus): boolean {
  return NEXT_CHECKOUT_STATUS[from].includes(to);
}

/** True when nothing is held and nobody waits. */
export function checkoutIsOver(status: CheckoutStatus): boolean {
  return status === 'placed' || status === 'refused' || status === 'expired' || status === 'abandoned';
}
