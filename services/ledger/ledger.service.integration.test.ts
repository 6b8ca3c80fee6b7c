import { auditBalances, readBooks } from '../../audit/balances';
import { sellerAccount } from './ledger.accounts';
import { startLedger, transfer, type TestLedger } from './ledger.fixture';

let books: TestLedger;
beforeEach(async () => {
  books = await startLedger();
});
afterEach(() => books.close());

const PAYABLE = sellerAccount('seller-payable', 's1');
const PENDING = sellerAccount('seller-pending', 's1');

/** What the audit says of the balances now. */
const findings = async () => auditBalances(await readBooks({ of: () => books.connection }));

test('what is booked again is the same entry; with other amounts it is refused', async () => {
  const { ledger } = books;
  await ledger.book([transfer('a', ['adjustments', PAYABLE], 500)]);
  await ledger.book([
    transfer('a', ['adjustments', PAYABLE], 500),
    transfer('b', ['adjustments', PAYABLE], 1),
  ]);
  await expect(ledger.book([transfer('a', ['adjustments', PAYABLE], 501)])).rejects.toMatchObject({
    code: 'ledger-entry-differs',
  });
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(501);
});

test('an entry that does not balance is not booked', async () => {
  const { ledger } = books;
  const [debit] = transfer('a', ['adjustments', PAYABLE], 500).legs;
  const crooked = { ...transfer('a', ['adjustments', PAYABLE], 500), legs: debit ? [debit] : [] };
  await expect(ledger.book([crooked])).rejects.toMatchObject({ code: 'ledger-entry-unbalanced' });
  expect(await ledger.get('a')).toBeNull();
});

test('currencies stand apart on one account', async () => {
  const { ledger } = books;
  await ledger.book([
    transfer('a', ['adjustments', PAYABLE], 500),
    transfer('b', ['adjustments', PAYABLE], 70, { currency: 'SEK' }),
    transfer('c', [PAYABLE, 'adjustments'], 20),
  ]);
  expect(await ledger.sellerBalances('s1')).toEqual([
    { currency: 'EUR', pendingMinor: 0, payableMinor: 480, reservedMinor: 0 },
    { currency: 'SEK', pendingMinor: 0, payableMinor: 70, reservedMinor: 0 },
  ]);
  expect(await ledger.balances()).toContainEqual({
    account: 'adjustments',
    currency: 'SEK',
    balanceMinor: 70,
  });
});

test('the same entries booked by many at once are booked once', async () => {
  const entries = ['a', 'b', 'c'].map((id) => transfer(id, ['adjustments', PAYABLE], 100));
  await Promise.all(Array.from({ length: 12 }, () => books.another().book(entries)));
  expect(await books.ledger.balanceOf(PAYABLE, 'EUR')).toBe(300);
});

test('of many who set the same money aside at once, only so many get it as there is', async () => {
  const { ledger } = books;
  await ledger.book([transfer('start', ['adjustments', PAYABLE], 1000)]);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      books.another().bookInTurn('payout:s1', async () => {
        if ((await ledger.balanceOf(PAYABLE, 'EUR')) < 300) throw new Error('not enough');
        return [transfer(`p${index}`, [PAYABLE, 'payouts-in-transit'], 300)];
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(100);
});

test('a snapshot and what came after it are the whole sum, and the audit agrees, while many book and others make snapshots', async () => {
  const { ledger, collections } = books;
  const writers = Array.from({ length: 6 }, (_, writer) =>
    (async () => {
      const own = books.another();
      for (let n = 0; n < 25; n += 1)
        await own.book([transfer(`w${writer}-${n}`, ['adjustments', PAYABLE], 1 + n)]);
    })(),
  );
  let isOver = false;
  const photographers = Array.from({ length: 2 }, async () => {
    while (!isOver) await books.another().advanceSnapshots();
  });
  const rebuilders = Array.from({ length: 2 }, async () => {
    for (let n = 0; n < 3; n += 1) await books.another().rebuildSnapshots();
  });
  const found: object[] = [];
  const auditor = (async () => {
    while (!isOver) found.push(...(await findings()));
  })();
  await Promise.all([...writers, ...rebuilders]);
  isOver = true;
  await Promise.all([...photographers, auditor]);
  expect([...found, ...(await findings())]).toEqual([]);

  const whole = 6 * ((25 * 26) / 2);
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(whole);
  const { through } = await ledger.advanceSnapshots();
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(whole);
  const snapshots = await collections.snapshots.find({ account: PAYABLE, through }).toArray();
  expect(snapshots.map(({ balances }) => balances)).toContainEqual({ EUR: whole });
  expect(await ledger.balances()).toContainEqual({ account: PAYABLE, currency: 'EUR', balanceMinor: whole });
});

test('an entry that comes late, under a number that a snapshot has passed, is counted all the same', async () => {
  const { ledger, collections } = books;
  await ledger.book([transfer('first', ['adjustments', PAYABLE], 10)]);
  // A slow writer has taken its number, and writes only after the others.
  await collections.counters.updateOne({ _id: 'entries' }, { $inc: { seq: 1 } });
  await ledger.book([transfer('second', ['adjustments', PAYABLE], 20)]);
  await ledger.advanceSnapshots();
  await collections.counters.updateOne({ _id: 'entries' }, { $set: { seq: 1 } });
  await ledger.book([transfer('late', ['adjustments', PAYABLE], 40)]);
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(70);
  await ledger.advanceSnapshots();
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(70);
});

test('a snapshot that was changed by hand is named by the audit, and nothing is once all are made anew', async () => {
  const { ledger, collections } = books;
  await ledger.book([transfer('a', ['adjustments', PAYABLE], 10)]);
  await ledger.advanceSnapshots();
  await ledger.book([transfer('b', ['adjustments', PAYABLE], 5)]);
  expect(await findings()).toEqual([]);

  await collections.snapshots.updateOne({ account: PAYABLE }, { $set: { 'balances.EUR': 99 } });
  const named = {
    invariant: 'the snapshot of a balance is the sum of the entries that it covers',
    id: 'seller-payable:s1 in EUR',
  };
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(104);
  expect(await findings()).toEqual([named]);
  // One that is made from it is as wrong.
  await ledger.advanceSnapshots();
  expect(await findings()).toEqual([named]);

  expect(await ledger.rebuildSnapshots()).toEqual({ through: 2, accounts: 2 });
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(15);
  expect(await findings()).toEqual([]);
});

test('what a rebuilding that was interrupted has left is not used by the next', async () => {
  const { ledger, collections } = books;
  await ledger.book([transfer('a', ['adjustments', PAYABLE], 10)]);
  // It had taken its number and made one snapshot, of half the entries.
  await collections.counters.updateOne({ _id: 'generations' }, { $inc: { seq: 1 } }, { upsert: true });
  await collections.snapshots.insertOne({
    ...{ _id: `2|${PAYABLE}`, generation: 2, account: PAYABLE, balances: { EUR: 3 }, through: 1 },
  });
  await ledger.rebuildSnapshots();
  expect(await ledger.balanceOf(PAYABLE, 'EUR')).toBe(10);
  expect(await findings()).toEqual([]);
});

test('a statement tells page by page what happened and what stood there after it', async () => {
  const { ledger } = books;
  await ledger.book([
    transfer('1', ['buyer-receivable', PENDING], 1000),
    transfer('2', ['buyer-receivable', PENDING], 500),
    transfer('3', [PENDING, PAYABLE], 1000),
    transfer('other', ['buyer-receivable', sellerAccount('seller-pending', 's2')], 7),
    transfer('4', [PAYABLE, 'payouts-in-transit'], 900),
  ]);
  const first = await ledger.statement({ sellerId: 's1', limit: 3 });
  const second = await ledger.statement({ sellerId: 's1', limit: 3, cursor: first.nextCursor ?? '' });
  expect(second.nextCursor).toBeNull();
  const lines = [...first.items, ...second.items];
  expect(lines.map(({ entryId }) => entryId)).toEqual(['4', '3', '2', '1']);
  expect(lines.map(({ pendingMinor, payableMinor }) => [pendingMinor, payableMinor])).toEqual([
    [0, -900],
    [-1000, 1000],
    [500, 0],
    [1000, 0],
  ]);
  expect(lines.map(({ after }) => [after.pendingMinor, after.payableMinor])).toEqual([
    [500, 100],
    [500, 1000],
    [1500, 0],
    [1000, 0],
  ]);
});

test('a statement of a period has only what was booked in it, with the balances of the whole', async () => {
  const clock = { now: Date.parse('2030-01-01T00:00:00.000Z') };
  await books.close();
  books = await startLedger({ nowMs: () => clock.now });
  for (const [id, day] of [
    ['jan', '2030-01-10'],
    ['feb', '2030-02-10'],
    ['mar', '2030-03-10'],
  ] as const) {
    clock.now = Date.parse(`${day}T00:00:00.000Z`);
    await books.ledger.book([transfer(id, ['adjustments', PAYABLE], 100)]);
  }
  const { items } = await books.ledger.statement({
    ...{ sellerId: 's1', from: '2030-02-01T00:00:00.000Z', to: '2030-03-01T00:00:00.000Z', limit: 10 },
  });
  expect(items.map(({ entryId, after }) => [entryId, after.payableMinor])).toEqual([['feb', 200]]);
});
