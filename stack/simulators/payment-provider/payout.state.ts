import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import type { WebhookEvent } from '../lib/webhooks';

/** Test accounts at a bank, and what goes wrong with each. */
const BANK_TOKENS = {
  ba_ok: 'ok',
  ba_unverified: 'unverified',
  /** Is paid, and sent back a while later. */
  ba_returns: 'returns',
  ba_refused: 'refused',
  /** Answers late, and takes five times as long to pay. */
  ba_slow: 'slow',
  /** The transfer is made and the answer never comes. */
  ba_timeout: 'timeout-after-effect',
  /** Every report is sent two or three times. */
  ba_duplicate: 'duplicate-webhooks',
} as const;
type BankBehaviour = (typeof BANK_TOKENS)[keyof typeof BANK_TOKENS];

const LAST4: Record<BankBehaviour, string> = {
  ok: '6819',
  unverified: '0002',
  returns: '0003',
  refused: '0004',
  slow: '0005',
  'timeout-after-effect': '0006',
  'duplicate-webhooks': '0007',
};

/** A seller's account as it stands in the journal. */
export interface PayoutAccount {
  id: string;
  reference: string;
  status: 'verified' | 'unverified';
  problem?: string;
  last4: string;
  behaviour: BankBehaviour;
  /** Two small amounts that were sent to prove whose it is. */
  deposits?: { tries: number; confirmed: boolean };
}

/** What every test bank is sent, minor units, and how often the seller may guess. */
const DEPOSITS = [32, 45] as const;
const DEPOSIT_TRIES = 3;

/** A transfer as it stands in the journal. */
export interface Transfer {
  id: string;
  reference: string;
  providerAccountId: string;
  amountMinor: number;
  currency: string;
  status: 'pending' | 'paid' | 'returned';
  returnReason?: string;
  reversedMinor: number;
  createdAt: string;
  paidAt?: string;
  behaviour: BankBehaviour;
}

/** What a step leaves behind, and what is to be reported. */
export interface PayoutStep {
  account?: PayoutAccount;
  transfer?: Transfer;
  events: WebhookEvent[];
}

/** Opens an account, or gives one that is there another bank account. @throws Refusal `bank-token-refused` */
export function saveAccount(
  request: { reference: string; bankToken: string },
  before: PayoutAccount | undefined,
  nowMs: number,
): PayoutStep & { account: PayoutAccount } {
  const behaviour = (BANK_TOKENS as Record<string, BankBehaviour>)[request.bankToken];
  if (!behaviour)
    throw new Refusal(400, 'bank-token-refused', 'There is no such bank account. Nothing was changed.');
  const account = accountOf(before?.id ?? `acct_${newId(nowMs)}`, request.reference, behaviour);
  const data = { providerAccountId: account.id, sellerId: account.reference };
  return { account, events: [event('account.updated', nowMs, data)] };
}

/** Sends two small amounts, once to each bank account that is named. */
export function sendDeposits(account: PayoutAccount): PayoutStep & { account: PayoutAccount } {
  return { account: { ...account, deposits: account.deposits ?? { tries: 0, confirmed: false } }, events: [] };
}

/** @throws Refusal `no-deposits`; `deposits-tried` when no try is left */
export function confirmDeposits(
  account: PayoutAccount,
  amountsMinor: readonly number[],
): PayoutStep & { account: PayoutAccount; answer: { confirmed: boolean; triesLeft: number } } {
  const { deposits } = account;
  if (!deposits) throw new Refusal(409, 'no-deposits', 'Nothing was sent to this account yet.');
  if (!deposits.confirmed && deposits.tries >= DEPOSIT_TRIES)
    throw new Refusal(409, 'deposits-tried', 'The amounts were guessed too often. Name the account again.');
  const isRight = [...amountsMinor].sort((a, b) => a - b).join() === DEPOSITS.join();
  const confirmed = deposits.confirmed || isRight;
  const tries = confirmed ? deposits.tries : deposits.tries + 1;
  return {
    account: { ...account, deposits: { tries, confirmed } },
    events: [],
    answer: { confirmed, triesLeft: DEPOSIT_TRIES - tries },
  };
}

/**
 * An account that is there without being opened first, such as `acct_ba_ok_oleiro`: the test account `ba_ok` of the
 * seller `oleiro`. So the demo shop has accounts before this provider was ever asked.
 */
export function readyAccount(id: string): PayoutAccount | undefined {
  const [, token = '', reference = ''] = /^acct_(ba_[a-z]+)_([0-9a-z-]+)$/.exec(id) ?? [];
  const behaviour = (BANK_TOKENS as Record<string, BankBehaviour>)[token];
  return behaviour && accountOf(id, reference, behaviour);
}

/** @throws Refusal `payout-account-unverified`, `account-blocked` */
export function transfer(
  account: PayoutAccount,
  request: { reference: string; amountMinor: number; currency: string },
  nowMs: number,
): PayoutStep & { transfer: Transfer } {
  if (account.status !== 'verified') {
    throw new Refusal(409, 'payout-account-unverified', 'This account is not verified. Nothing was sent.');
  }
  if (account.behaviour === 'refused') {
    throw new Refusal(409, 'account-blocked', 'The bank takes nothing for this account. Nothing was sent.');
  }
  const made: Transfer = {
    id: `tr_${newId(nowMs)}`,
    reference: request.reference,
    providerAccountId: account.id,
    amountMinor: request.amountMinor,
    currency: request.currency,
    status: 'pending',
    reversedMinor: 0,
    createdAt: iso(nowMs),
    behaviour: account.behaviour,
  };
  return { transfer: made, events: [] };
}

/** The bank takes it. */
export function pay(current: Transfer, nowMs: number): PayoutStep {
  if (current.status !== 'pending') return { events: [] };
  const paid: Transfer = { ...current, status: 'paid', paidAt: iso(nowMs) };
  return { transfer: paid, events: [event('payout.paid', nowMs, factsOf(paid))] };
}

/** The bank sends it back; it stands at the seller's account here until it is reversed. */
export function sendBack(current: Transfer, nowMs: number): PayoutStep {
  if (current.status === 'returned') return { events: [] };
  const returned: Transfer = { ...current, status: 'returned', returnReason: 'account-closed' };
  const data = { ...factsOf(returned), reason: 'account-closed' };
  return { transfer: returned, events: [event('payout.returned', nowMs, data)] };
}

/** What came back goes to the platform's balance. @throws Refusal where the bank has the money */
export function reverse(current: Transfer): PayoutStep & { transfer: Transfer } {
  if (current.status !== 'returned') {
    throw new Refusal(409, 'not-returned', 'The bank has not sent this back. Nothing was reversed.');
  }
  return { transfer: { ...current, reversedMinor: current.amountMinor }, events: [] };
}

function accountOf(id: string, reference: string, behaviour: BankBehaviour): PayoutAccount {
  const isVerified = behaviour !== 'unverified';
  return {
    id,
    reference,
    status: isVerified ? 'verified' : 'unverified',
    ...(isVerified ? {} : { problem: 'identity-document-missing' }),
    last4: LAST4[behaviour],
    behaviour,
  };
}

function factsOf({ id, reference, providerAccountId, amountMinor, currency }: Transfer) {
  return { providerTransferId: id, payoutId: reference, providerAccountId, amountMinor, currency };
}

function event(type: string, nowMs: number, data: Record<string, unknown>): WebhookEvent {
  return { id: `evt_${newId(nowMs)}`, type, timestamp: iso(nowMs), data };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
