import { DomainError } from '../platform/errors';
import { TransferDiffersError } from './payout.errors';
import { type PayoutCases, type PayoutPlanning, SYSTEM } from './payout.planning';
import type { PayoutProvider, ProviderTransfer } from './payout-provider.port';
import type { Payout, PayoutName } from './payout.schema';
import type { PayoutService } from './payout.service';
import { type NoPayoutReason, payoutIdOf } from './payout.state';

/** Books of payouts; each entry is booked once, however often it is asked for, and books what comes before it. */
export interface PayoutBooks {
  /** @throws DomainError `payout-exceeds-payable` */
  payoutStarted(payout: Payout): Promise<void>;
  payoutPaid(payout: Payout): Promise<void>;
  payoutReturned(payout: Payout): Promise<void>;
}

export type Paying = ReturnType<typeof createPaying>;
/** The payout, or why there is none. */
export type SetAside = { ok: true; payout: Payout } | { ok: false; reason: NoPayoutReason };

/** Pays sellers what they are owed: the payout's document, the ledger and the provider, kept in step. */
export function createPaying(deps: {
  payouts: PayoutService;
  planning: Pick<PayoutPlanning, 'plan'>;
  books: PayoutBooks;
  ledger: { get(entryId: string): Promise<unknown> };
  cases: PayoutCases;
  provider: Pick<PayoutProvider, 'transfer' | 'retrieve' | 'findByReference' | 'reverse'>;
}) {
  const { payouts, planning, books, ledger, cases, provider } = deps;

  return {
    /**
     * Takes what a seller is owed out of the balance, once, under the payout's number. A number is given only after
     * the payout before it is booked, so two runs at once never see the same money as payable: the second finds
     * the number taken, and this very payout is what it gets.
     */
    async setAside(request: PayoutName & { byStaff?: boolean }): Promise<SetAside> {
      const { payoutId, sellerId, currency, byStaff } = request;
      const there = await payouts.get(payoutId);
      if (there) return { ok: true, payout: await bookStart(there) };
      const last = await payouts.last(sellerId, currency);
      if (last) await bookStart(last);
      const number = (last?.number ?? 0) + 1;
      if (payoutIdOf(sellerId, currency, number) !== payoutId) return { ok: false, reason: 'out-of-turn' };
      const planned = await planning.plan({ sellerId, currency, byStaff });
      if (!planned.ok) return { ok: false, reason: planned.reason };
      const { amountMinor, reserveMinor, account } = planned;
      if (!account) return { ok: false, reason: 'account-missing' };
      const payout = await payouts.insert({
        ...{ sellerId, currency, number, amountMinor, reserveMinor, status: 'set-aside' },
        ...{ providerAccountId: account.providerAccountId, last4: account.last4, asked: false },
        accountChange: account.changes,
        ...{ providerTransferId: null, reason: null, paidAt: null, returnedAt: null },
      });
      return { ok: true, payout: await bookStart(payout) };
    },

    /**
     * Has the provider send it. Where the provider was asked before, it is asked what became of that first; a refusal
     * for good gives the money back to the seller's balance, and another bank account has to be named.
     */
    async send({ payoutId }: { payoutId: string }): Promise<Payout> {
      const payout = await payouts.need(payoutId);
      // Refused before, and perhaps not booked: the step is repeated as a whole until both are done.
      if (payout.status === 'refused') return giveBack(payout);
      if (payout.status !== 'set-aside') return payout;
      const [made] = payout.asked ? await provider.findByReference(payoutId) : [];
      if (!payout.asked) await payouts.markAsked(payoutId);
      try {
        const transfer = made ?? (await askForTransfer(payout));
        compare(payout, transfer);
        return await payouts.send(payoutId, transfer.id);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const { reason } = error.details;
        return giveBack(await payouts.refuse(payoutId, typeof reason === 'string' ? reason : error.code));
      }
    },

    /** Asks the provider how it went, and books what it says. */
    async check({ payoutId }: { payoutId: string }): Promise<Payout> {
      const payout = await payouts.need(payoutId);
      if (payout.providerTransferId === null) return payout;
      const transfer = await provider.retrieve(payout.providerTransferId);
      compare(payout, transfer);
      if (transfer.status === 'returned') return cameBack(payout, transfer);
      // A return is the last word: an answer that is older than it changes nothing.
      if (transfer.status === 'paid' && payout.status !== 'returned') return arrived(payout);
      return payout;
    },
  };

  /**
   * Books what was set aside; gives it up where the balance shrank since it was planned. Of two who do this at once
   * one may be told that it is too much because the other has just booked it: the one reverses what is booked after it
   * gave up, the other looks after booking whether it was given up, so that between them nothing hangs.
   */
  async function bookStart(payout: Payout): Promise<Payout> {
    let now = payout;
    if (payout.status === 'set-aside') {
      try {
        await books.payoutStarted(payout);
        now = await payouts.need(payout.id);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'payout-exceeds-payable') throw error;
        now = await payouts.refuse(payout.id, BALANCE_CHANGED);
      }
    }
    const isGivenUp = now.status === 'refused' && now.reason === BALANCE_CHANGED;
    if (isGivenUp && (await ledger.get(`payout:${now.id}`))) await books.payoutReturned(now);
    return now;
  }

  async function arrived(payout: Payout): Promise<Payout> {
    const paid = await payouts.pay(payout.id);
    await books.payoutPaid(paid);
    for (const kind of ['payout-returned', 'payout-blocked'] as const)
      await cases.clear(kind, { type: 'seller', id: payout.sellerId }, SYSTEM);
    return paid;
  }

  async function cameBack(payout: Payout, transfer: ProviderTransfer): Promise<Payout> {
    await provider.reverse({ key: `${payout.id}-reverse`, providerTransferId: transfer.id });
    const returned = await payouts.takeBack(payout.id, transfer.returnReason ?? 'returned');
    // Before the seller is owed it again: nobody may send it to the same bank in between.
    await distrust(returned, 'returned');
    if (returned.paidAt !== null) await books.payoutPaid(returned);
    await books.payoutReturned(returned);
    return returned;
  }

  /** The provider did not take it: the seller is owed it again. */
  async function giveBack(payout: Payout): Promise<Payout> {
    if (payout.reason === BALANCE_CHANGED) return payout;
    await distrust(payout, payout.reason === UNVERIFIED ? 'unverified' : 'refused');
    await books.payoutReturned(payout);
    return payout;
  }

  async function distrust(payout: Payout, status: 'returned' | 'refused' | 'unverified'): Promise<void> {
    const { id, sellerId, accountChange, amountMinor, currency } = payout;
    const problem = payout.reason ?? status;
    await payouts.accounts.distrust(sellerId, { status, problem, accountChange });
    const isReturned = status === 'returned';
    await cases.open({
      kind: isReturned ? 'payout-returned' : 'payout-blocked',
      subject: { type: 'seller', id: sellerId },
      text: isReturned
        ? 'The bank sent a payout back. The seller is owed the money again.'
        : 'The provider did not take a payout. The seller is owed the money again.',
      facts: { payoutId: id, amountMinor, currency, reason: problem },
    });
  }

  function askForTransfer(payout: Payout): Promise<ProviderTransfer> {
    const { id, providerAccountId, amountMinor, currency } = payout;
    const key = `${id}-transfer-1`;
    return provider.transfer({ key, payoutId: id, providerAccountId, amountMinor, currency });
  }
}

const BALANCE_CHANGED = 'balance-changed';
const UNVERIFIED = 'payout-account-unverified';

/** A report can be genuine and still be about another sum or another account than ours. */
function compare(payout: Payout, transfer: ProviderTransfer): void {
  if (transfer.reference !== payout.id) throw new TransferDiffersError('payout');
  if (transfer.amountMinor !== payout.amountMinor) throw new TransferDiffersError('amount');
  if (transfer.currency !== payout.currency) throw new TransferDiffersError('currency');
  if (transfer.providerAccountId !== payout.providerAccountId) throw new TransferDiffersError('account');
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === 'payout-refused' || error.code === UNVERIFIED);
}
