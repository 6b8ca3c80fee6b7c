import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import { systemClock, type Clock } from '../platform/clock';
import { connectDatabases } from '../platform/mongo';
import { ledgerCollections } from './ledger.model';
import type { PlannedEntry } from './ledger.entry';
import type { Account } from './ledger.schema';
import { createLedgerService } from './ledger.service';

/** A ledger on a real database that nobody else writes to. */
export async function startLedger(clock: Clock = systemClock) {
  const prefix = `ledger_${randomUUID().slice(0, 8)}_`;
  const databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: prefix });
  const connection = databases.of('ledger');
  const ledger = createLedgerService({ connection, clock });
  await ledger.ready();
  return {
    ledger,
    connection,
    collections: ledgerCollections(connection),
    /** Another process with the same ledger. */
    another: () => createLedgerService({ connection, clock }),
    async close() {
      await connection.dropDatabase();
      await databases.close();
    },
  };
}

export type TestLedger = Awaited<ReturnType<typeof startLedger>>;

/** An entry of one amount from one account to another. */
export function transfer(
  id: string,
  [from, to]: readonly [Account, Account],
  amountMinor: number,
  over: Partial<PlannedEntry> & { currency?: string } = {},
): PlannedEntry {
  const { currency = 'EUR', ...rest } = over;
  return {
    ...{ id, kind: 'adjustment', text: 'For a test', about: {} },
    legs: [
      { account: from, side: 'debit', amountMinor, currency },
      { account: to, side: 'credit', amountMinor, currency },
    ],
    ...rest,
  };
}
