import { DomainError } from '../platform/errors';
import type { CommissionRate, CommissionSubject, NewCommission } from './commission.schema';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How old the rates in the memory of a process may be, in ms. */
export const RATES_FRESH_MS = 30_000;
/** The soonest that a new rate begins, so that every process knows it by then, in ms. */
export const SOONEST_MS = 5 * MINUTE_MS;
/** A rate that begins within this time stands: some process may have it in hand already, in ms. */
const FIXED_MS = 2 * RATES_FRESH_MS;
/** Sellers are told of worse terms 15 days before (Regulation (EU) 2019/1150, article 3(2)), in ms. */
export const NOTICE_MS = 15 * DAY_MS;

/** The rate at a moment (epoch ms); `base` where none has begun. */
export function pointsAt<Base extends number | null>(
  rates: readonly CommissionRate[],
  base: Base,
  atMs: number,
): number | Base | null {
  const begun = rates.filter(({ from }) => Date.parse(from) <= atMs).at(-1);
  return begun ? begun.points : base;
}

/** The rate that is planned, if one is. */
export function plannedAt(rates: readonly CommissionRate[], nowMs: number): CommissionRate | null {
  return rates.find(({ from }) => Date.parse(from) > nowMs) ?? null;
}

/**
 * The rates with a new one planned, in place of the one that was planned before. What has begun stays for ever.
 * @param plan.base the rate where none has begun: of the seller's contract, or of the market's table
 * @throws DomainError `commission-missing`, `commission-too-soon`, `commission-notice` or `commission-begins`
 */
export function planRate(plan: {
  subject: CommissionSubject;
  rates: readonly CommissionRate[];
  base: number | null;
  wanted: NewCommission;
  by: string;
  nowMs: number;
}): CommissionRate[] {
  const { rates, wanted, nowMs } = plan;
  const fromMs = Date.parse(wanted.from);
  if (wanted.points === null && plan.subject.type === 'seller') {
    throw new DomainError(
      'invalid',
      'commission-missing',
      'A seller always has a rate of their own. Nothing was changed. Say which, 0 for none.',
    );
  }
  if (fromMs < nowMs + SOONEST_MS) {
    throw new DomainError(
      'invalid',
      'commission-too-soon',
      'A new rate begins in five minutes at the soonest. Nothing was changed. Choose a later moment.',
    );
  }
  const planned = plannedAt(rates, nowMs);
  if (planned && Date.parse(planned.from) < nowMs + FIXED_MS) {
    throw new DomainError(
      'conflict',
      'commission-begins',
      'The rate that was planned is just about to begin. Nothing was changed. Try again in two minutes.',
    );
  }
  const today = pointsAt(rates, plan.base, nowMs);
  if (isDearer(today, wanted.points) && fromMs < nowMs + NOTICE_MS) {
    throw new DomainError(
      'invalid',
      'commission-notice',
      'Sellers have to know of a higher rate 15 days before it begins. Nothing was changed. Choose a later day.',
      { soonest: new Date(nowMs + NOTICE_MS).toISOString() },
    );
  }
  const begun = rates.filter(({ from }) => Date.parse(from) <= nowMs);
  return [
    ...begun,
    {
      points: wanted.points,
      from: new Date(fromMs).toISOString(),
      note: wanted.note,
      by: plan.by,
      setAt: new Date(nowMs).toISOString(),
    },
  ];
}

/** Without a rate of its own a category costs what the seller agreed to, which is more than any rate of it. */
function isDearer(before: number | null, after: number | null): boolean {
  return (after ?? Infinity) > (before ?? Infinity);
}
