import { eventually } from '../../test/shopper/wait';
import { startPayouts } from './payout.fixture';

let shop: Awaited<ReturnType<typeof startPayouts>>;
beforeAll(async () => {
  shop = await startPayouts();
});
afterAll(() => shop.close());

/** Sets aside and sends, as the workflow does. */
async function pay(sellerId: string, number = 1) {
  const name = shop.nameOf(sellerId, number);
  const aside = await shop.paying.setAside(name);
  return aside.ok ? shop.paying.send(name) : aside;
}

/** Asks until the bank has said this. */
const becomes = (sellerId: string, status: string, number = 1) =>
  eventually(
    `the payout to be ${status}`,
    () => shop.paying.check(shop.nameOf(sellerId, number)),
    (payout) => payout.status === status,
  );

test('what is payable is set aside, sent and paid, and books and provider agree', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  expect(await pay(sellerId)).toMatchObject({ status: 'in-transit', amountMinor: 5000 });
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 5000, sentMinor: 0 });
  await becomes(sellerId, 'paid');
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 0, sentMinor: 5000 });
  expect(await shop.provider.findByReference(`${sellerId}-eur-1`)).toMatchObject([
    { amountMinor: 5000, currency: 'EUR', status: 'paid' },
  ]);
});

test('ten runs at once pay the same money once', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  const runs = await Promise.all(Array.from({ length: 10 }, () => pay(sellerId)));
  expect(runs.every((run) => 'status' in run && run.status === 'in-transit')).toBe(true);
  expect(await pay(sellerId, 2)).toEqual({ ok: false, reason: 'nothing-payable' });
  expect(await shop.provider.findByReference(`${sellerId}-eur-1`)).toHaveLength(1);
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 5000, sentMinor: 0 });
});

test('payouts of several numbers at once never take more than is payable', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  await Promise.all([1, 2, 3, 1, 2, 3].map((number) => pay(sellerId, number)));
  await shop.give(sellerId, 3000);
  await Promise.all([2, 3, 2, 3].map((number) => pay(sellerId, number)));
  const { items } = await shop.payouts.list({ sellerId, limit: 10 });
  expect(items.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(8000);
  expect((await shop.stand(sellerId)).payableMinor).toBe(0);
});

test('a payout out of turn pays nothing', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  expect(await pay(sellerId, 2)).toEqual({ ok: false, reason: 'out-of-turn' });
});

test('each step done twice has one effect', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  const name = shop.nameOf(sellerId);
  for (let n = 0; n < 2; n += 1) await shop.paying.setAside(name);
  for (let n = 0; n < 2; n += 1) await shop.paying.send(name);
  await becomes(sellerId, 'paid');
  await shop.paying.check(name);
  expect(await shop.ledger.entriesAbout({ payoutId: name.payoutId })).toHaveLength(2);
  expect(await shop.provider.findByReference(name.payoutId)).toHaveLength(1);
});

test('an answer that was lost is asked for, and nothing is sent twice', async () => {
  const sellerId = await shop.seller('ba_timeout', 5000);
  await expect(pay(sellerId)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await shop.paying.send(shop.nameOf(sellerId))).toMatchObject({ status: 'in-transit' });
  expect(await shop.provider.findByReference(`${sellerId}-eur-1`)).toHaveLength(1);
  await becomes(sellerId, 'paid');
});

test('a payout that the bank returns is owed again, and waits for another account', async () => {
  const sellerId = await shop.seller('ba_returns', 5000);
  await pay(sellerId);
  expect(await becomes(sellerId, 'returned')).toMatchObject({ reason: 'account-closed' });
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 5000, inTransitMinor: 0, sentMinor: 0 });
  expect(await shop.provider.findByReference(`${sellerId}-eur-1`)).toMatchObject([{ reversedMinor: 5000 }]);
  expect(await shop.payouts.accounts.get(sellerId)).toMatchObject({
    ...{ status: 'returned', problem: 'account-closed' },
  });
  expect(await shop.cases.get(`payout-returned:seller.${sellerId}`)).toMatchObject({ status: 'open' });
  expect(await pay(sellerId, 2)).toEqual({ ok: false, reason: 'account-returned' });

  await shop.payouts.accounts.save({ sellerId, holder: 'Ada Lind', bankToken: 'ba_ok' });
  await shop.paying.check(shop.nameOf(sellerId));
  await pay(sellerId, 2);
  await becomes(sellerId, 'paid', 2);
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 0, sentMinor: 5000 });
  expect(await shop.cases.get(`payout-returned:seller.${sellerId}`)).toMatchObject({ status: 'resolved' });
});

test('a payout that the provider refuses is owed again, and no cent hangs', async () => {
  const sellerId = await shop.seller('ba_refused', 5000);
  expect(await pay(sellerId)).toMatchObject({ status: 'refused', reason: 'account-blocked' });
  expect(await shop.paying.send(shop.nameOf(sellerId))).toMatchObject({ status: 'refused' });
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 5000, inTransitMinor: 0, sentMinor: 0 });
  expect(await shop.payouts.accounts.get(sellerId)).toMatchObject({ status: 'refused' });
});

test('a payout to a seller without a verified account changes nothing', async () => {
  for (const token of [null, 'ba_unverified']) {
    const sellerId = await shop.seller(token, 5000);
    await expect(shop.planning.nextFor({ sellerId, currency: 'EUR' })).rejects.toMatchObject({
      code: 'payout-account-unverified',
    });
    expect(await pay(sellerId)).toMatchObject({ ok: false });
    expect((await shop.payouts.list({ sellerId, limit: 1 })).items).toEqual([]);
    expect(await shop.stand(sellerId)).toEqual({ payableMinor: 5000, inTransitMinor: 0, sentMinor: 0 });
  }
});

test('money that was given back after a payout is taken off the next one', async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  await pay(sellerId);
  await becomes(sellerId, 'paid');
  await shop.give(sellerId, -2000);
  expect(await pay(sellerId, 2)).toEqual({ ok: false, reason: 'owes-us' });
  await shop.give(sellerId, 4500);
  expect(await pay(sellerId, 2)).toMatchObject({ amountMinor: 2500 });
  await becomes(sellerId, 'paid', 2);
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 0, sentMinor: 7500 });
});

test('a seller who owes us for long becomes a case, which closes when it is settled', async () => {
  const sellerId = await shop.seller('ba_ok', -700);
  const caseOf = () => shop.cases.get(`seller-owes:seller.${sellerId}`);
  const goThrough = () => shop.planning.payable({ after: beforeId(sellerId), limit: 1 });
  await goThrough();
  expect(await caseOf()).toBeNull();
  shop.pass(31);
  await goThrough();
  expect(await caseOf()).toMatchObject({ status: 'open', facts: { owedMinor: 700 } });
  await shop.give(sellerId, 700);
  await goThrough();
  expect(await caseOf()).toMatchObject({ status: 'resolved' });
});

test('a run finds everyone who can be paid, a page at a time, and nobody else', async () => {
  const payable = await shop.seller('ba_ok', 5000);
  const blocked = await shop.seller('ba_unverified', 5000);
  const little = await shop.seller('ba_ok', 999);
  const found: string[] = [];
  let after: string | null = beforeId(payable);
  do {
    const page = await shop.planning.payable({ after, limit: 1 });
    found.push(...page.items.map(({ payoutId }) => payoutId));
    after = page.next;
  } while (after !== null);
  expect(found).toEqual([`${payable}-eur-1`]);
  expect(found.join()).not.toContain(blocked);
  expect(found.join()).not.toContain(little);
});

test("a provider's record that differs from ours is never booked", async () => {
  const sellerId = await shop.seller('ba_ok', 5000);
  const name = shop.nameOf(sellerId);
  await shop.paying.setAside(name);
  const account = await shop.payouts.accounts.get(sellerId);
  await shop.provider.transfer({
    ...{ key: 'by-hand', payoutId: name.payoutId, amountMinor: 4000, currency: 'EUR' },
    providerAccountId: account?.providerAccountId ?? '',
  });
  await shop.payouts.markAsked(name.payoutId);
  await expect(shop.paying.send(name)).rejects.toMatchObject({
    ...{ code: 'transfer-differs', details: { what: 'amount' } },
  });
  expect(await shop.stand(sellerId)).toEqual({ payableMinor: 0, inTransitMinor: 5000, sentMinor: 0 });
});

/** Ids grow with time, so going through the sellers can begin with this one. */
function beforeId(sellerId: string): string {
  return sellerId.slice(0, -1);
}
