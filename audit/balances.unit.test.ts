import type { Databases } from '../services/platform/mongo';
import { auditBalances, readBooks } from './balances';
import type { Records } from './records';

const PAYABLE = 'seller-payable:s1';
const UNEQUAL = 'the snapshot of a balance is the sum of the entries that it covers';
const PASSED_OVER = 'an entry that all snapshots are said to cover is in that of its account';

/** What staff gave a seller. */
const entry = (seq: number, amountMinor: number, currency = 'EUR') => ({
  ...{ _id: `e${seq}`, seq, kind: 'adjustment' },
  legs: [
    { account: 'adjustments', side: 'debit', amountMinor, currency },
    { account: PAYABLE, side: 'credit', amountMinor, currency },
  ],
});
const snapshot = (account: string, through: number, balances: Record<string, number>, generation = 1) => ({
  ...{ _id: `${generation}|${account}`, generation, account, through, balances },
});
const horizon = (through: number, generation = 1) => ({ _id: 'horizon', generation, through });

/** Three entries, of which the snapshots cover two. */
const books = () => ({
  entries: [entry(1, 10), entry(2, 20, 'SEK'), entry(3, 5)],
  balances: {
    horizon: horizon(2),
    snapshots: [snapshot(PAYABLE, 2, { EUR: 10, SEK: 20 }), snapshot('adjustments', 2, { EUR: 10, SEK: 20 })],
  },
});
const findings = (records: object) =>
  auditBalances(records as unknown as Records).map(({ invariant, id }) => `${id}: ${invariant}`);

test('snapshots that are behind newer entries, or further than the horizon, are no finding', () => {
  expect(findings(books())).toEqual([]);
  const ahead = { horizon: horizon(0), snapshots: [snapshot(PAYABLE, 3, { EUR: 15, SEK: 20 })] };
  expect(findings({ ...books(), balances: ahead })).toEqual([]);
});

test('a snapshot of another amount than its entries come to is named by account and currency', () => {
  const { entries, balances } = books();
  const [, adjustments] = balances.snapshots;
  const changed = (stands: Record<string, number>, through = 2) =>
    findings({
      entries,
      balances: { ...balances, snapshots: [snapshot(PAYABLE, through, stands), adjustments] },
    });
  expect(changed({ EUR: 99, SEK: 20 })).toEqual([`${PAYABLE} in EUR: ${UNEQUAL}`]);
  expect(changed({ EUR: 10 })).toEqual([`${PAYABLE} in SEK: ${UNEQUAL}`]);
  expect(changed({ EUR: 10, SEK: 20, USD: 1 })).toEqual([`${PAYABLE} in USD: ${UNEQUAL}`]);
  // It claims to cover the third entry, which it has not.
  expect(changed({ EUR: 10, SEK: 20 }, 3)).toEqual([`${PAYABLE} in EUR: ${UNEQUAL}`]);
});

test('an account that the horizon passes over without a snapshot of its entries is named', () => {
  const { entries, balances } = books();
  const [payable] = balances.snapshots;
  expect(findings({ entries, balances: { ...balances, snapshots: [payable] } })).toEqual([
    `adjustments in EUR: ${PASSED_OVER}`,
    `adjustments in SEK: ${PASSED_OVER}`,
  ]);
  expect(findings({ entries, balances: { ...balances, horizon: horizon(3) } })).toEqual(
    ['adjustments in EUR', `${PAYABLE} in EUR`].map((id) => `${id}: ${PASSED_OVER}`),
  );
});

/** The ledger's database. `onRead` is done before each reading, as if others wrote between them. */
function databaseOf(
  stored: { entries: object[]; snapshots: { generation: number }[]; horizon: object },
  onRead: () => void,
) {
  const collection = (name: string) => ({
    findOne: () => {
      onRead();
      return Promise.resolve(stored.horizon);
    },
    find: ({ generation }: { generation?: number }) => ({
      toArray: () => {
        onRead();
        const found = stored.snapshots.filter((each) => each.generation === generation);
        return Promise.resolve(name === 'entries' ? [...stored.entries] : found);
      },
    }),
  });
  return { of: () => ({ collection }) } as unknown as Pick<Databases, 'of'>;
}

test('entries that come while the audit reads, and snapshots that are made of them at once, are no finding', async () => {
  const stored = { entries: [] as object[], snapshots: [snapshot(PAYABLE, 0, {})], horizon: horizon(0) };
  const database = databaseOf(stored, () => {
    const seq = stored.entries.length + 1;
    stored.entries.push(entry(seq, 10));
    stored.snapshots = [PAYABLE, 'adjustments'].map((account) => snapshot(account, seq, { EUR: seq * 10 }));
    stored.horizon = horizon(seq);
  });
  const read = await readBooks(database);
  expect(read.balances.snapshots[0]?.through).toBeGreaterThan(0);
  expect(findings(read)).toEqual([]);
});

test('snapshots that are replaced and thrown away while the audit reads them are read again', async () => {
  const stored = {
    entries: [entry(1, 10)],
    snapshots: [snapshot(PAYABLE, 1, { EUR: 10 })],
    horizon: horizon(1),
  };
  let readings = 0;
  const database = databaseOf(stored, () => {
    readings += 1;
    if (readings !== 2) return;
    stored.snapshots = [PAYABLE, 'adjustments'].map((account) => snapshot(account, 1, { EUR: 10 }, 3));
    stored.horizon = horizon(1, 3);
  });
  const read = await readBooks(database);
  expect(read.balances.horizon.generation).toBe(3);
  expect(findings(read)).toEqual([]);
});

test('a number that was closed as a gap is no entry', async () => {
  const gap = { _id: 'void:1', kind: 'void', seq: 1, turnOf: 'void:1', turn: 0 };
  const stored = { entries: [entry(2, 10), gap], snapshots: [], horizon: horizon(0) };
  const { entries } = await readBooks(databaseOf(stored, () => undefined));
  expect(entries.map(({ _id }) => _id)).toEqual(['e2']);
});
