import type { Account, LedgerEntry, LedgerLeg, SellerAccountKind } from './ledger.schema';

/** A seller's own account. */
export function sellerAccount(kind: SellerAccountKind, sellerId: string): Account {
  return `${kind}:${sellerId}`;
}

/** What the platform owns or has spent grows by debits; all else is owed or earned and grows by credits. */
const GROWS_BY_DEBIT: ReadonlySet<string> = new Set<Account>([
  'buyer-receivable',
  'provider-clearing',
  'provider-fees',
  'promotions',
  'adjustments',
]);

/** The side on which an account's balance stands when it is above 0. */
export function normalSideOf(account: string): LedgerLeg['side'] {
  return GROWS_BY_DEBIT.has(account) ? 'debit' : 'credit';
}

/** What a leg adds to its account's balance, minor units; negative when it takes away. */
export function signedMinor(leg: Pick<LedgerLeg, 'account' | 'side' | 'amountMinor'>): number {
  return leg.side === normalSideOf(leg.account) ? leg.amountMinor : -leg.amountMinor;
}

/** What entries add up to on one account, minor units of one currency. */
export function balanceIn(
  entries: readonly Pick<LedgerEntry, 'legs'>[],
  account: Account,
  currency: string,
): number {
  return entries
    .flatMap(({ legs }) => legs)
    .filter((leg) => leg.account === account && leg.currency === currency)
    .reduce((sum, leg) => sum + signedMinor(leg), 0);
}

/** Whether debits equal credits for each currency, and every leg is an amount. */
export function isBalanced(legs: readonly LedgerLeg[]): boolean {
  const sums = new Map<string, number>();
  for (const { side, amountMinor, currency } of legs) {
    if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return false;
    sums.set(currency, (sums.get(currency) ?? 0) + (side === 'debit' ? amountMinor : -amountMinor));
  }
  return legs.length >= 2 && [...sums.values()].every((sum) => sum === 0);
}

/** What stands on one account, by currency. */
export type ByCurrency = Record<string, number>;

/** A balance with more entries on top. */
export function added(
  balances: ByCurrency,
  account: string,
  documents: readonly Pick<LedgerEntry, 'legs'>[],
): ByCurrency {
  const sums = { ...balances };
  for (const { legs } of documents)
    for (const leg of legs)
      if (leg.account === account) sums[leg.currency] = (sums[leg.currency] ?? 0) + signedMinor(leg);
  return sums;
}
