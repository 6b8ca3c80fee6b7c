import { basisPoints } from '../platform/shares';
import type { PayoutAccountStatus, PayoutStatus } from './payout.schema';

export const NEXT_PAYOUT_STATUS: Record<PayoutStatus, readonly PayoutStatus[]> = {
  'set-aside': ['in-transit', 'refused'],
  'in-transit': ['paid', 'returned'],
  // Banks send back days after they took it.
  paid: ['returned'],
  returned: [],
  refused: [],
};

/** Nothing more is going to happen of itself. */
export function payoutIsSettled(status: PayoutStatus): boolean {
  return status === 'paid' || status === 'returned' || status === 'refused';
}

/** The id of a seller's n-th payout in a currency. */
export function payoutIdOf(sellerId: string, currency: string, number: number): string {
  return `${sellerId}-${currency.toLowerCase()}-${number}`;
}

/** The rules of the house; amounts in minor units of whatever currency is paid. */
export interface PayoutRules {
  /** Less than this waits for more. */
  minimumMinor: number;
  /** Basis points of what was paid out lately and is paid now, kept back. */
  reservePoints: number;
}

/** What a plan is made of. Amounts may be negative where money was given back after it was paid out. */
export interface PayoutBasis {
  accountStatus: PayoutAccountStatus | null;
  payableMinor: number;
  /** Of orders that are not closed; only what is negative of it counts. */
  pendingMinor: number;
  /** Part of what is payable that became so too recently; 0 or more. */
  heldMinor: number;
  /** What the bank was sent within the time of the reserve; 0 or more. */
  recentlyPaidMinor: number;
}

export type NoPayoutReason =
  'account-missing' | 'account-unverified' | 'account-refused' | 'account-returned' | NothingReason;
type NothingReason = 'nothing-payable' | 'owes-us' | 'held' | 'reserved' | 'below-minimum' | 'out-of-turn';

export type PayoutPlan =
  { ok: true; amountMinor: number; reserveMinor: number } | { ok: false; reason: NoPayoutReason };

/**
 * How much a seller is paid now, or why nothing is. What the seller owes us is taken off first; then what is held and
 * what is kept in reserve. The reserve rolls: it is a share of what was paid out lately together with what could be
 * paid now, so a second run on the same balance pays nothing of it. Pure; the preview and the act both use it.
 */
export function planPayout(basis: PayoutBasis, rules: PayoutRules): PayoutPlan {
  const { accountStatus, payableMinor, pendingMinor, heldMinor, recentlyPaidMinor } = basis;
  const owedMinor = payableMinor + Math.min(0, pendingMinor);
  if (owedMinor < 0) return { ok: false, reason: 'owes-us' };
  if (owedMinor === 0) return { ok: false, reason: 'nothing-payable' };
  if (accountStatus === null) return { ok: false, reason: 'account-missing' };
  if (accountStatus !== 'verified') return { ok: false, reason: `account-${accountStatus}` };
  const ripeMinor = owedMinor - heldMinor;
  if (ripeMinor <= 0) return { ok: false, reason: 'held' };
  const reserveMinor = Math.min(ripeMinor, basisPoints(recentlyPaidMinor + ripeMinor, rules.reservePoints));
  const amountMinor = ripeMinor - reserveMinor;
  if (amountMinor <= 0) return { ok: false, reason: 'reserved' };
  if (amountMinor < rules.minimumMinor) return { ok: false, reason: 'below-minimum' };
  return { ok: true, amountMinor, reserveMinor };
}
