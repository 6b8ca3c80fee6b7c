import type { CaseReport, CaseSubject } from '../case/case.schema';
import type { Clock } from '../platform/clock';
import { NoPayoutError, PayoutNotOverError } from './payout.errors';
import type { PayoutAccount, PayoutName } from './payout.schema';
import type { PayoutService } from './payout.service';
import { type PayoutPlan, payoutIdOf, type PayoutRules, planPayout } from './payout.state';

const DAY_MS = 24 * 3_600_000;
/** What is kept in reserve of a payout is let go after this. */
const RESERVE_DAYS = 90;
/** How cases are signed that close of themselves. */
export const SYSTEM = { role: 'system', id: 'payouts' } as const;

/** What is asked of the ledger, in minor units. */
export interface PayoutLedger {
  sellerBalances(
    sellerId: string,
  ): Promise<{ currency: string; pendingMinor: number; payableMinor: number; reservedMinor: number }[]>;
  /** What orders that closed added to an account since then (ISO 8601). */
  creditsSince(request: {
    account: `seller-payable:${string}`;
    currency: string;
    since: string;
  }): Promise<number>;
}

export interface PayoutCases {
  open(report: CaseReport): Promise<unknown>;
  clear(kind: CaseReport['kind'], subject: CaseSubject, by: typeof SYSTEM): Promise<void>;
}

export interface PayoutSettings extends PayoutRules {
  /** Days for which what became payable is held. */
  holdDays: number;
  /** Days after which a seller who owes us becomes a case for staff. */
  negativeDays: number;
}

export type PayoutPlanning = ReturnType<typeof createPayoutPlanning>;

/** Who can be paid, how much, and under which number. Moves nothing. */
export function createPayoutPlanning(deps: {
  payouts: PayoutService;
  ledger: PayoutLedger;
  cases: PayoutCases;
  settings: PayoutSettings;
  clock: Clock;
}) {
  const { payouts, ledger, cases, settings, clock } = deps;
  const daysAgo = (days: number) => new Date(clock.nowMs() - days * DAY_MS).toISOString();

  /** What a payout now would be. @param request.byStaff staff pay less than the minimum too */
  async function plan(request: {
    sellerId: string;
    currency: string;
    byStaff?: boolean;
  }): Promise<PayoutPlan & { account: PayoutAccount | null }> {
    const { sellerId, currency, byStaff = false } = request;
    const account = await payouts.accounts.get(sellerId);
    const balances = await ledger.sellerBalances(sellerId);
    const balance = balances.find((each) => each.currency === currency);
    const heldSince = settings.holdDays === 0 ? null : daysAgo(settings.holdDays);
    const [heldMinor, recentlyPaidMinor] = await Promise.all([
      heldSince === null
        ? 0
        : ledger.creditsSince({ account: `seller-payable:${sellerId}`, currency, since: heldSince }),
      settings.reservePoints === 0 ? 0 : payouts.sentSince(sellerId, currency, daysAgo(RESERVE_DAYS)),
    ]);
    const basis = {
      accountStatus: account?.status ?? null,
      payableMinor: balance?.payableMinor ?? 0,
      pendingMinor: balance?.pendingMinor ?? 0,
      ...{ heldMinor, recentlyPaidMinor },
    };
    return { ...planPayout(basis, byStaff ? { ...settings, minimumMinor: 1 } : settings), account };
  }

  async function nameNext(sellerId: string, currency: string): Promise<PayoutName> {
    const number = ((await payouts.last(sellerId, currency))?.number ?? 0) + 1;
    return { payoutId: payoutIdOf(sellerId, currency, number), sellerId, currency };
  }

  /** The payout that staff want now. @throws NoPayoutError */
  async function nextFor(request: {
    sellerId: string;
    currency: string;
  }): Promise<PayoutName & { amountMinor: number }> {
    const { sellerId, currency } = request;
    const planned = await plan({ sellerId, currency, byStaff: true });
    // Whose bank account is not good is told so first, whatever there is to pay.
    if (!planned.account) throw new NoPayoutError('account-missing');
    if (planned.account.status !== 'verified') throw new NoPayoutError(`account-${planned.account.status}`);
    if (!planned.ok) throw new NoPayoutError(planned.reason);
    return { ...(await nameNext(sellerId, currency)), amountMinor: planned.amountMinor };
  }

  return {
    plan,
    nextFor,

    /** What the next run would pay a seller, by currency. */
    async preview(
      sellerId: string,
    ): Promise<{ currency: string; amountMinor: number; reserveMinor: number; reason: string | null }[]> {
      const balances = await ledger.sellerBalances(sellerId);
      return Promise.all(
        balances.map(async ({ currency }) => {
          const planned = await plan({ sellerId, currency });
          if (!planned.ok) return { currency, amountMinor: 0, reserveMinor: 0, reason: planned.reason };
          const { amountMinor, reserveMinor } = planned;
          return { currency, amountMinor, reserveMinor, reason: null };
        }),
      );
    },

    /** The payout that follows one that failed. @throws PayoutNotOverError, NoPayoutError, NotFoundError */
    async retryOf(payoutId: string): Promise<PayoutName & { amountMinor: number }> {
      const { status, sellerId, currency } = await payouts.need(payoutId);
      if (status !== 'returned' && status !== 'refused') throw new PayoutNotOverError(status);
      return nextFor({ sellerId, currency });
    },

    /**
     * Sellers who can be paid now, a page at a time, each with the payout that is next. On the way it notes who owes
     * us, and opens a case for whoever has done so for too long.
     */
    async payable({ after, limit }: { after: string | null; limit: number }): Promise<{
      items: PayoutName[];
      next: string | null;
    }> {
      const page = await payouts.accounts.page({ after, limit });
      const items: PayoutName[] = [];
      for (const account of page) items.push(...(await payableOf(account)));
      return { items, next: page.length === limit ? (page.at(-1)?.id ?? null) : null };
    },
  };

  async function payableOf(account: PayoutAccount): Promise<PayoutName[]> {
    const names: PayoutName[] = [];
    for (const { currency, payableMinor, pendingMinor } of await ledger.sellerBalances(account.id)) {
      await watchNegative(account, currency, payableMinor + Math.min(0, pendingMinor));
      if (payableMinor <= 0 || account.status !== 'verified') continue;
      const planned = await plan({ sellerId: account.id, currency });
      if (planned.ok) names.push(await nameNext(account.id, currency));
    }
    return names;
  }

  async function watchNegative(account: PayoutAccount, currency: string, owedMinor: number): Promise<void> {
    const isNegative = owedMinor < 0;
    if (!isNegative && account.negativeSince[currency] === undefined) return;
    const subject = { type: 'seller', id: account.id } as const;
    const since = await payouts.accounts.noteNegative(account.id, currency, isNegative);
    if (!isNegative) return cases.clear('seller-owes', subject, SYSTEM);
    if (since === null || since > daysAgo(settings.negativeDays)) return;
    await cases.open({
      kind: 'seller-owes',
      subject,
      text: `For more than ${settings.negativeDays} days more was given back to buyers than this seller is owed.`,
      facts: { currency, owedMinor: -owedMinor, since },
    });
  }
}
