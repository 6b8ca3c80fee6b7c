import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPaymentProvider } from '../../stack/simulators/payment-provider/server';
import { testConfig } from '../../test/servers';
import { createCaseService } from '../case/case.service';
import { createBookkeeping } from '../ledger/bookkeeping';
import { createLedgerService } from '../ledger/ledger.service';
import { newId } from '../platform/ids';
import { connectDatabases } from '../platform/mongo';
import { createPayoutAccounts } from './payout.accounts';
import { createPaying } from './payout.paying';
import { createPayoutPlanning, type PayoutSettings } from './payout.planning';
import { createPayoutService } from './payout.service';
import { createSimulatorPayouts } from './providers/simulator';

const KEYS = { apiKey: 'sk_test_trial', webhookSecret: 'a-secret-that-is-long-enough-for-trials' };
const DAY_MS = 24 * 3_600_000;

/** Payouts on a real database, with real books and a provider of their own whose banks answer at once. */
export async function startPayouts(settings: Partial<PayoutSettings> = {}) {
  const databases = await connectDatabases(testConfig());
  const dataDir = mkdtempSync(join(tmpdir(), 'payouts-'));
  const simulator = await startPaymentProvider({
    port: 0,
    dataDir,
    latencyMs: 1,
    consequenceMs: 30,
    ...KEYS,
  });
  const provider = createSimulatorPayouts({ baseUrl: simulator.url, timeoutMs: 600, ...KEYS });

  let ahead = 0;
  const clock = { nowMs: () => Date.now() + ahead };
  const ledger = createLedgerService({ connection: databases.of('ledger'), clock });
  const none = { get: () => Promise.resolve(null) };
  const books = createBookkeeping({ ledger, orders: none, refunds: none });
  const cases = createCaseService({ connection: databases.of('case'), clock });
  const own = { connection: databases.of('payout'), clock };
  const payouts = createPayoutService({ ...own, accounts: createPayoutAccounts({ ...own, provider }) });
  const planning = createPayoutPlanning({
    ...{ payouts, ledger, cases, clock },
    settings: { minimumMinor: 1000, reservePoints: 0, holdDays: 0, negativeDays: 30, ...settings },
  });
  const paying = createPaying({ payouts, planning, books, ledger, cases, provider });
  await ledger.ready();

  const give = (sellerId: string, amountMinor: number) =>
    books.adjust({
      ...{ adjustmentId: newId(), sellerId, currency: 'EUR', note: 'For a test.' },
      direction: amountMinor < 0 ? 'debit' : 'credit',
      amountMinor: Math.abs(amountMinor),
    });

  return {
    ...{ payouts, planning, paying, ledger, books, cases, provider, give },

    /** A seller with a bank account and something payable, in minor units of euro. */
    async seller(bankToken: string | null, payableMinor = 0): Promise<string> {
      const sellerId = newId();
      if (bankToken) await payouts.accounts.save({ sellerId, holder: 'Ada Lind', bankToken });
      if (payableMinor !== 0) await give(sellerId, payableMinor);
      return sellerId;
    },
    nameOf: (sellerId: string, number = 1) => ({
      ...{ payoutId: `${sellerId}-eur-${number}`, sellerId, currency: 'EUR' },
    }),
    /** What stands on the accounts that payouts touch. */
    async stand(
      sellerId: string,
    ): Promise<{ payableMinor: number; inTransitMinor: number; sentMinor: number }> {
      const entries = await ledger.entriesAbout({ sellerId });
      const sumOf = (account: string) =>
        entries
          .flatMap(({ legs }) => legs)
          .filter((leg) => leg.account === account)
          .reduce((sum, leg) => sum + (leg.side === 'credit' ? leg.amountMinor : -leg.amountMinor), 0);
      return {
        payableMinor: await ledger.balanceOf(`seller-payable:${sellerId}`, 'EUR'),
        inTransitMinor: sumOf('payouts-in-transit'),
        sentMinor: sumOf('provider-clearing'),
      };
    },
    /** Days go by, for our clock. */
    pass(days: number) {
      ahead += days * DAY_MS;
    },
    async close(): Promise<void> {
      await simulator.close();
      await databases.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
