import { added, sellerAccount, type ByCurrency } from './ledger.accounts';
import type { EntryDocument, LedgerCollections } from './ledger.model';
import type { Account, AccountBalance, SellerBalance } from './ledger.schema';
import { createSnapshots } from './ledger.snapshots';

/** An account whose entries since its snapshot are more than these gets a new one when it is read. */
const SNAPSHOT_AFTER = 200;
/** The same for the books as a whole. */
const SNAPSHOT_ALL_AFTER = 2000;

/** Balances: the snapshot of an account and everything that was booked after it. */
export function createBalances(collections: LedgerCollections) {
  const { entries, snapshots } = collections;
  const { horizon, advanceSnapshots, rebuildSnapshots } = createSnapshots(collections);

  /** What stands on an account, by currency; up to the entry numbered `through` when that is given. */
  async function standOf(account: Account, through: number = Number.MAX_SAFE_INTEGER): Promise<ByCurrency> {
    const { generation } = await horizon();
    const snapshot = await snapshots.findOne({ _id: `${generation}|${account}` });
    const base = snapshot && snapshot.through <= through ? snapshot : { balances: {}, through: 0 };
    const tail = (await entries
      .find(
        { 'legs.account': account, seq: { $gt: base.through, $lte: through } },
        { projection: { legs: 1 } },
      )
      .toArray()) as EntryDocument[];
    if (tail.length > SNAPSHOT_AFTER && through === Number.MAX_SAFE_INTEGER) await advanceSnapshots();
    return added(base.balances, account, tail);
  }

  return {
    standOf,
    advanceSnapshots,
    rebuildSnapshots,

    /** What stands on an account in a currency, minor units, on the account's own side. */
    async balanceOf(account: Account, currency: string): Promise<number> {
      return (await standOf(account))[currency] ?? 0;
    },

    /** What the shop owes a seller, by currency; empty when it never owed anything. */
    async sellerBalances(sellerId: string): Promise<SellerBalance[]> {
      const [pending, payable, reserved] = await Promise.all(
        (['seller-pending', 'seller-payable', 'dispute-reserve'] as const).map((kind) =>
          standOf(sellerAccount(kind, sellerId)),
        ),
      );
      const currencies = new Set([pending, payable, reserved].flatMap((stand) => Object.keys(stand ?? {})));
      return [...currencies].sort().map((currency) => ({
        currency,
        pendingMinor: pending?.[currency] ?? 0,
        payableMinor: payable?.[currency] ?? 0,
        reservedMinor: reserved?.[currency] ?? 0,
      }));
    },

    /** What stands on every account that was ever booked on, by account and currency. */
    async balances(): Promise<AccountBalance[]> {
      const { generation, through } = await horizon();
      const stands = new Map<string, { balances: ByCurrency; through: number }>();
      for await (const snapshot of snapshots.find({ generation }))
        stands.set(snapshot.account, { balances: snapshot.balances, through: snapshot.through });
      let read = 0;
      for await (const document of entries.find({ seq: { $gt: through } })) {
        read += 1;
        if (document.kind === 'void') continue;
        for (const account of new Set(document.legs.map((leg) => leg.account))) {
          const stand = stands.get(account) ?? { balances: {}, through: 0 };
          if (document.seq <= stand.through) continue;
          stands.set(account, { ...stand, balances: added(stand.balances, account, [document]) });
        }
      }
      if (read > SNAPSHOT_ALL_AFTER) await advanceSnapshots();
      return [...stands]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([account, { balances }]) =>
          Object.entries(balances).map(([currency, balanceMinor]) => ({
            account: account as Account,
            currency,
            balanceMinor,
          })),
        );
    },
  };
}
