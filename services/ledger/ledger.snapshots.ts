import { isDuplicateKey } from '../platform/documents';
import { added } from './ledger.accounts';
import type { EntryDocument, HorizonDocument, LedgerCollections } from './ledger.model';
import { takeNumbers } from './ledger.numbers';
import type { Account } from './ledger.schema';

const PAGE = 1000;
/** What counts while no horizon is written down yet. */
export const FIRST_HORIZON: Readonly<HorizonDocument> = { _id: 'horizon', generation: 1, through: 0 };

/**
 * Snapshots of balances that can miss nothing. Entries are numbered when they are about to be written, so a slow
 * writer may come later than higher numbers. A snapshot is therefore made only through numbers without a gap; a gap
 * that stays is closed by an empty document under that number, and the slow writer, who then finds its number taken,
 * takes a new one. So what lies behind a snapshot can never change, whatever the clocks say.
 *
 * Snapshots belong to a generation. Made anew, they are made beside the old ones and count from the moment at which
 * the horizon names their generation.
 */
export function createSnapshots(collections: LedgerCollections) {
  const { entries, counters, snapshots, horizons } = collections;

  async function horizon(): Promise<HorizonDocument> {
    return (await horizons.findOne({ _id: 'horizon' })) ?? FIRST_HORIZON;
  }

  /** Closes what gaps there are after `from` and answers with the last number without a gap. */
  async function freeze(from: number): Promise<number> {
    const top = (await counters.findOne({ _id: 'entries' }))?.seq ?? 0;
    let through = from;
    while (through < top) {
      const page = await entries
        .find({ seq: { $gt: through, $lte: top } }, { projection: { seq: 1 } })
        .sort({ seq: 1 })
        .limit(PAGE)
        .toArray();
      const present = new Set(page.map(({ seq }) => seq));
      const end = page.length === PAGE ? (page.at(-1)?.seq ?? top) : top;
      for (let seq = through + 1; seq <= end; seq += 1) if (!present.has(seq)) await close(seq);
      through = end;
    }
    return through;
  }

  /** Takes a number out of use, unless its entry has come meanwhile. */
  async function close(seq: number): Promise<void> {
    const _id = `void:${seq}`;
    try {
      await entries.insertOne({ _id, kind: 'void', seq, turnOf: _id, turn: 0 });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** The snapshot of one account through a number behind which nothing changes. */
  async function snapshotOf(generation: number, account: Account, through: number): Promise<void> {
    const _id = `${generation}|${account}`;
    const before = await snapshots.findOne({ _id });
    const since = before?.through ?? 0;
    if (since >= through) return;
    const found = (await entries
      .find({ 'legs.account': account, seq: { $gt: since, $lte: through } }, { projection: { legs: 1 } })
      .toArray()) as EntryDocument[];
    const balances = added(before?.balances ?? {}, account, found);
    try {
      await snapshots.updateOne(
        { _id, through: { $lt: through } },
        { $set: { generation, account, balances, through } },
        { upsert: true },
      );
    } catch (error) {
      // Somebody else made it through here or further; both are right.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Snapshots of all accounts with entries after `from`. @returns through which number, and of how many accounts */
  async function snapshotAll(
    generation: number,
    from: number,
  ): Promise<{ through: number; accounts: number }> {
    const through = await freeze(from);
    const accounts = new Set<Account>();
    for await (const document of entries.find(
      { seq: { $gt: from, $lte: through } },
      { projection: { kind: 1, legs: 1 } },
    ))
      if (document.kind !== 'void') for (const { account } of document.legs) accounts.add(account);
    for (const account of accounts) await snapshotOf(generation, account, through);
    return { through, accounts: accounts.size };
  }

  return {
    horizon,

    /** Takes everything that is booked now into the snapshots. May run at once with itself and with bookings. */
    async advanceSnapshots(): Promise<{ through: number }> {
      const { generation, through: from } = await horizon();
      const { through } = await snapshotAll(generation, from);
      try {
        await horizons.updateOne(
          { _id: 'horizon', generation, through: { $lt: through } },
          { $set: { generation, through } },
          { upsert: from === 0 && generation === FIRST_HORIZON.generation },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return { through };
    },

    /**
     * Makes all snapshots anew from the entries; the old ones count until the new ones are there. May run at once
     * with itself, with `advanceSnapshots` and with bookings.
     * @returns through which entry, and of how many accounts
     */
    async rebuildSnapshots(): Promise<{ through: number; accounts: number }> {
      const before = await horizon();
      // A number of its own: neither what an interrupted rebuilding left nor what another makes now is touched.
      const generation = FIRST_HORIZON.generation + (await takeNumbers(collections, 'generations', 1));
      const made = await snapshotAll(generation, 0);
      try {
        await horizons.updateOne(
          { _id: 'horizon', generation: { $lt: generation } },
          { $set: { generation, through: made.through } },
          { upsert: true },
        );
      } catch (error) {
        // One that began later was done first: its snapshots are as good, and count already.
        if (!isDuplicateKey(error)) throw error;
      }
      // Who has read the horizon a moment ago may still look at the generation before.
      await snapshots.deleteMany({ generation: { $lt: before.generation } });
      return made;
    },
  };
}
