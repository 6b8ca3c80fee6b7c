import { signedMinor, type ByCurrency } from '../services/ledger/ledger.accounts';
import type {
  EntryDocument,
  HorizonDocument,
  SnapshotDocument,
  VoidDocument,
} from '../services/ledger/ledger.model';
import { FIRST_HORIZON } from '../services/ledger/ledger.snapshots';
import type { Databases } from '../services/platform/mongo';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** The snapshots that count now; how they are made is told in ledger.snapshots.ts. */
export interface BalanceRecords {
  horizon: HorizonDocument;
  snapshots: SnapshotDocument[];
}

/**
 * Reads snapshots and entries. In this order: what a snapshot covers was written before it and never changes, so it is
 * all among the entries that are read after it, however many come meanwhile.
 */
export async function readBooks(
  databases: Pick<Databases, 'of'>,
): Promise<Pick<Records, 'entries' | 'balances'>> {
  const balances = await readBalances(databases);
  const documents = await databases
    .of('ledger')
    .collection<EntryDocument | VoidDocument>('entries')
    .find({})
    .toArray();
  // A number that was taken and never used is closed by a document of kind `void`, which is no entry.
  const entries = documents.filter((document): document is EntryDocument => document.kind !== 'void');
  return { balances, entries: entries.sort((a, b) => a.seq - b.seq) };
}

/** The horizon first: what it has passed is in snapshots that were made before it moved there. */
async function readBalances(databases: Pick<Databases, 'of'>): Promise<BalanceRecords> {
  const ledger = databases.of('ledger');
  const readHorizon = async () =>
    (await ledger.collection<HorizonDocument>('horizons').findOne({ _id: 'horizon' })) ?? FIRST_HORIZON;
  for (;;) {
    const horizon = await readHorizon();
    const { generation } = horizon;
    const snapshots = await ledger.collection<SnapshotDocument>('snapshots').find({ generation }).toArray();
    // Those of a generation that was replaced meanwhile may be half gone.
    if ((await readHorizon()).generation === generation) return { horizon, snapshots };
  }
}

/** Invariant 1, of balances: payouts are reckoned from snapshots, so each has to be what its entries come to. */
export function auditBalances(records: Pick<Records, 'entries' | 'balances'>): Breach[] {
  const { covered, passedOver } = sortedBySnapshot(records);
  const stands = records.balances.snapshots.flatMap(({ account, balances }) => {
    const sums = covered.get(account) ?? {};
    return [...new Set([...Object.keys(balances), ...Object.keys(sums)])].map((currency) => ({
      ...{ account, currency, balanceMinor: balances[currency] ?? 0, sumMinor: sums[currency] ?? 0 },
    }));
  });
  return [
    ...breaches(
      'the snapshot of a balance is the sum of the entries that it covers',
      stands,
      nameOf,
      ({ balanceMinor, sumMinor }) => balanceMinor === sumMinor,
    ),
    ...breaches(
      'an entry that all snapshots are said to cover is in that of its account',
      passedOver,
      nameOf,
      () => false,
    ),
  ];
}

interface Stand {
  account: string;
  currency: string;
}

const nameOf = ({ account, currency }: Stand) => `${account} in ${currency}`;

/**
 * What the entries that each account's snapshot covers come to, and on which accounts an entry is in no snapshot
 * though the horizon has passed it: the list of all balances adds only what comes after the horizon.
 */
function sortedBySnapshot({
  entries,
  balances: { horizon, snapshots },
}: Pick<Records, 'entries' | 'balances'>) {
  const reaches = new Map(snapshots.map(({ account, through }) => [account, through]));
  const covered = new Map<string, ByCurrency>();
  const passedOver: Stand[] = [];
  for (const { seq, legs } of entries)
    for (const leg of legs) {
      const { account, currency } = leg;
      if (seq <= (reaches.get(account) ?? 0)) {
        const sums = covered.get(account) ?? {};
        sums[currency] = (sums[currency] ?? 0) + signedMinor(leg);
        covered.set(account, sums);
      } else if (seq <= horizon.through) passedOver.push({ account, currency });
    }
  return { covered, passedOver };
}
