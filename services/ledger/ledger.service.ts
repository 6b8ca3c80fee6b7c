import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey, once } from '../platform/documents';
import { StaleVersionError } from '../platform/errors';
import { isBalanced } from './ledger.accounts';
import { createBalances } from './ledger.balances';
import { LedgerEntryDiffersError, UnbalancedEntryError } from './ledger.errors';
import { ledgerCollections, type EntryDocument } from './ledger.model';
import type { PlannedEntry } from './ledger.entry';
import { takeNumbers } from './ledger.numbers';
import type { Account, LedgerAbout, LedgerEntry } from './ledger.schema';
import { createStatements } from './ledger.statement';

export type LedgerService = ReturnType<typeof createLedgerService>;

/** Lost races for one turn before it counts as a fault: more callers at once about one order do not exist. */
const MAX_ROUNDS = 30;

/** The shop's books: entries are added and never changed, balances follow from them. */
export function createLedgerService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const collections = ledgerCollections(connection);
  const { entries } = collections;
  const ready = once(collections.ready);
  const balances = createBalances(collections);

  /** Adds entries that are not there yet. @returns false when another decision took the turn of one of them */
  async function insert(fresh: readonly Omit<EntryDocument, 'seq'>[]): Promise<boolean> {
    let left = [...fresh];
    for (let round = 0; left.length > 0; round += 1) {
      const first = await takeNumbers(collections, 'entries', left.length);
      try {
        await entries.insertMany(
          left.map((document, index) => ({ ...document, seq: first + index })),
          { ordered: true },
        );
        return true;
      } catch (error) {
        if (!isDuplicateKey(error) || round === MAX_ROUNDS) throw error;
      }
      const found = await read({ _id: { $in: left.map(({ _id }) => _id) } });
      for (const document of left) expectSame(found, document);
      const known = new Set(found.map(({ id }) => id));
      left = left.filter(({ _id }) => !known.has(_id));
      for (const { turnOf, turn } of left)
        if (await entries.findOne({ turnOf, turn }, { projection: { _id: 1 } })) return false;
      // Else the number was closed as a gap while we were slow: take new ones.
    }
    return true;
  }

  async function read(filter: Record<string, unknown>): Promise<LedgerEntry[]> {
    const found = await entries.find(filter).sort({ seq: 1 }).toArray();
    return found.flatMap((document) => (document.kind === 'void' ? [] : [shown(document)]));
  }

  /** The number of the last decision about something; 0 when there was none. */
  async function lastTurn(turnOf: string): Promise<number> {
    const last = await entries.findOne({ turnOf }, { sort: { turn: -1 }, projection: { turn: 1 } });
    return last?.turn ?? 0;
  }

  /** Those that are not booked yet, as they will be stored, in turns from `turn` on. */
  async function unbooked(
    planned: readonly PlannedEntry[],
    place?: { turnOf: string; turn: number },
  ): Promise<Omit<EntryDocument, 'seq'>[]> {
    const at = new Date(clock.nowMs()).toISOString();
    for (const { id, legs } of planned) if (!isBalanced(legs)) throw new UnbalancedEntryError(id);
    const found = planned.length === 0 ? [] : await read({ _id: { $in: planned.map(({ id }) => id) } });
    const known = new Set(found.map(({ id }) => id));
    return planned
      .map(({ id, ...rest }) => ({ at, ...rest, _id: id, turnOf: id, turn: 0 }))
      .filter((document) => {
        expectSame(found, document);
        return !known.has(document._id);
      })
      .map((document, index) =>
        place ? { ...document, turnOf: place.turnOf, turn: place.turn + index } : document,
      );
  }

  return {
    /**
     * Books entries in their order. What is booked already stays as it is.
     * @throws LedgerEntryDiffersError when one is booked already with other content; UnbalancedEntryError
     */
    async book(planned: readonly PlannedEntry[]): Promise<void> {
      await ready();
      await insert(await unbooked(planned));
    },

    /**
     * Decides on what is booked and books the decision, so that two who decide about the same thing at once decide
     * one after the other: the later one reads what the earlier one booked.
     * @param turnOf the thing that is decided about, such as `order:<id>`
     * @param plan reads and answers with what is to be booked; asked again after a lost race
     * @throws what `plan` throws
     */
    async bookInTurn(turnOf: string, plan: () => Promise<readonly PlannedEntry[]>): Promise<void> {
      await ready();
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const last = await lastTurn(turnOf);
        try {
          const fresh = await unbooked(await plan(), { turnOf, turn: last + 1 });
          if (fresh.length === 0 || (await insert(fresh))) return;
        } catch (error) {
          // Somebody decided between our reading and our booking, under the same id: decide again on what is there.
          if (!(error instanceof LedgerEntryDiffersError) || (await lastTurn(turnOf)) === last) throw error;
        }
        await pause(Math.random() * 10 * (round + 1));
      }
      throw new StaleVersionError('ledger');
    },

    /** All entries about something, oldest first. */
    async entriesAbout(about: LedgerAbout): Promise<LedgerEntry[]> {
      const filter = Object.entries(about).map(([name, id]) => [`about.${name}`, id]);
      return filter.length === 0 ? [] : read(Object.fromEntries(filter));
    },

    async get(entryId: string): Promise<LedgerEntry | null> {
      return (await read({ _id: entryId }))[0] ?? null;
    },

    /** Those of the ids that are booked, oldest first. */
    getMany: (entryIds: readonly string[]): Promise<LedgerEntry[]> => read({ _id: { $in: entryIds } }),

    /** Minor units that releases have added to an account since a moment (ISO 8601, inclusive). */
    async creditsSince({
      account,
      currency,
      since,
    }: {
      account: Account;
      currency: string;
      since: string;
    }): Promise<number> {
      const found = await read({ 'legs.account': account, kind: 'release', at: { $gte: since } });
      const legs = found.flatMap((each) => each.legs).filter((leg) => leg.side === 'credit');
      return legs
        .filter((leg) => leg.account === account && leg.currency === currency)
        .reduce((sum, leg) => sum + leg.amountMinor, 0);
    },

    ...balances,
    ...createStatements(collections, balances),

    /** Resolves when the indexes are there. */
    ready,
  };
}

function shown({ _id, seq: _seq, turnOf: _turnOf, turn: _turn, ...rest }: EntryDocument): LedgerEntry {
  return { id: _id, ...rest };
}

/** Throws when one of these is booked with other content. When it was booked, and in which words, may differ. */
function expectSame(found: readonly LedgerEntry[], document: Pick<EntryDocument, '_id'> & Comparable): void {
  const before = found.find(({ id }) => id === document._id);
  if (before && contentOf(before) !== contentOf(document)) throw new LedgerEntryDiffersError(document._id);
}

type Comparable = Pick<LedgerEntry, 'kind' | 'about' | 'legs' | 'shares'>;

function contentOf({ kind, about, legs, shares = [] }: Comparable): string {
  const ids = Object.entries(about).filter(([, id]) => id !== undefined);
  return JSON.stringify([
    kind,
    ids.sort(([a], [b]) => (a < b ? -1 : 1)),
    legs.map(({ account, side, amountMinor, currency }) => [account, side, amountMinor, currency]),
    shares.map((share) => [
      share.of,
      share.sellerMinor,
      share.commissionMinor,
      share.taxMinor,
      share.shippingMinor,
    ]),
  ]);
}
